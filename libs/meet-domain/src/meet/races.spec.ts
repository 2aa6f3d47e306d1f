import fc from 'fast-check';
import {
  isOver,
  meetDecider,
  meetIdOf,
  type Actor,
  type MeetCommand,
  type MeetEvent,
  type MeetRefusal,
  type Place,
} from '../index.ts';
import {
  at,
  aTeamRoom,
  bora,
  directCall,
  inbound,
  juno,
  mina,
  order,
  orderAccept,
  orderJoin,
  orderStart,
  race,
  RING_ENDS,
  STAFF,
  live,
  joined,
  managerFacts,
  sol,
  timer,
  USER_CHAT_ID,
} from '../testing/index.ts';

const RUNS = 1_500;
/** Who takes the next step; long enough that every racer may be overtaken many times. */
const schedules = fc.array(fc.nat({ max: 63 }), { minLength: 40, maxLength: 200 });

const seconds = fc.integer({ min: 1, max: 119 });
const acts = fc.oneof(
  fc.tuple(seconds, fc.nat({ max: 3 })).map(([s, device]) => orderAccept(mina, at(s), { deviceId: `d-${device}` })),
  seconds.map((s) => order('DeclineMeet', mina, at(s))),
  seconds.map((s) => order('CancelMeet', juno, at(s))),
  seconds.map((s): MeetCommand => ({ type: 'LeaveMeet', at: at(s), by: juno, reason: 'LEFT' })),
  fc.constant(order('TimeOutRing', timer, RING_ENDS)),
);

const typesOf = (events: readonly MeetEvent[]) => events.map(({ type }) => type);
const settling = (events: readonly MeetEvent[]) =>
  typesOf(events).filter((type) => type === 'MeetAccepted' || type === 'MeetMissed');
const lostRaces = (answers: ReturnType<typeof race<unknown, unknown, MeetEvent, MeetRefusal>>['answers']) =>
  answers.flatMap((answer) => (!answer.accepted && answer.refusal.reason === 'lost-race' ? [answer.refusal] : []));

