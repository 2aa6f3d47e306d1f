import fc from 'fast-check';
import {
  type Actor,
  type AdmissionReason,
  type Decision,
  DEFAULT_MEET_LIMITS,
  MANAGER_RING_MS,
  type ManagerFacts,
  type MeetCommand,
  meetDecider,
  type MeetEvent,
  type MeetRefusal,
  meetIdOf,
  type MeetState,
  type Person,
  type Place,
  plusMs,
  RING_TIMEOUT_MS,
  type StartFacts,
  type TeamRoomKind,
  type Timestamp,
} from '../index.ts';
import {
  aChannel,
  aCustomer,
  aManager,
  analyst,
  aTeamRoom,
  aUserChat,
  bora,
  desktop,
  host,
  inAppBrowser,
  inChat,
  inRoom,
  inside,
  juno,
  mina,
  mobileSdk,
  mobileWeb,
  startFacts,
  STORY_BEGINS,
  stranger,
  timer,
} from './cast.ts';

/** One order, and what came of it. */
export interface Step {
  readonly command: MeetCommand;
  readonly before: MeetState;
  readonly decision: Decision<MeetEvent, MeetRefusal>;
  readonly after: MeetState;
}

export interface History {
  readonly steps: readonly Step[];
  readonly events: readonly MeetEvent[];
  readonly state: MeetState;
}

/** Gives the orders to one meet, one after the other. */
export function play(commands: readonly MeetCommand[]): History {
  const steps: Step[] = [];
  const events: MeetEvent[] = [];
  let state = meetDecider.initial;
  for (const command of commands) {
    const before = state;
    const decision = meetDecider.decide(command, before);
    if (decision.accepted) {
      events.push(...decision.events);
      state = decision.events.reduce(meetDecider.evolve, before);
    }
    steps.push({ command, before, decision, after: state });
  }
  return { steps, events, state };
}

/** More managers than a meet can hold, Mina and Bora first. */
export const STAFF: readonly (Person & Actor)[] = [
  mina.id,
  'bora',
  ...Array.from({ length: 10 }, (_, index) => `manager-${index + 3}`),
].map((id) => ({ role: 'manager', id }));

/**
 * Orders to one meet, in any place, from everybody who might give one, allowed to or not, over a clock that mostly creeps,
 * sometimes leaps over a deadline and now and then goes back.
 */
export const meetCommands = (where: fc.Arbitrary<Stage> = anywhere): fc.Arbitrary<readonly MeetCommand[]> =>
  where.chain((on) =>
    fc
      .tuple(opening(on), fc.array(fc.tuple(delayMs, planOn(on)), { maxLength: 40 }))
      .map(([first, rest]) => timed([...first, ...rest])),
  );

/** A number or name that must never turn up in a meet's events. */
export const SECRETS = ['5555', 'Juno S.', 'Mina K.'] as const;

type Plan = (at: Timestamp) => MeetCommand;

/** Where a history happens. */
export interface Stage {
  readonly place: Place;
  /** Of the room, where the place is one. */
  readonly roomKind: TeamRoomKind;
}

/** A history in a user chat, with its customer. */
export const inUserChat: fc.Arbitrary<Stage> = fc.constant<Stage>({ place: inChat, roomKind: 'PUBLIC_GROUP' });

/** A history among managers only: in an internal chat, a group or a direct message. */
export const amongManagers: fc.Arbitrary<Stage> = fc.constantFrom<Stage>(
  { place: inside, roomKind: 'PUBLIC_GROUP' },
  { place: inRoom, roomKind: 'PUBLIC_GROUP' },
  { place: inRoom, roomKind: 'PRIVATE_GROUP' },
  { place: inRoom, roomKind: 'DIRECT_MESSAGE' },
  { place: inRoom, roomKind: 'DIRECT_MESSAGE' },
);

const anywhere = fc.oneof({ weight: 4, arbitrary: inUserChat }, { weight: 3, arbitrary: amongManagers });

