import { meetIdOf, type MeetEvent, MISSED_REASONS, type MissedReason, samePerson } from '@meets/meet-domain';
import {
  amongManagers,
  at,
  inRoom,
  inside,
  juno,
  inUserChat,
  meetCommands,
  MEET_ID,
  mina,
  play,
  STAFF,
  TEAM_ROOM_ID,
  timer,
  USER_CHAT_ID,
  inChat,
} from '@meets/meet-domain/testing';
import fc from 'fast-check';
import {
  CHANNEL,
  collect,
  customer,
  manager,
  openScene,
  type Scene,
  tellOfEverybody,
  viewerOf,
} from '../../testing/read-model-scene.ts';
import type { MeetFilter } from '../filters.ts';

/** One append: what one command decided. */
type Append = readonly MeetEvent[];

/** Each run tells whole stories to read models of their own. */
const PROPERTY_TIMEOUT_MS = 60_000;

describe('what a customer can read', () => {
  it(
    'R14 invariant 3: is the same to the byte whatever happened that is hidden from them',
    async () => {
      await fc.assert(
        fc.asyncProperty(meetCommands(inUserChat), otherwise(), async (commands, hidden) => {
          const told = appendsOf(commands);
          fc.pre(told.length > 0);
          const one = await everythingRead(told, 'one');
          const other = await everythingRead(toldOtherwise(told, hidden), 'other');
          expect(whereTheyDiffer(one, other)).toBeNull();
        }),
        { numRuns: 60 },
      );
    },
    PROPERTY_TIMEOUT_MS,
  );

  it(
    'R14: is the same for every two reasons for which a call was missed',
    async () => {
      const read = await Promise.all(
        MISSED_REASONS.map((reason) =>
          everythingRead([...rungFor('customer'), [missedFor(reason, 'customer')]], `reason-${reason}`),
        ),
      );
      expect(new Set(read).size).toBe(1);
      const called = await Promise.all(
        MISSED_REASONS.map((reason) => everythingRead([...rungFor('manager'), [missedFor(reason, 'manager')]], reason)),
      );
      expect(new Set(called).size).toBe(1);
    },
    PROPERTY_TIMEOUT_MS,
  );

  it.each(['customer', 'manager'] as const)(
    'R14: is the same whatever the deadline of a ring was, once it is over: of now, of then, and in the notice (called by a %s)',
    async (caller) => {
      const reads = [at(120), at(9), at(5)].map((deadline) => readOnceOver(caller, deadline));
      const [longer, justThen, before] = await Promise.all(reads);
      expect(justThen).toBe(longer);
      expect(before).toBe(longer);
    },
  );

  it(
    'R6 R14 invariant 3: names no reason, no miss, no number and nothing from the log',
    async () => {
      await fc.assert(
        fc.asyncProperty(meetCommands(inUserChat), async (commands) => {
          const read = await everythingRead(appendsOf(commands), 'secret-command');
          expect(read).not.toMatch(
            new RegExp([...MISSED_REASONS, 'MISSED', 'MeetMissed', 'TIMED_OUT', 'SKIPPED'].join('|')),
          );
          expect(read).not.toMatch(/1055550100|55-?5555-?5555|secret-command|FollowUp|Handled|"[0-9]{16}"/);
        }),
        { numRuns: 40 },
      );
    },
    PROPERTY_TIMEOUT_MS,
  );

  it(
    'R19 R20 invariant 3: is the same to the byte whether or not managers meet among themselves',
    async () => {
      await fc.assert(
        fc.asyncProperty(meetCommands(inUserChat), meetCommands(amongManagers), async (commands, besides) => {
          const told = appendsOf(commands);
          fc.pre(told.length > 0);
          const alone = await everythingRead(told, 'same');
          const beside = await everythingRead(told, 'same', appendsOf(besides));
          expect(whereTheyDiffer(alone, beside)).toBeNull();
        }),
        { numRuns: 60 },
      );
    },
    PROPERTY_TIMEOUT_MS,
  );

  it(
    'changes only with an event that they can read',
    async () => {
      await fc.assert(
        fc.asyncProperty(meetCommands(inUserChat), async (commands) => {
          const scene = await openScene();
          let before = '';
          let positionBefore: string | undefined;
          for (const append of appendsOf(commands)) {
            await scene.tellMeet(append);
            await scene.settled();
            const meet = scene.reads.meet(customer, MEET_ID);
            const { position, ...rest } = meet ?? {};
            const now = JSON.stringify(rest);
            if (now !== before) expect(position).not.toBe(positionBefore);
            [before, positionBefore] = [now, position];
          }
          await scene.close();
        }),
        { numRuns: 40 },
      );
    },
    PROPERTY_TIMEOUT_MS,
  );
});

