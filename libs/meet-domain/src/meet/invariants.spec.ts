import fc from 'fast-check';
import {
  eventCatalogue,
  isIn,
  isLive,
  isOver,
  MANAGER_RING_MS,
  MAX_PARTICIPANTS,
  meetDecider,
  type MeetEvent,
  type MeetState,
  MISSED_REASONS,
  type MissedReason,
  personKey,
  RING_TIMEOUT_MS,
  samePerson,
} from '../index.ts';
import {
  amongManagers,
  at,
  deepFreeze,
  inbound,
  meetCommands,
  outbound,
  play,
  SECRETS,
  type Step,
  timer,
  waiting,
} from '../testing/index.ts';
import { PHASE_CHANGES } from './phase-changes.ts';

const RUNS = 2_000;

/** Holds over random histories; on failure fast-check prints the seed and path to replay it with. */
const always = (holds: (history: ReturnType<typeof play>) => void): void =>
  fc.assert(
    fc.property(meetCommands(), (commands) => holds(play(deepFreeze(commands)))),
    { numRuns: RUNS },
  );

const fold = (events: readonly MeetEvent[]): MeetState => events.reduce(meetDecider.evolve, meetDecider.initial);
const prefixes = (events: readonly MeetEvent[]) => events.map((_, index) => events.slice(0, index + 1));
const added = ({ decision }: Step): readonly MeetEvent[] => (decision.accepted ? decision.events : []);