const everybody = (): readonly string[] => STAFF.map(({ id }) => id);

function timed(plans: readonly (readonly [delayMs: number, plan: Plan])[]): readonly MeetCommand[] {
  let now = STORY_BEGINS;
  return plans.map(([delay, plan]) => {
    now = plusMs(now, delay);
    return plan(now);
  });
}

const delayMs = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 0, max: 9_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -5_000, max: -1 }) },
  { weight: 1, arbitrary: fc.constantFrom(RING_TIMEOUT_MS - 1, RING_TIMEOUT_MS, DEFAULT_MEET_LIMITS.customerWaitMs) },
);

const person = fc.constantFrom<Person & Actor>(mina, mina, juno, juno, stranger, ...STAFF);
const actor = fc.oneof(
  { weight: 12, arbitrary: person },
  { weight: 1, arbitrary: fc.constantFrom<Actor>(host, analyst, timer) },
);
const client = fc.constantFrom(null, null, desktop, mobileWeb, mobileSdk, inAppBrowser);
/** Mostly yes: histories that are refused at the door teach little. */
const mostly = fc.integer({ min: 0, max: 11 }).map((n) => n > 0);

const factsOn = ({ roomKind }: Stage): fc.Arbitrary<StartFacts> =>
  fc.record({
    teamRoom: mostly.map((member) => aTeamRoom({ kind: roomKind, memberIds: everybody().slice(member ? 0 : 1) })),
    channel: fc.record({ paidPlan: mostly, customersMayStart: mostly }).map(aChannel),
    userChat: fc
      .record({
        assigneeId: fc.constantFrom(mina.id, mina.id, mina.id, mina.id, null),
        inputOpen: mostly,
        medium: fc.constantFrom('NATIVE', 'NATIVE', 'NATIVE', 'NATIVE', 'EXTERNAL_MESSENGER', 'PHONE'),
        managerIds: mostly.map((some) => (some ? everybody() : [])),
      })
      .map(aUserChat),
    customer: fc
      .record({ online: fc.boolean(), blocked: mostly.map((yes) => !yes) })
      .map((change) => aCustomer({ ...change, name: 'Juno S.', phoneNumber: '+825555555555' })),
    assignee: mostly.map((operatorSeat) => aManager(mina.id, { operatorSeat, name: 'Mina K.' })),
    starter: mostly.map((operatorSeat) => aManager(mina.id, { operatorSeat, name: 'Mina K.' })),
  });

const entryFacts = (by: Actor, allowed: boolean, member = true): ManagerFacts | null =>
  by.role === 'manager'
    ? {
        channel: aChannel({ paidPlan: allowed }),
        manager: aManager(by.id),
        userChat: aUserChat({ managerIds: member ? everybody() : [], assigneeId: mina.id }),
        teamRoom: aTeamRoom({ memberIds: member ? everybody() : [] }),
      }
    : null;

const limits = DEFAULT_MEET_LIMITS;
const idsOn = ({ place }: Stage) => ({ meetId: meetIdOf(place, 1), place });

const startOn = (on: Stage): fc.Arbitrary<Plan> =>
  fc
    .record({ by: fc.constantFrom<Actor>(mina, juno, juno, stranger, host), facts: factsOn(on), client, kind: kinds() })
    .map(({ by, facts: known, client: from, kind }) => (at) => ({
      type: 'StartMeet',
      at,
      by,
      ...idsOn(on),
      kind,
      client: from,
      callbackOf: null,
      facts: known,
      limits,
    }));

function kinds() {
  return fc.constantFrom('VOICE' as const, 'VOICE' as const, 'VOICE' as const, 'VIDEO' as const, 'PHONE' as const);
}

