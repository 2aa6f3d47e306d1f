/** There can be no phone line: its ports are another program's or its address none of this machine's, or its trunks are wrong. */
export class PhoneLineUnusable extends Error {
  override readonly name = 'PhoneLineUnusable';
  /** What has to be set otherwise. */
  readonly setting: 'SIP_LISTEN' | 'SIP_TRUNKS';

  constructor(setting: 'SIP_LISTEN' | 'SIP_TRUNKS', why: string) {
    super(why);
    this.setting = setting;
  }
}
