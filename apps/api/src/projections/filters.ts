import type { MeetKind, MeetPhase, MissedReason } from '@meets/meet-domain';

/** Conditions hold together; an empty filter means all. */
export interface MeetFilter {
  /** QUEUED is a phone call's: asking for it alone finds nothing while there are none. */
  readonly states?: readonly MeetPhase[];
  readonly kinds?: readonly MeetKind[];
  readonly userChatId?: string;
  readonly internalChatOf?: string;
  readonly teamRoomId?: string;
  readonly customerId?: string;
  readonly managerId?: string;
  readonly missedReasons?: readonly MissedReason[];
  readonly startedAfter?: string;
  readonly startedBefore?: string;
}
export interface EventFilter {
  readonly types?: readonly string[];
  readonly meetId?: string;
  readonly userChatId?: string;
  readonly internalChatOf?: string;
  readonly teamRoomId?: string;
  readonly occurredAfter?: string;
  readonly occurredBefore?: string;
}
