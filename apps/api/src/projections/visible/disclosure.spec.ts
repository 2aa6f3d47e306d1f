import { eventCatalogue, type MeetEvent, MISSED_REASONS } from '@meets/meet-domain';
import { at, bora, inbound, juno, mina, outbound, stranger } from '@meets/meet-domain/testing';
import { disclose } from './disclosure.ts';

const base = { at: at(0), by: mina } as const;

/** For every event type: what a customer reads of one that a manager caused. A new type does not compile without a line. */
const MATRIX = {
  MeetStarted: { type: 'MeetStarted', callbackOf: null },
  MeetRang: null,
  RingSkipped: null,
  RingDeclined: null,
  MeetOpened: null,
  ParticipantCameByRoomLink: null,
  CustomerAwaited: null,
  FollowUpSent: null,
  FollowUpFailed: null,
  MeetAccepted: { type: 'MeetAccepted', deviceId: null },
  MeetMissed: { type: 'MeetEnded' },
  MissedMeetHandled: null,
  CallCameIn: null,
  CallDialled: null,
  CallHeld: null,
  CallResumed: null,
  DigitsPressed: null,
  ColleagueRang: null,
  ColleagueAnswered: null,
  ColleagueRingWithdrawn: null,
  CallHandedOver: null,
  MeetQueued: null,
  RingUnanswered: null,
  ParticipantJoined: { type: 'ParticipantJoined' },
  ParticipantLeft: { type: 'ParticipantLeft', reason: 'LEFT' },
  MicrophoneTurnedOn: { type: 'MicrophoneTurnedOn' },
  MicrophoneTurnedOff: { type: 'MicrophoneTurnedOff' },
  CameraTurnedOn: { type: 'CameraTurnedOn' },
  CameraTurnedOff: { type: 'CameraTurnedOff' },
  ScreenShareStarted: { type: 'ScreenShareStarted' },
  ScreenShareStopped: { type: 'ScreenShareStopped' },
  MeetUpgradedToVideo: { type: 'MeetUpgradedToVideo' },
  MediaLost: null,
  MeetEnded: { type: 'MeetEnded' },
} satisfies Record<MeetEvent['type'], object | null>;

const participates = { participant: mina };
/** One event of each type, as a manager causes it. */
const EVENTS: { readonly [Type in MeetEvent['type']]: Extract<MeetEvent, { type: Type }>['data'] } = {
  MeetStarted: {
    meetId: 'uc.a.2',
    place: { type: 'user-chat', userChatId: 'a' },
    kind: 'VOICE',
    direction: 'OUTBOUND',
    customerId: juno.id,
    startedBy: mina,
    callbackOf: 'uc.a.1',
  },
  MeetRang: { callee: mina, deadline: at(120) },
  RingSkipped: { callee: bora },
  RingDeclined: { callee: bora },
  MeetOpened: { openedBy: mina },
  CallCameIn: { number: '+827012345678', line: 'here', customerId: 'juno', headers: [{ name: 'x-a', value: 'b' }] },
  CallDialled: { number: '+827012345678', line: 'here', deadline: at(120) },
  CallHeld: participates,
  CallResumed: participates,
  DigitsPressed: { pressId: 'p-1', person: mina, count: 4 },
  ColleagueRang: { callee: bora, rungBy: mina, deadline: at(30), handOver: false },
  ColleagueAnswered: { callee: bora, deviceId: 'device-1' },
  ColleagueRingWithdrawn: { callee: bora },
  CallHandedOver: { from: mina, to: bora },
  MeetQueued: { until: at(300) },
  RingUnanswered: { callee: bora },
  ParticipantCameByRoomLink: { participant: mina, teamRoomId: 'tr-1', roomEdition: 1 },
  CustomerAwaited: { until: at(86_400) },
  FollowUpSent: { via: 'sms' },
  FollowUpFailed: { via: 'sms', why: 'no such number' },
  MeetAccepted: { acceptedBy: mina, deviceId: 'desk' },
  MeetMissed: { reason: 'REJECTED_BY_MANAGER' },
  MissedMeetHandled: { callbackMeetId: 'uc.a.2' },
  ParticipantJoined: participates,
  ParticipantLeft: { ...participates, reason: 'LEFT' },
  MicrophoneTurnedOn: participates,
  MicrophoneTurnedOff: participates,
  CameraTurnedOn: participates,
  CameraTurnedOff: participates,
  ScreenShareStarted: participates,
  ScreenShareStopped: participates,
  MeetUpgradedToVideo: { ...participates, cause: 'camera' },
  MediaLost: { cause: 'worker-died' },
  MeetEnded: { cause: 'ended-for-everyone' },
};

describe('what a customer learns of a meet event', () => {
  const types = Object.keys(MATRIX) as MeetEvent['type'][];

  it.each(types)('R14 invariant 3: of %s exactly what the matrix says', (type) => {
    const disclosed = disclose({ ...base, type, data: EVENTS[type] } as MeetEvent, juno.id);
    const { type: shownType, ...fields } = (MATRIX[type] ?? {}) as { type?: string; [field: string]: unknown };
    expect(disclosed?.type).toBe(shownType);
    if (disclosed) expect(disclosed.data).toMatchObject(fields);
  });

  it.each(types)('hides a field of %s that nobody listed yet', (type) => {
    const data = { ...EVENTS[type], addedLater: 'secret' };
    expect(JSON.stringify(disclose({ ...base, type, data } as MeetEvent, juno.id))).not.toContain('secret');
  });

  it('covers every event type of the catalogue', () => {
    const meetTypes = Object.entries(eventCatalogue).flatMap(([type, entry]) =>
      entry.aggregate === 'meet' ? [type] : [],
    );
    expect([...types].sort()).toEqual(meetTypes.sort());
  });

  it('R14: ends a missed meet in the very words of an answered one, whatever the reason and whoever ended it', () => {
    const answered = disclose({ ...base, type: 'MeetEnded', data: { cause: 'last-one-left' } }, juno.id);
    for (const reason of MISSED_REASONS) {
      for (const by of [mina, juno, { role: 'system', id: 'ring-timer' } as const]) {
        expect(disclose({ at: at(0), by, type: 'MeetMissed', data: { reason } }, juno.id)).toEqual(answered);
      }
    }
  });

  it('shows customers their own ring, and nobody else theirs', () => {
    const [, ringOfMina] = inbound();
    const [, ringOfJuno] = outbound();
    expect(ringOfMina && disclose(ringOfMina, juno.id)).toBeNull();
    expect(ringOfJuno && disclose(ringOfJuno, juno.id)).toMatchObject({ type: 'MeetRang', data: { callee: juno } });
    expect(ringOfJuno && disclose(ringOfJuno, stranger.id)).toBeNull();
  });

  it('shows the device that the customer answered on themself', () => {
    const accepted: MeetEvent = { ...base, type: 'MeetAccepted', data: { acceptedBy: juno, deviceId: 'phone' } };
    expect(disclose(accepted, juno.id)?.data).toEqual({ acceptedBy: juno, deviceId: 'phone' });
  });
});
