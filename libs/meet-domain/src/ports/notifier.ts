/** What the notifier is asked to tell a customer: a meet is waiting for them (R18). */
export interface FollowUp {
  readonly channelId: string;
  readonly customerId: string;
  readonly userChatId: string;
  readonly meetId: string;
  /** Personal: for whoever sends the message, and for no log, metric or event. Null where it was never told, or forgotten. */
  readonly recipient: { readonly name: string | null; readonly phoneNumber: string | null };
  /** Where the customer opens the meet. */
  readonly link: string;
  /** RFC 3339; the link ends then at the latest. */
  readonly waitUntil: string;
  /** The same for every try of one follow-up: the receiver drops doubles by it. */
  readonly idempotencyKey: string;
}

/**
 * `unavailable`: try again later, the fault is not ours; not before `retryAfterMs` where that is given. `refused`: do not try again; `why` says who objects to what.
 */
export type NotifierFailure =
  | {
      readonly kind: 'unavailable';
      readonly why: string;
      readonly retryAfterMs?: number;
      readonly cause?: unknown;
    }
  | { readonly kind: 'refused'; readonly why: string; readonly cause?: unknown };

export type NotifierResult =
  | { readonly sent: true; readonly via: string }
  | { readonly sent: false; readonly via: string; readonly failure: NotifierFailure };

/** Tells customers, outside the product's own screens, that something waits for them. */
export interface Notifier {
  /** Never throws for an expected failure; called twice with one key, the receiver sees one message. */
  sendFollowUp(followUp: FollowUp): Promise<NotifierResult>;
}