/** What the managers' side did besides, and why it was missed: everything that may not make a difference. */
interface Otherwise {
  readonly reason: MissedReason;
  readonly by: MeetEvent['by'];
  readonly followUp: boolean;
  readonly moved: boolean;
  readonly handled: boolean;
}

const otherwise = (): fc.Arbitrary<Otherwise> =>
  fc.record({
    reason: fc.constantFrom(...MISSED_REASONS),
    by: fc.constantFrom<MeetEvent['by']>(mina, juno, timer),
    followUp: fc.boolean(),
    moved: fc.boolean(),
    handled: fc.boolean(),
  });

const appendsOf = (commands: Parameters<typeof play>[0]): readonly Append[] =>
  play(commands).steps.flatMap(({ decision }) =>
    decision.accepted && decision.events.length > 0 ? [decision.events] : [],
  );

const HIDDEN: ReadonlySet<MeetEvent['type']> = new Set([
  'RingSkipped',
  'FollowUpSent',
  'FollowUpFailed',
  'MissedMeetHandled',
]);

/** The same meet with all that is hidden taken out, and something else put in its place. */
function toldOtherwise(
  appends: readonly Append[],
  { reason, by, followUp, moved, handled }: Otherwise,
): readonly Append[] {
  const [start = [], ...rest] = appends;
  const rang = start.find((event) => event.type === 'MeetRang');
  const toStaff = rang?.data.callee.role === 'manager' ? rang.data.callee : null;
  const missedAt = rest.flat().find((event) => event.type === 'MeetMissed')?.at;
  const visible = rest
    .filter((append) => !append.some((event) => HIDDEN.has(event.type)))
    .map((append) =>
      append.map((event): MeetEvent => (event.type === 'MeetMissed' ? { ...event, by, data: { reason } } : event)),
    );
  const answered = rest.flat().find((event) => event.type === 'MeetAccepted');
  const other = STAFF.find((person) => toStaff && !samePerson(person, toStaff));
  const move: Append[] =
    moved && rang && toStaff && other
      ? [
          [
            { type: 'RingSkipped', at: at(1), by: timer, data: { callee: toStaff } },
            { type: 'MeetRang', at: at(1), by: timer, data: { callee: other, deadline: rang.data.deadline } },
          ],
        ]
      : [];
  const told: Append[] = followUp ? [[{ type: 'FollowUpSent', at: at(2), by: timer, data: { via: 'sms' } }]] : [];
  const mark: Append[] =
    handled && missedAt && !answered
      ? [[{ type: 'MissedMeetHandled', at: at(900), by: timer, data: { callbackMeetId: 'uc.uc-1.2' } }]]
      : [];
  return [start, ...move, ...told, ...visible, ...mark];
}

/**
 * Tells the story from the start to a read model of its own, and puts down everything that the customer can read of it by
 * any query or subscription. `commands` goes into the ids of commands, correlations and so events. `besides`: what managers
 * do in a place of their own meanwhile.
 */