describe('accept, decline, cancel and time-out, racing through one optimistic append', () => {
  it('invariant 6: have exactly one winner, whatever the order of their reads and appends', () => {
    fc.assert(
      fc.property(fc.array(acts, { minLength: 1, maxLength: 12 }), schedules, (commands, schedule) => {
        const { log, answers } = race(meetDecider, inbound(), commands, schedule);
        expect(settling(log)).toHaveLength(1);
        const winners = answers.filter((answer) => answer.accepted && settling(answer.events).length > 0);
        expect(winners).toHaveLength(1);
      }),
      { numRuns: RUNS },
    );
  });

  it('invariant 6: tell each loser, by name, the event that won', () => {
    fc.assert(
      fc.property(fc.array(acts, { minLength: 2, maxLength: 12 }), schedules, (commands, schedule) => {
        const { log, answers } = race(meetDecider, inbound(), commands, schedule);
        for (const { winner } of lostRaces(answers)) expect([winner]).toEqual(settling(log));
        for (const answer of answers) {
          if (!answer.accepted) expect(['lost-race', 'over', 'not-in-meet']).toContain(answer.refusal.reason);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('invariant 6, R15: have one winner, and name it, while the ring moves too', () => {
    const moves = fc.tuple(seconds, fc.constantFrom(mina, bora)).map(([s, to]): MeetCommand => {
      return { type: 'MoveRing', at: at(s), by: timer, to };
    });
    const both = fc.oneof(
      acts,
      moves,
      seconds.map((s) => orderAccept(bora, at(s))),
    );
    fc.assert(
      fc.property(fc.array(both, { minLength: 2, maxLength: 12 }), schedules, (commands, schedule) => {
        const { log, answers } = race(meetDecider, inbound(), commands, schedule);
        expect(settling(log).length).toBeLessThanOrEqual(1);
        for (const { winner } of lostRaces(answers)) expect(typesOf(log)).toContain(winner);
      }),
      { numRuns: RUNS },
    );
  });

  it('R11: fifty devices accept at once, one answers, and the others are told so', () => {
    const commands = Array.from({ length: 50 }, (_, device) => orderAccept(mina, at(5), { deviceId: `d-${device}` }));
    fc.assert(
      fc.property(schedules, (schedule) => {
        const { log, answers } = race(meetDecider, inbound(), commands, schedule);
        expect(settling(log)).toEqual(['MeetAccepted']);
        expect(lostRaces(answers)).toEqual(Array(49).fill({ reason: 'lost-race', winner: 'MeetAccepted' }));
      }),
      { numRuns: 50 },
    );
  });
});

describe('the answers to a direct message, racing', () => {
  const room = { teamRoom: aTeamRoom({ kind: 'DIRECT_MESSAGE', name: null }) };
  const members = [bora, sol] as const;
  const member = fc.constantFrom(...members);
  const accept = fc
    .tuple(member, seconds)
    .map(([by, s]) => orderAccept(by, at(s), { facts: managerFacts(by.id, room) }));
  const answers = fc.oneof(
    accept,
    fc.tuple(member, seconds).map(([by, s]) => order('DeclineMeet', by, at(s))),
    fc.tuple(member, seconds).map(([by, s]): MeetCommand => ({ type: 'LeaveMeet', at: at(s), by, reason: 'LEFT' })),
    seconds.map((s) => order('CancelMeet', mina, at(s))),
    fc.constant(order('TimeOutRing', timer, RING_ENDS)),
  );

  it('invariant 6, R20: have one winner at most, whoever says no meanwhile, and name it', () => {
    fc.assert(
      fc.property(fc.array(answers, { minLength: 2, maxLength: 12 }), schedules, (commands, schedule) => {
        const { log, answers: told } = race(meetDecider, directCall(), commands, schedule);
        expect(settling(log).length).toBeLessThanOrEqual(1);
        for (const { winner } of lostRaces(told)) expect(typesOf(log)).toContain(winner);
        const said = typesOf(log).filter((type) => type === 'RingDeclined');
        expect(said.length).toBeLessThan(members.length);
      }),
      { numRuns: RUNS },
    );
  });

  it('invariant 2, R41: miss it exactly if both decline and nobody is faster', () => {
    const bothDecline = members.map((by) => order('DeclineMeet', by, at(3)));
    fc.assert(
      fc.property(fc.option(accept), schedules, (accepting, schedule) => {
        const { log } = race(
          meetDecider,
          directCall(),
          accepting ? [...bothDecline, accepting] : bothDecline,
          schedule,
        );
        expect(settling(log)).toHaveLength(1);
        if (accepting === null) expect(settling(log)).toEqual(['MeetMissed']);
      }),
      { numRuns: 300 },
    );
  });
});

describe('managers who join at once', () => {
  it('R5: never make it eleven', () => {
    const commands = STAFF.slice(2).map((by) => orderJoin(by, at(9)));
    const nineIn = [...live(), ...STAFF.slice(2, 9).map((manager) => joined(manager, at(6)))];
    fc.assert(
      fc.property(schedules, (schedule) => {
        const { log, answers } = race(meetDecider, nineIn, commands.slice(7), schedule);
        expect(typesOf(log).filter((type) => type === 'ParticipantJoined')).toHaveLength(10);
        const refused = answers.filter((answer) => !answer.accepted);
        expect(refused).toEqual(Array(2).fill({ accepted: false, refusal: { reason: 'full', limit: 10 } }));
      }),
      { numRuns: 200 },
    );
  });
});

describe('people who start a meet in one place at once', () => {
  it('invariant 1, R7: begin one meet, and the others find it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<Actor>(mina, juno), { minLength: 1, maxLength: 50 }),
        fc.nat({ max: 3 }),
        schedules,
        (starters, meetsBefore, schedule) => {
          const place = placeWith(meetsBefore);
          const found = startAll(place, starters, schedule);
          expect(new Set(found)).toEqual(new Set([meetIdOf(PLACE, meetsBefore + 1)]));
          expect([...place.keys()]).toHaveLength(meetsBefore + 1);
          const live = [...place.values()].filter((events) => !isOver(events.reduce(meetDecider.evolve, null)));
          expect(live).toHaveLength(1);
        },
      ),
      { numRuns: 300 },
    );
  });
});

const PLACE: Place = { type: 'user-chat', userChatId: USER_CHAT_ID };

/** The streams of a place in which that many meets are over. */
function placeWith(meetsBefore: number): Map<string, readonly MeetEvent[]> {
  const over: MeetEvent = { type: 'MeetMissed', at: RING_ENDS, by: timer, data: { reason: 'RING_TIMED_OUT' } };
  return new Map(
    Array.from({ length: meetsBefore }, (_, index) => [meetIdOf(PLACE, index + 1), [...inbound(), over]] as const),
  );
}

/** Each starter looks for the place's newest meet and, where it is over, begins the next as a new stream. */
function startAll(
  place: Map<string, readonly MeetEvent[]>,
  starters: readonly Actor[],
  schedule: readonly number[],
): readonly string[] {
  const found: string[] = [];
  const steps = schedule.values();
  const underWay = starters.map((by) => {
    let wanted: string | null = null;
    return (): boolean => {
      const n = place.size;
      if (wanted === null) {
        const newest = (place.get(meetIdOf(PLACE, n)) ?? []).reduce(meetDecider.evolve, meetDecider.initial);
        wanted = newest === null || isOver(newest) ? meetIdOf(PLACE, n + 1) : newest.id;
        return false;
      }
      // Expected version "no stream": whoever comes second finds the winner's meet instead.
      const history = (place.get(wanted) ?? []).reduce(meetDecider.evolve, meetDecider.initial);
      const decision = meetDecider.decide(orderStart(by, at(0), { meetId: wanted }), history);
      if (decision.accepted) place.set(wanted, decision.events);
      found.push(wanted);
      return true;
    };
  });
  while (underWay.length > 0) {
    const turn = (steps.next().value ?? 0) % underWay.length;
    if (underWay[turn]?.()) underWay.splice(turn, 1);
  }
  return found;
}