describe('any history of a meet', () => {
  it('invariant 1, R5: never has more than ten persons in, and nobody twice', () => {
    always(({ events }) => {
      for (const prefix of prefixes(events)) {
        const inNow = fold(prefix)?.participants.filter(({ leftAt }) => leftAt === null) ?? [];
        const persons = new Set(inNow.map(({ person }) => personKey(person)));
        expect(inNow.length).toBe(persons.size);
        expect(persons.size).toBeLessThanOrEqual(MAX_PARTICIPANTS);
      }
    });
  });

  it('invariant 1, R22: goes from VOICE to VIDEO and never otherwise', () => {
    always(({ steps }) => {
      for (const { before, after } of steps) {
        if (before && after && before.kind !== after.kind) {
          expect([before.kind, after.kind]).toEqual(['VOICE', 'VIDEO']);
        }
      }
    });
  });

  it('R21, R22: is upgraded at most once, and never where it was a video meet from the start', () => {
    always(({ events }) => {
      const upgrades = events.filter(({ type }) => type === 'MeetUpgradedToVideo').length;
      const startedAs = events.find((event) => event.type === 'MeetStarted')?.data.kind;
      expect(upgrades).toBeLessThanOrEqual(startedAs === 'VOICE' ? 1 : 0);
    });
  });

  it('R33: keeps a stay that is over as it was, whatever its person does later', () => {
    always(({ steps }) => {
      for (const { before, after } of steps) {
        const over = before?.participants.filter(({ leftAt }) => leftAt !== null) ?? [];
        for (const stay of over) {
          expect(stay).toMatchObject({ microphone: false, camera: false, screen: false });
          expect(after?.participants).toContainEqual(stay);
        }
      }
    });
  });

  it('invariant 1, R7: begins once, and never comes back from its end', () => {
    always(({ steps, events }) => {
      expect(events.filter(({ type }) => type === 'MeetStarted').length).toBeLessThanOrEqual(1);
      for (const { before, after } of steps) {
        if (isOver(before)) expect(after?.phase).toBe(before?.phase);
        expect(isLive(after)).toBe(after !== null && !isOver(after));
      }
    });
  });

  it('invariant 2, R41: was missed exactly if it is over and was never answered, for exactly one reason', () => {
    always(({ events, state }) => {
      const misses = events.filter(({ type }) => type === 'MeetMissed');
      const missed = state !== null && isOver(state) && state.answeredAt === null;
      expect(misses).toHaveLength(missed ? 1 : 0);
      expect(state?.phase === 'MISSED').toBe(missed);
      expect(state !== null && state.missedReason !== null).toBe(missed);
      if (state?.missedReason) expect(MISSED_REASONS).toContain(state.missedReason);
    });
  });

  it('invariant 2: has nobody join before the answer, leave without having joined, or do anything after the end', () => {
    always(({ events }) => {
      const inNow = new Set<string>();
      let phase: 'before' | 'live' | 'over' = 'before';
      for (const event of events) {
        if (event.type === 'MeetAccepted' || event.type === 'MeetOpened') phase = 'live';
        if ('participant' in event.data) {
          expect(phase).toBe('live');
          const key = personKey(event.data.participant);
          expect(inNow.has(key)).toBe(event.type !== 'ParticipantJoined');
          if (event.type === 'ParticipantJoined') inNow.add(key);
          if (event.type === 'ParticipantLeft') inNow.delete(key);
        }
        if (event.type === 'MeetEnded' || event.type === 'MeetMissed') phase = 'over';
      }
    });
  });

  it('R33: is never live with nobody in it', () => {
    always(({ steps }) => {
      for (const { after } of steps) {
        const inNow = after?.participants.filter(({ leftAt }) => leftAt === null).length ?? 0;
        expect(inNow > 0).toBe(after?.phase === 'LIVE');
      }
    });
  });

  it('invariant 3, R14: tells a customer no managers-only fact in any refusal', () => {
    const managersOnly = ['PLAN_REQUIRED', 'SEAT_REQUIRED', 'CUSTOMER_BLOCKED', ...MISSED_REASONS];
    always(({ steps }) => {
      for (const { command, decision } of steps) {
        if (command.by.role !== 'customer' || decision.accepted) continue;
        const told = JSON.stringify(decision.refusal);
        expect(managersOnly.filter((name) => told.includes(name))).toEqual([]);
      }
    });
  });

  it('invariant 3, R14: answers a customer alike to every order, whatever a meet was missed for', () => {
    const story = fc.constantFrom(inbound(), outbound(), waiting());
    const reason = fc.constantFrom(...MISSED_REASONS);
    const missedFor = (why: MissedReason): MeetEvent => ({
      type: 'MeetMissed',
      at: at(9),
      by: timer,
      data: { reason: why },
    });
    let compared = 0;
    fc.assert(
      fc.property(story, reason, reason, meetCommands(), (begun, one, other, commands) => {
        const [first, second] = [one, other].map((why) => fold([...begun, missedFor(why)]));
        for (const command of commands.filter(({ by }) => by.role === 'customer')) {
          compared += 1;
          expect(meetDecider.decide(command, second ?? null)).toEqual(meetDecider.decide(command, first ?? null));
        }
      }),
      { numRuns: RUNS },
    );
    expect(compared).toBeGreaterThan(RUNS);
  });

  it('invariant 3: does not exist for a customer whose chat it is not', () => {
    always(({ steps }) => {
      for (const { command, decision } of steps) {
        if (command.by.role !== 'customer' || command.by.id !== 'stranger') continue;
        expect(decision).toEqual({ accepted: false, refusal: { reason: 'unknown' } });
      }
    });
  });

  it('invariant 3: holds its missed reason in MeetMissed alone, so that hiding one field hides it', () => {
    const reasons = new Set<string>(MISSED_REASONS);
    always(({ events }) => {
      for (const event of events) {
        if (event.type === 'MeetMissed') continue;
        expect(stringsIn(event.data).filter((word) => reasons.has(word))).toEqual([]);
      }
    });
  });

  it('R6: holds no phone number and no name', () => {
    always(({ events }) => {
      const written = JSON.stringify(events);
      for (const secret of SECRETS) expect(written).not.toContain(secret);
    });
  });

  it('invariant 4, R12, R15: has no ring that is answered at its deadline or later, moves it, or is timed out before', () => {
    always(({ events, state }) => {
      const started = events[0];
      const firstRing = events.find(({ type }) => type === 'MeetRang' || type === 'CallDialled');
      // R39: a call by phone may wait before it rings, and rings in vain once nobody is left to ring.
      if (state?.kind !== 'PHONE') expect(firstRing?.at ?? started?.at).toBe(started?.at);
      // Colleagues who are rung into a live call have times of their own.
      const deadlines = new Set(
        events.flatMap(({ type, data }) => ('deadline' in data && type !== 'ColleagueRang' ? [data.deadline] : [])),
      );
      expect(deadlines.size).toBeLessThanOrEqual(1);
      for (const deadline of deadlines) {
        expect(Date.parse(deadline) - Date.parse(firstRing?.at ?? '')).toBe(RING_TIMEOUT_MS);
        for (const { type, at, data } of events) {
          if (type === 'MeetAccepted') expect(at < deadline).toBe(true);
          if (type !== 'MeetMissed') continue;
          const timedOut = data.reason === 'RING_TIMED_OUT';
          expect(timedOut || at < deadline).toBe(true);
          if (state?.kind !== 'PHONE') expect(timedOut).toBe(at >= deadline);
        }
      }
      if (isOver(state)) expect(state?.rings.filter(({ outcome }) => outcome === 'RINGING')).toEqual([]);
    });
  });

  it('invariant 4, R12, R39: has no colleague rung for more than 30 s, answered after it, or rung on after the end', () => {
    always(({ events, steps }) => {
      const deadlines = new Map<string, string>();
      for (const { type, at, data } of events) {
        if (type === 'ColleagueRang') {
          expect(Date.parse(data.deadline) - Date.parse(at)).toBeLessThanOrEqual(MANAGER_RING_MS);
          deadlines.set(personKey(data.callee), data.deadline);
        }
        if (type !== 'ColleagueAnswered' && type !== 'ColleagueRingWithdrawn') continue;
        expect(at < (deadlines.get(personKey(data.callee)) ?? '')).toBe(true);
      }
      for (const { after } of steps) {
        const rung = after?.rings.filter(({ outcome, colleague }) => outcome === 'RINGING' && colleague !== null) ?? [];
        if (rung.length > 0) expect(after).toMatchObject({ kind: 'PHONE', phase: 'LIVE' });
        expect(new Set(rung.map(({ callee }) => callee.id)).size).toBe(rung.length);
      }
    });
  });

  it('R39: hands a call over to nobody but a colleague who is in it, by whoever leaves there and then', () => {
    always(({ events }) => {
      for (const [index, event] of events.entries()) {
        if (event.type !== 'CallHandedOver') continue;
        const { from, to } = event.data;
        const after = fold(events.slice(0, index + 1));
        for (const person of [from, to]) expect(after && isIn(after, person)).toBe(true);
        const leaves = events.slice(index + 1).find(({ type }) => type === 'ParticipantLeft');
        expect(leaves?.data).toMatchObject({ participant: from });
      }
    });
  });

  it('R11, R15, R20: rings somebody while it rings and nobody else; in a user chat one person at a time', () => {
    always(({ steps }) => {
      for (const { after } of steps) {
        const rings = after?.rings.filter(({ colleague }) => colleague === null) ?? [];
        const sounding = rings.filter(({ outcome }) => outcome === 'RINGING').length;
        // R38: what a manager dials rings a telephone, and no device of anybody's.
        const dialled = after?.kind === 'PHONE' && after.direction === 'OUTBOUND';
        expect(sounding > 0).toBe(after?.phase === 'RINGING' && !dialled);
        if (after?.place.type === 'user-chat') expect(sounding).toBeLessThanOrEqual(1);
        else if (after?.place.type === 'internal-chat') expect(sounding).toBe(0);
      }
    });
  });

  it('invariant 3, R19, R20: has no customer and no direction outside user chats, and exists for no customer there', () => {
    fc.assert(
      fc.property(meetCommands(amongManagers), (commands) => {
        const { steps, events, state } = play(deepFreeze(commands));
        expect([state?.customerId ?? null, state?.direction ?? null]).toEqual([null, null]);
        expect(JSON.stringify(events)).not.toContain('"customer"');
        for (const { command, decision } of steps) {
          if (command.by.role !== 'customer') continue;
          expect(decision).toEqual({ accepted: false, refusal: { reason: 'unknown' } });
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('invariant 5: folds to the same state, byte for byte, from its events as the log gives them back', () => {
    always(({ events, state }) => {
      const stored = JSON.parse(JSON.stringify(events)) as readonly MeetEvent[];
      expect(JSON.stringify(fold(deepFreeze(stored)))).toBe(JSON.stringify(state));
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    });
  });

  it('invariant 5: is decided without a clock, chance or memory: the same order on the same state, the same answer', () => {
    always(({ steps }) => {
      for (const { command, before, decision } of steps) {
        const again = meetDecider.decide(structuredClone(command), deepFreeze(structuredClone(before)));
        expect(JSON.stringify(again)).toBe(JSON.stringify(decision));
      }
    });
  });

  it('invariant 7: has events with the order’s time and actor, and with exactly the fields that are listed', () => {
    always(({ steps }) => {
      for (const step of steps) {
        for (const event of added(step)) {
          expect(event.at).toBe(step.command.at);
          expect(event.by).toEqual(step.command.by);
          expect(Object.keys(event).toSorted()).toEqual(['at', 'by', 'data', 'type']);
          expect(Object.keys(event.data).toSorted()).toEqual(
            Object.keys(eventCatalogue[event.type].example).toSorted(),
          );
        }
      }
    });
  });

  it('gains no event where an order is given a second time', () => {
    always(({ steps }) => {
      for (const { command, after } of steps) {
        const again = meetDecider.decide(command, after);
        expect(again.accepted ? again.events : []).toEqual([]);
      }
    });
  });

  it('changes its phase only as docs/events.md draws it', () => {
    always(({ events }) => {
      for (const change of phaseChanges(events)) expect(PHASE_CHANGES).toContainEqual(change);
    });
  });

  it('has a ring outcome that agrees with who answered', () => {
    always(({ state }) => {
      // Colleagues come into a call that somebody answered before.
      const rings = state?.rings.filter(({ colleague }) => colleague === null) ?? [];
      const accepted = rings.filter(({ outcome }) => outcome === 'ACCEPTED');
      expect(accepted.length).toBeLessThanOrEqual(1);
      for (const ring of accepted) expect(state?.acceptedBy && samePerson(state.acceptedBy, ring.callee)).toBe(true);
    });
  });
});

describe('the random histories', () => {
  const histories = fc.sample(meetCommands(), { numRuns: 8_000, seed: 20260131 }).map(play);

  it('meet every event, every phase change and every refusal, so that the properties above say something', () => {
    const events = histories.flatMap((history) => history.events);
    const seen = new Set(events.map(({ type }) => type));
    const meetTypes = Object.keys(eventCatalogue).filter((type) => isMeetType(type));
    expect([...seen].toSorted()).toEqual(meetTypes.toSorted());
    const changes = histories.flatMap((history) => phaseChanges(history.events));
    for (const change of PHASE_CHANGES) expect(changes).toContainEqual(change);
    const refusals = histories.flatMap(({ steps }) =>
      steps.flatMap(({ decision }) => (decision.accepted ? [] : [decision.refusal.reason])),
    );
    expect([...new Set(refusals)].toSorted()).toEqual([
      'begun',
      'full',
      'lost-race',
      'not-allowed',
      'not-answered',
      'not-in-meet',
      'over',
      'ring-expired',
      'unknown',
    ]);
  });
});

const isMeetType = (type: string): boolean =>
  Object.entries(eventCatalogue).some(([name, { aggregate }]) => name === type && aggregate === 'meet');

function phaseChanges(events: readonly MeetEvent[]) {
  let state = meetDecider.initial;
  return events.flatMap((event) => {
    const from = state?.phase ?? null;
    state = meetDecider.evolve(state, event);
    const to = state?.phase ?? null;
    return from === to ? [] : [{ from, event: event.type, to }];
  });
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