const entry = fc.record({
  by: actor,
  client,
  allowed: mostly,
  member: mostly,
  device: fc.constantFrom(null, 'd-1', 'd-2'),
});
const accepting: fc.Arbitrary<Plan> = entry.map(({ by, client: from, allowed, member, device: deviceId }) => (at) => ({
  type: 'AcceptMeet',
  at,
  by,
  client: from,
  deviceId,
  facts: entryFacts(by, allowed, member),
}));
/** Who is no member comes by the room's link, where there is a room. */
const joiningOn = ({ place, roomKind }: Stage): fc.Arbitrary<Plan> =>
  entry.map(({ by, client: from, allowed, member }) => (at) => {
    const known = entryFacts(by, allowed, member);
    const room =
      place.type === 'team-room' ? aTeamRoom({ kind: roomKind, memberIds: member ? everybody() : [] }) : null;
    const byLink = room && !member ? { invited: true, throughRoomLink: true } : {};
    const facts = known && { ...known, teamRoom: room, ...byLink };
    return { type: 'JoinMeet', at, by, client: from, facts };
  });
const plain: fc.Arbitrary<Plan> = fc
  .tuple(fc.constantFrom('DeclineMeet', 'CancelMeet', 'EndMeet'), actor)
  .map(([type, by]) => (at) => ({ type, at, by }));
const leaving: fc.Arbitrary<Plan> = fc
  .tuple(
    actor,
    fc.constantFrom('LEFT' as const, 'PERMISSION_CHANGED' as const, 'ENDED_FOR_EVERYONE' as const, 'HUNG_UP' as const),
  )
  .map(([by, reason]) => (at) => ({ type: 'LeaveMeet', at, by, reason }));
const devices: fc.Arbitrary<Plan> = fc
  .tuple(fc.constantFrom('SetMicrophone', 'SetCamera', 'SetScreenShare'), actor, fc.boolean(), client)
  .map(([type, by, on, from]) => (at) => ({ type, at, by, on, client: from }));
const timers: fc.Arbitrary<Plan> = fc
  .constantFrom('TimeOutRing', 'TimeOutWait')
  .map((type) => (at) => ({ type, at, by: timer }));
