import type { MeetEvent, Person } from '@meets/meet-domain';

/**
 * What a customer learns of a meet event, or null where it does not exist for them. `whole` says whether who did it and
 * why may be shown too; a rewritten event keeps both to itself.
 */
export interface Disclosed {
  readonly type: MeetEvent['type'];
  readonly data: { readonly [field: string]: unknown };
  readonly whole: boolean;
}

/**
 * R14, R6 and invariant 3 for events, type by type; a new type breaks the build here until somebody decides. What is not
 * said to be shown is hidden, and what is shown lists its fields, so that a new field is hidden until it is listed.
 */
export function disclose(event: MeetEvent, customerId: string): Disclosed | null {
  // Each entry takes its own event type; looked up by that very type, it gets nothing else.
  const rule = RULES[event.type] as Rule<MeetEvent>;
  return rule(event, customerId);
}

type Rule<Event> = (event: Event, customerId: string) => Disclosed | null;
type Rules = { readonly [Type in MeetEvent['type']]: Rule<Extract<MeetEvent, { type: Type }>> };

const hidden = (): null => null;

const shown = (type: MeetEvent['type'], data: Disclosed['data']): Disclosed => ({ type, data, whole: true });

/**
 * How any meet ends for a customer. One and the same for a missed meet and an answered one, whoever or whatever ended it:
 * neither the reason nor that there is one can be read from it.
 */
const over = (): Disclosed => ({ type: 'MeetEnded', data: {}, whole: false });

const isSelf = (person: Person, customerId: string): boolean => person.role === 'customer' && person.id === customerId;

const participates = (event: MeetEvent & { readonly data: { readonly participant: Person } }): Disclosed =>
  shown(event.type, { participant: event.data.participant });

const RULES = {
  // That a meet calls a missed one back would say that the other was missed, so the field reads null, always.
  MeetStarted: ({ type, data }, customerId) =>
    data.customerId === customerId && data.place.type === 'user-chat'
      ? shown(type, {
          meetId: data.meetId,
          place: data.place,
          kind: data.kind,
          direction: data.direction,
          customerId: data.customerId,
          startedBy: data.startedBy,
          callbackOf: null,
        })
      : null,
  // Their own devices ring: that is theirs to know. Whom of the staff a call rings is not. The deadline is told while it
  // rings, by the meet and the ring's notice; beside the end it would say whether the ring ran out (R14).
  MeetRang: ({ type, data }, customerId) =>
    isSelf(data.callee, customerId) ? shown(type, { callee: data.callee }) : null,
  RingSkipped: hidden,
  // Several are rung, or nobody is, in the managers' own places only.
  RingDeclined: hidden,
  // R37, R39: to a customer their call rings. Who was tried, whether anybody is free, and either number (R6) are the staff's to know.
  CallCameIn: hidden,
  CallDialled: hidden,
  // They hear it.
  CallHeld: hidden,
  CallResumed: hidden,
  DigitsPressed: hidden,
  // Who comes in and who leaves, they see; whom somebody asked for, and that one took over from another, they do not.
  ColleagueRang: hidden,
  ColleagueAnswered: hidden,
  ColleagueRingWithdrawn: hidden,
  CallHandedOver: hidden,
  MeetQueued: hidden,
  RingUnanswered: hidden,
  MeetOpened: hidden,
  CustomerAwaited: hidden,
  FollowUpSent: hidden,
  FollowUpFailed: hidden,
  // Which device a manager answered on is not the customer's to know.
  MeetAccepted: ({ type, data }, customerId) =>
    shown(type, {
      acceptedBy: data.acceptedBy,
      deviceId: isSelf(data.acceptedBy, customerId) ? data.deviceId : null,
    }),
  MeetMissed: over,
  MissedMeetHandled: hidden,
  ParticipantJoined: participates,
  ParticipantCameByRoomLink: hidden,
  ParticipantLeft: ({ type, data }) => shown(type, { participant: data.participant, reason: data.reason }),
  MicrophoneTurnedOn: participates,
  MicrophoneTurnedOff: participates,
  CameraTurnedOn: participates,
  CameraTurnedOff: participates,
  ScreenShareStarted: participates,
  ScreenShareStopped: participates,
  MeetUpgradedToVideo: ({ type, data }) => shown(type, { participant: data.participant, cause: data.cause }),
  // Who is in is told so by the media themselves.
  MediaLost: hidden,
  MeetEnded: over,
} satisfies Rules;