async function everythingRead(
  appends: readonly Append[],
  commands: string,
  besides: readonly Append[] = [],
): Promise<string> {
  const scene = await openScene();
  await tellOfEverybody(scene);
  await scene.settled();
  const rings = collect((signal) => scene.reads.myRings(customer, 'phone', signal));
  const events = collect((signal) => scene.reads.meetEvents(customer, {}, null, signal));
  let updates: ReturnType<typeof updatesOf> | undefined;
  const causes = { seen: null as string | null, hidden: null as string | null };
  let shown = 0;
  const managersMeetOn = managersMeet(scene, besides, appends.length);
  for (const [index, append] of appends.entries()) {
    await managersMeetOn(index);
    const isHidden = append.some((event) => HIDDEN.has(event.type));
    if (!isHidden) shown += 1;
    // A cause that the customer knows of, or one that they do not: what is told otherwise must read the same.
    const causationId = shown % 2 === 0 ? causes.seen : causes.hidden;
    const correlationId = isOwn(append) ? `own-${shown}` : `${commands}-${index}`;
    const [first] = await scene.tellMeet(append, { commandId: `${commands}-${index}`, correlationId, causationId });
    causes[isHidden ? 'hidden' : 'seen'] = first?.id ?? null;
    await scene.settled();
    updates ??= updatesOf(scene);
  }
  await scene.settled();
  const read = JSON.stringify([await queried(scene), rings.items, events.items, updates?.items]);
  await Promise.all([rings.stop(), events.stop(), updates?.stop()]);
  await scene.close();
  return read;
}

/** What can be read of a ring with this deadline, and what its notices say, after it has stopped at the ninth second. */
async function readOnceOver(caller: 'customer' | 'manager', deadline: string): Promise<string> {
  const scene = await openScene();
  await tellOfEverybody(scene);
  const rings = collect((signal) => scene.reads.myRings(customer, 'phone', signal));
  const [start = []] = rungFor(caller, deadline);
  const [, rang] = await scene.tellMeet(start);
  await scene.settled();
  const whileItRang = rings.items.length;
  await scene.tellMeet([missedFor('RING_TIMED_OUT', caller)]);
  await scene.settled();
  const answer = await scene.reads.meetAtAnswer(customer, MEET_ID, rang?.position ?? 0);
  expect(answer?.state).toBe('RINGING');
  const read = JSON.stringify([await queried(scene), answer, rings.items.slice(whileItRang)]);
  await rings.stop();
  await scene.close();
  return read;
}

/** Tells of the meet among managers piece by piece, so that it begins before the other and goes on after it. */
function managersMeet(scene: Scene, besides: readonly Append[], pieces: number): (piece: number) => Promise<void> {
  const started = besides.flat().find((event) => event.type === 'MeetStarted');
  return async (piece) => {
    if (started === undefined) return;
    const from = Math.ceil((besides.length * piece) / pieces);
    const to = Math.ceil((besides.length * (piece + 1)) / pieces);
    for (const append of besides.slice(from, to)) await scene.tellMeet(append, { meetId: started.data.meetId });
    await scene.settled();
  };
}

/** The first difference of two texts with what stands around it; null where there is none. Whole texts would fill screens. */
function whereTheyDiffer(one: string, other: string): { one: string; other: string } | null {
  if (one === other) return null;
  let at = 0;
  while (one[at] === other[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 300), at + 200);
  return { one: around(one), other: around(other) };
}

const updatesOf = (scene: Scene) => collect((signal) => scene.reads.meetUpdates(customer, MEET_ID, signal));

/** Did the customer do this themself, and may they read that they did? Then its correlation is their own too. */
const isOwn = ([first]: Append): boolean => first?.by.role === 'customer' && first.type !== 'MeetMissed';

const FILTERS: readonly MeetFilter[] = [
  {},
  ...(['RINGING', 'WAITING_FOR_CUSTOMER', 'LIVE', 'ENDED', 'MISSED'] as const).map((state) => ({ states: [state] })),
  ...MISSED_REASONS.map((reason) => ({ missedReasons: [reason] })),
  ...STAFF.map(({ id }) => ({ managerId: id })),
  { kinds: ['VIDEO'] },
  { userChatId: USER_CHAT_ID, customerId: juno.id },
  { internalChatOf: USER_CHAT_ID },
  { teamRoomId: TEAM_ROOM_ID },
];