/** What becomes of a call by phone; in any other meet it changes nothing. */
const calls: fc.Arbitrary<Plan> = fc.oneof(
  fc.constantFrom(mina.id, bora.id).map((managerId): Plan => (at) => ({
    type: 'RingManager',
    at,
    by: timer,
    managerId,
    ringTimeoutMs: RING_TIMEOUT_MS,
  })),
  fc.constantFrom(mina.id, bora.id).map((managerId): Plan => (at) => ({ type: 'PassRing', at, by: timer, managerId })),
  fc.boolean().map((staffed): Plan => (at) => ({ type: 'TimeOutQueue', at, by: timer, staffed })),
  fc.constant<Plan>((at) => ({ type: 'EndQueue', at, by: timer })),
  fc.boolean().map((lost): Plan => (at) => ({ type: 'HangUpCall', at, by: timer, lost })),
  fc.tuple(person, fc.boolean()).map(([by, on]): Plan => (at) => ({ type: 'HoldCall', at, by, on })),
  fc.tuple(person, fc.constantFrom(mina.id, bora.id), fc.boolean()).chain(([by, managerId, handOver]) =>
    fc.constantFrom<Plan>(
      (at) => ({ type: 'RingColleague', at, by, managerId, handOver, deadline: plusMs(at, MANAGER_RING_MS) }),
      (at) => ({ type: 'StopRingingColleague', at, by, managerId }),
    ),
  ),
  fc.tuple(person, fc.integer({ min: 0, max: 3 })).chain(([one, count]) =>
    fc.constantFrom<Plan>(
      (at) => ({ type: 'SendDigits', at, by: one }),
      (at) => ({ type: 'NoteDigits', at, by: one, pressId: `p-${count}`, person: one, count }),
    ),
  ),
  fc.boolean().map((starterMuted): Plan => (at) => ({ type: 'PickUpCall', at, by: timer, starterMuted })),
  fc
    .constantFrom('BUSY', 'REJECTED_BY_CUSTOMER', 'UNREACHABLE_DEVICE', 'RING_TIMED_OUT', 'SYSTEM_FAILURE')
    .map((reason): Plan => (at) => ({ type: 'FailDialledCall', at, by: timer, reason })),
);
/** Mina dials Juno. */
const dial = ({ place }: Stage, blocked: boolean): Plan => {
  const userChatId = place.type === 'user-chat' ? place.userChatId : '';
  const { channel } = startFacts({ channel: aChannel({ businessVerified: true }) });
  const facts = { channel, starter: aManager(mina.id), customer: aCustomer({ blocked }), lineThere: true };
  const rest = { meetId: meetIdOf(place, 1), userChatId, customerId: juno.id, number: '+827000000001', line: 'here' };
  const more = { callbackOf: null, client: null, facts, limits: DEFAULT_MEET_LIMITS };
  return (at) => ({ type: 'DialCustomer', at, by: mina, ...rest, ...more });
};
/** Juno calls by phone, and is let in or not. */
const callIn = ({ place }: Stage, turnedAway: AdmissionReason | null): Plan => {
  const userChatId = place.type === 'user-chat' ? place.userChatId : '';
  const rest = { meetId: meetIdOf(place, 1), userChatId, customerId: juno.id, number: '+827000000001' };
  const heard = { by: juno, line: 'here', headers: [], waitMs: 300_000, turnedAway };
  return (at) => ({ type: 'ReceiveCall', at, ...rest, ...heard });
};
const ring: readonly [number, Plan] = [
  100,
  (at) => ({ type: 'RingManager', at, by: timer, managerId: mina.id, ringTimeoutMs: RING_TIMEOUT_MS }),
];
/** Juno calls, and Mina lets it ring until it is somebody else's turn. */
const passedOn = (on: Stage): readonly (readonly [number, Plan])[] => [
  [0, callIn(on, null)],
  ring,
  [30_000, (at) => ({ type: 'PassRing', at, by: timer, managerId: mina.id })],
];
/** Juno picked up, and was on hold for a moment. */
const held = (on: Stage): readonly (readonly [number, Plan])[] => [
  [0, dial(on, false)],
  [500, (at) => ({ type: 'PickUpCall', at, by: timer, starterMuted: false })],
  ...[true, false].map((hold): readonly [number, Plan] => [
    300,
    (at) => ({ type: 'HoldCall', at, by: mina, on: hold }),
  ]),
];
/** Mina rings Bora into her call, who comes, or says no, or lets it ring; and then she leaves. */
const consulted = (on: Stage): fc.Arbitrary<readonly (readonly [number, Plan])[]> =>
  fc.tuple(fc.boolean(), fc.constantFrom('comes', 'declines', 'waits', 'is not needed')).map(([handOver, answers]) => {
    const rings: Plan = (at) => {
      const deadline = plusMs(at, MANAGER_RING_MS);
      return { type: 'RingColleague', at, by: mina, managerId: bora.id, handOver, deadline };
    };
    const no: readonly [number, Plan] = [100, (at) => ({ type: 'DeclineMeet', at, by: bora })];
    const stop: Plan = (at) => ({ type: 'StopRingingColleague', at, by: mina, managerId: bora.id });
    const leaves: Plan = (at) => ({ type: 'LeaveMeet', at, by: mina, reason: 'LEFT' });
    const said = { comes: [answerBy(bora)], declines: [no], waits: [], 'is not needed': [[100, stop] as const] }[
      answers
    ];
    return [...held(on).slice(0, 3), [200, rings], ...said, [400, leaves]];
  });
