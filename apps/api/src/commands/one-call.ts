/** A call by phone, by the meet that it is. */
export interface OneCall {
  readonly channelId: string;
  readonly meetId: string;
}