const MANAGERS_MEETS = [meetIdOf(inside, 1), meetIdOf(inRoom, 1)];

async function queried({ reads, store }: Scene): Promise<unknown> {
  const all = { first: 100, after: null };
  const history = await reads.history(customer, MEET_ID, all);
  const tokens = ['c0000000000000000', ...history.edges.map(({ cursor }) => cursor)];
  const ids = history.edges.map(({ node }) => node.id);
  return [
    reads.channel(customer),
    ...STAFF.map(({ id }) => reads.manager(customer, id)),
    reads.customer(customer, juno.id),
    reads.userChat(customer, USER_CHAT_ID),
    ...[inChat, inside, inRoom].map((place) => reads.liveMeetIn(customer, place)),
    reads.teamRoom(customer, TEAM_ROOM_ID),
    ...MANAGERS_MEETS.map((id) => reads.meet(customer, id)),
    await Promise.all(MANAGERS_MEETS.map((id) => reads.history(customer, id, all))),
    await Promise.all(MANAGERS_MEETS.map((meetId) => reads.events(customer, { meetId }, all))),
    await reads.events(customer, { teamRoomId: TEAM_ROOM_ID }, all),
    await reads.events(customer, { internalChatOf: USER_CHAT_ID }, all),
    await Promise.all(MANAGERS_MEETS.map((id) => reads.meetAsOf(customer, id, { time: at(100_000) }))),
    await Promise.all(MANAGERS_MEETS.map(async (id) => firstOf(reads.meetUpdates(customer, id, never.signal)))),
    reads.meet(customer, MEET_ID),
    ...FILTERS.map((filter) => reads.meets(customer, filter, all)),
    history,
    await reads.events(customer, {}, all),
    await reads.events(customer, { types: ['MeetMissed', 'MissedMeetHandled', 'RingSkipped', 'FollowUpSent'] }, all),
    await Promise.all(tokens.map((position) => reads.meetAsOf(customer, MEET_ID, { position }))),
    await reads.meetAsOf(customer, MEET_ID, { time: at(0) }),
    await Promise.all(ids.map((id) => reads.explain(customer, id))),
    await Promise.all(ids.map((id) => reads.event(customer, id))),
    await reads.positionFor(customer, await store.head()),
    viewerOf('customer', juno.id, CHANNEL),
    reads.meet(manager, MEET_ID) !== null,
  ];
}

const never = new AbortController();

/** The first item; undefined where there is none. */
async function firstOf<Item>(items: AsyncIterable<Item>): Promise<Item | undefined> {
  for await (const item of items) return item;
  return undefined;
}

function rungFor(caller: 'customer' | 'manager', deadline = at(120)): readonly Append[] {
  const startedBy = caller === 'customer' ? juno : mina;
  const callee = caller === 'customer' ? mina : juno;
  const place = { type: 'user-chat', userChatId: USER_CHAT_ID } as const;
  const direction = caller === 'customer' ? 'INBOUND' : 'OUTBOUND';
  const data = {
    meetId: MEET_ID,
    place,
    kind: 'VOICE',
    direction,
    customerId: juno.id,
    startedBy,
    callbackOf: null,
  } as const;
  return [
    [
      { type: 'MeetStarted', at: at(0), by: startedBy, data },
      { type: 'MeetRang', at: at(0), by: startedBy, data: { callee, deadline } },
    ],
  ];
}

/** By whoever ends a call for that reason. */
function missedFor(reason: MissedReason, caller: 'customer' | 'manager'): MeetEvent {
  const by = reason === 'RING_TIMED_OUT' ? timer : caller === 'customer' ? juno : mina;
  return { type: 'MeetMissed', at: at(9), by, data: { reason } };
}