const reactions: fc.Arbitrary<Plan> = fc.oneof(
  fc.constantFrom(null, mina, STAFF[1] ?? null).map((to): Plan => (at) => ({ type: 'MoveRing', at, by: timer, to })),
  fc
    .constantFrom(null, 'the line to +82 55-5555-5555 is dead')
    .map((failure): Plan => (at) => ({ type: 'RecordFollowUp', at, by: timer, via: 'sms:+825555555555', failure })),
  fc.tuple(person, fc.integer({ min: 0, max: 30_000 })).map(([lost, agoMs]): Plan => (at) => ({
    type: 'LoseConnection',
    at,
    by: timer,
    person: lost,
    lostSince: plusMs(at, -agoMs),
  })),
  calls,
  fc.constant<Plan>((at) => ({ type: 'MarkMissedMeetHandled', at, by: timer, callbackMeetId: 'uc.uc-1.2' })),
  fc.constant<Plan>((at) => ({ type: 'NoteMediaLost', at, by: timer })),
);

const planOn = (on: Stage): fc.Arbitrary<Plan> =>
  fc.oneof(
    { weight: 2, arbitrary: startOn(on) },
    { weight: 4, arbitrary: accepting },
    { weight: 4, arbitrary: joiningOn(on) },
    { weight: 2, arbitrary: plain },
    { weight: 3, arbitrary: leaving },
    { weight: 6, arbitrary: devices },
    { weight: 1, arbitrary: timers },
    { weight: 3, arbitrary: reactions },
  );

/** How a history begins: as it comes, rung or opened, answered, or answered and crowded to the limit. */
const opening = (on: Stage): fc.Arbitrary<readonly (readonly [number, Plan])[]> => {
  const [first, ...others] = beginnings(on);
  const crowd = STAFF.slice(2, 10).map(join);
  return fc.oneof(
    fc.tuple(delayMs, startOn(on)).map((start) => [start]),
    fc.constantFrom(first, ...others).map((start) => [start]),
    fc.constant([first, answer(on)]),
    ...(on.place.type === 'user-chat'
      ? [
          fc.constant([[0, callIn(on, null)] as const, ring]),
          fc.constant(passedOn(on)),
          fc.constant(held(on)),
          consulted(on),
        ]
      : []),
    fc.constant([first, answer(on), ...crowd, ...(on.place.type === 'user-chat' ? [] : [join(mina), join(juno)])]),
  );
};

/** In a chat Juno calls, or Mina does while Juno is offline; everywhere else Mina starts, for Juno may not. */
function beginnings(on: Stage): readonly [readonly [number, Plan], ...(readonly [number, Plan])[]] {
  if (on.place.type !== 'user-chat') return [[0, begin(on, mina, {})]];
  return [
    [0, begin(on, juno, {})],
    [0, begin(on, mina, { customer: aCustomer({ online: false }) })],
    [0, callIn(on, null)],
    [0, callIn(on, 'NOT_IN_OPERATION')],
    [0, dial(on, false)],
    [0, dial(on, true)],
  ];
}
function begin(on: Stage, by: Actor, change: Partial<StartFacts>): Plan {
  const teamRoom = aTeamRoom({ kind: on.roomKind, memberIds: everybody() });
  const known = startFacts({ teamRoom, ...change });
  const rest = { kind: 'VOICE', client: null, callbackOf: null, facts: known, limits } as const;
  return (at) => ({ type: 'StartMeet', at, by, ...idsOn(on), ...rest });
}
/** By who is called: Mina, in a chat; anybody else in a direct message, and in a group nobody, who is refused. */
const answer = ({ place }: Stage): readonly [number, Plan] => answerBy(place.type === 'user-chat' ? mina : bora);
function answerBy(by: Actor): readonly [number, Plan] {
  const known = entryFacts(by, true);
  return [1_000, (at) => ({ type: 'AcceptMeet', at, by, client: null, deviceId: 'd-1', facts: known })];
}
function join(by: Actor): readonly [number, Plan] {
  return [100, (at) => ({ type: 'JoinMeet', at, by, client: null, facts: entryFacts(by, true) })];
}
