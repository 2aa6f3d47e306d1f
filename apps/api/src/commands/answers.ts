import type { Position } from '@meets/event-store';
import type { GuardName } from '@meets/meet-domain';

/**
 * What a command answers. Values, never exceptions: nothing a user can do wrong throws. Positions are the log's own; the
 * edge turns them into what the viewer may see. An answer given once for an idempotency key is given for ever.
 */
export type MeetAnswer =
  /**
   * The meet as of `position` is the answer's meet, so that a repeated answer is equal to the first; but for a ring's deadline,
   * which a customer is told only while it rings.
   */
  | { readonly outcome: 'accepted'; readonly meetId: string; readonly position: Position }
  | { readonly outcome: 'already-live'; readonly meetId: string; readonly position: Position }
  | { readonly outcome: 'not-allowed'; readonly reasons: readonly GuardName[] }
  | { readonly outcome: 'not-found'; readonly what: string }
  /** `winner` is null where there is none to show, or where it would tell a customer too much. */
  | { readonly outcome: 'conflict'; readonly message: string; readonly winner: Winner | null }
  | { readonly outcome: 'meet-full'; readonly limit: number }
  | { readonly outcome: 'already-over' }
  | { readonly outcome: 'invalid-input'; readonly message: string; readonly fields: readonly string[] }
  | { readonly outcome: 'idempotency-conflict' };

/** The event that came first. Whoever shows it waits for its position: the loser may be faster than the read model. */
export interface Winner {
  readonly eventId: string;
  readonly position: Position;
}

/** A link, or why there is none. */
export type LinkAnswer =
  | { readonly outcome: 'link'; readonly kind: 'BOX' | 'ROOM'; readonly token: string }
  | Extract<
      MeetAnswer,
      { readonly outcome: 'not-allowed' | 'not-found' | 'conflict' | 'already-over' | 'invalid-input' }
    >;

export type PutAnswer =
  | { readonly outcome: 'put'; readonly position: Position }
  | { readonly outcome: 'not-allowed'; readonly reasons: readonly GuardName[] }
  | { readonly outcome: 'not-found'; readonly what: string }
  | { readonly outcome: 'invalid-input'; readonly message: string; readonly fields: readonly string[] };

/** What became of a number: beside what any put may answer, another channel may have it. */
export type PhoneNumberAnswer =
  PutAnswer | { readonly outcome: 'conflict'; readonly message: string; readonly winner: null };

/** R9: the same guard as StartMeet's, asked beforehand. `not-found` for a chat the viewer may not know of. */
export type PermissionAnswer =
  | { readonly outcome: 'permission'; readonly allowed: boolean; readonly reasons: readonly GuardName[] }
  | { readonly outcome: 'not-found'; readonly what: string };
