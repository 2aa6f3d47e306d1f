/** The ports of the phone line cannot be had: another program sits on them, or the address is none of this machine's. */
export class PhoneLineUnusable extends Error {
  override readonly name = 'PhoneLineUnusable';
}
