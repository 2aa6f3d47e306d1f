/** A channel as its history tells it; null before it was put. */
export interface Channel {
  readonly name: string;
  readonly paidPlan: boolean;
  readonly businessVerified: boolean;
  readonly currency: string;
  /** R8: off until somebody turns it on. */
  readonly customersMayStart: boolean;
}

export type ChannelState = Channel | null;
