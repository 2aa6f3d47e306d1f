import fc from 'fast-check';
import {
  type Duty,
  type DutyCommand,
  dutyDecider,
  type DutyEvent,
  type DutyFacts,
  type DutyObstacle,
  plusMs,
  type ReserveManager,
} from '../index.ts';
import { aChannel, aManager, at, givenDuty, host, mina, timer } from '../testing/index.ts';

const managerId = mina.id;
const facts: DutyFacts = { channel: aChannel(), manager: aManager(managerId) };
const manager = aManager(managerId);
const fact = (type: DutyEvent['type'], seconds: number, data: object = {}, by: DutyEvent['by'] = mina): DutyEvent =>
  ({ type, at: at(seconds), by, data: { managerId, ...data } }) as DutyEvent;

const onDuty = fact('ManagerBecameAvailable', 0);
const reserved = fact('ManagerReserved', 10, { meetId: 'a', until: at(40) }, timer);
const taken = fact('CallTaken', 15, { meetId: 'a' });
const finished = fact('CallFinished', 60, { meetId: 'a', wrapUpUntil: at(90) }, timer);
const reserve = (change: Partial<ReserveManager> = {}): ReserveManager => ({
  ...{ type: 'ReserveManager', at: at(10), by: timer, managerId, meetId: 'a', until: at(40), facts },
  ...change,
});
const order = (type: DutyCommand['type'], seconds: number, more: object = {}): DutyCommand =>
  ({ type, at: at(seconds), by: timer, managerId, meetId: 'a', ...more }) as DutyCommand;

describe('a manager’s duty', () => {
  it('R39: begins when they say so, and is theirs to end', () => {
    const change = { type: 'ChangeDuty', at: at(0), by: mina, managerId, manager } as const;
    givenDuty()
      .when({ ...change, available: true })
      .then(onDuty);
    givenDuty(onDuty)
      .when({ ...change, available: true })
      .thenNothing();
    givenDuty(onDuty)
      .when({ ...change, available: false, doNotDisturb: true })
      .thenTypes('ManagerBecameUnavailable', 'DoNotDisturbTurnedOn');
    givenDuty().when(change).thenNothing();
    givenDuty()
      .when({ ...change, available: true, manager: null })
      .thenRefused({ reason: 'unknown' });
    givenDuty()
      .when({ ...change, available: true, manager: aManager(managerId, { forgotten: true }) })
      .thenRefused({ reason: 'unknown' });
  });

  it('R39: reserves a free manager for one call at a time, and for that one again', () => {
    givenDuty(onDuty).when(reserve()).then(reserved);
    givenDuty(onDuty, reserved).when(reserve()).thenNothing();
    givenDuty(onDuty, reserved)
      .when(reserve({ meetId: 'b' }))
      .thenRefused({ reason: 'not-free', obstacle: 'reserved' });
  });

  it.each<[DutyObstacle, readonly DutyEvent[], Partial<DutyFacts>]>([
    ['plan-required', [onDuty], { channel: aChannel({ paidPlan: false }) }],
    ['plan-required', [onDuty], { channel: null }],
    ['seat-required', [onDuty], { manager: aManager(managerId, { operatorSeat: false }) }],
    ['seat-required', [onDuty], { manager: aManager(managerId, { forgotten: true }) }],
    ['seat-required', [onDuty], { manager: null }],
    ['not-there', [onDuty], { manager: aManager(managerId, { online: false, lostSince: at(5) }) }],
    ['unavailable', [], {}],
    ['unavailable', [onDuty, fact('ManagerBecameUnavailable', 5)], {}],
    ['do-not-disturb', [onDuty, fact('DoNotDisturbTurnedOn', 5)], {}],
    ['in-call', [onDuty, reserved, taken], {}],
    ['wrapping-up', [onDuty, reserved, taken, finished], {}],
    ['call-limit-reached', [onDuty, fact('CallLimitChanged', 1, { callLimit: 0 })], {}],
    [
      'call-limit-reached',
      [
        onDuty,
        fact('CallLimitChanged', 1, { callLimit: 1 }),
        taken,
        { ...finished, data: { ...finished.data, wrapUpUntil: null } } as DutyEvent,
      ],
      {},
    ],
  ])('R4, R39: keeps a call from ringing them: %s', (obstacle, history, change) =>
    givenDuty(...history)
      .when(reserve({ meetId: 'b', facts: { ...facts, ...change } }))
      .thenRefused({ reason: 'not-free', obstacle }),
  );

  it('R39: counts calls from when they came on duty', () => {
    const free = fact('CallFinished', 60, { meetId: 'a', wrapUpUntil: null });
    const limited = [onDuty, fact('CallLimitChanged', 1, { callLimit: 1 }), taken, free];
    const anew = [fact('ManagerBecameUnavailable', 70), fact('ManagerBecameAvailable', 80)];
    givenDuty(...limited, ...anew)
      .when(reserve({ meetId: 'b', at: at(90), until: at(120) }))
      .thenTypes('ManagerReserved');
  });

  it('R39: releases who declines, and who does not answer in time', () => {
    givenDuty(onDuty, reserved)
      .when(order('ReleaseManager', 20, { cause: 'declined' }))
      .thenTypes('ManagerReleased');
    givenDuty(onDuty, reserved).when(order('LapseReservation', 39.999)).thenNothing();
    const lapsed = givenDuty(onDuty, reserved).when(order('LapseReservation', 40));
    lapsed.then(fact('ManagerReleased', 40, { meetId: 'a', cause: 'unanswered' }, timer));
    expect(lapsed.state).toMatchObject({ engagement: { type: 'free' }, idleSince: at(0), callsTaken: 0 });
    for (const type of ['ReleaseManager', 'LapseReservation'] as const) {
      givenDuty(onDuty, reserved)
        .when(order(type, 50, { meetId: 'b', cause: 'withdrawn' }))
        .thenNothing();
      givenDuty(onDuty, reserved, taken)
        .when(order(type, 50, { cause: 'withdrawn' }))
        .thenNothing();
    }
  });

  it('R39: lets a manager be in one call at a time, on duty or not', () => {
    givenDuty(onDuty, reserved).when(order('TakeCall', 15)).thenTypes('CallTaken');
    givenDuty(onDuty, reserved, taken).when(order('TakeCall', 16)).thenNothing();
    givenDuty(onDuty, reserved)
      .when(order('TakeCall', 15, { meetId: 'b' }))
      .thenRefused({ reason: 'not-free', obstacle: 'reserved' });
    givenDuty(onDuty, taken)
      .when(order('TakeCall', 15, { meetId: 'b' }))
      .thenRefused({ reason: 'not-free', obstacle: 'in-call' });
    givenDuty().when(order('TakeCall', 15)).thenTypes('CallTaken');
    givenDuty(onDuty, taken, finished)
      .when(order('TakeCall', 70, { meetId: 'b' }))
      .thenTypes('CallTaken');
  });

  it('R42: gives time to wrap up after a call, where there is any, and the manager may end it', () => {
    givenDuty(onDuty, taken)
      .when(order('FinishCall', 60, { wrapUpMs: 30_000 }))
      .then(finished);
    const none = givenDuty(onDuty, taken).when(order('FinishCall', 60, { wrapUpMs: 0 }));
    expect(none.state).toMatchObject({ engagement: { type: 'free' }, idleSince: at(60) });
    givenDuty(onDuty, taken, finished)
      .when(order('FinishCall', 61, { wrapUpMs: 30_000 }))
      .thenNothing();
    givenDuty(onDuty, taken, finished).when(order('EndWrapUp', 89.999)).thenNothing();
    const over = givenDuty(onDuty, taken, finished).when(order('EndWrapUp', 90));
    expect(over.state).toMatchObject({ engagement: { type: 'free' }, idleSince: at(90) });
    const ready = { type: 'ChangeDuty', at: at(65), by: mina, managerId, manager, endWrapUp: true } as const;
    givenDuty(onDuty, taken, finished).when(ready).thenTypes('WrapUpEnded');
    givenDuty(onDuty, taken).when(ready).thenNothing();
    givenDuty(onDuty).when(order('EndWrapUp', 65)).thenNothing();
  });

  it('R39: counts nobody as idle who is off duty', () => {
    const gone = fact('ManagerBecameUnavailable', 70);
    const { state } = givenDuty(onDuty, taken, finished, gone, fact('WrapUpEnded', 90));
    expect(state).toMatchObject({ available: false, idleSince: null, engagement: { type: 'free' } });
  });

  it('R39: limits calls as the host or a manager says', () => {
    const change = { type: 'ChangeCallLimit', at: at(1), by: host, managerId, callLimit: 3, manager } as const;
    givenDuty()
      .when(change)
      .then(fact('CallLimitChanged', 1, { callLimit: 3 }, host));
    givenDuty(fact('CallLimitChanged', 1, { callLimit: 3 }))
      .when(change)
      .thenNothing();
    givenDuty()
      .when({ ...change, manager: null })
      .thenRefused({ reason: 'unknown' });
  });
});

describe('any history of a duty', () => {
  const meetIds = fc.constantFrom('a', 'b', 'c');
  const types = fc.constantFrom<readonly DutyCommand['type'][]>(
    ['ChangeDuty', 'ReserveManager', 'ReserveManager'],
    ['ReserveManager', 'ReleaseManager', 'LapseReservation'],
    ['ReserveManager', 'TakeCall', 'FinishCall', 'EndWrapUp'],
    ['TakeCall', 'FinishCall', 'ChangeCallLimit'],
  );
  const orders = fc.array(
    fc.record({
      types,
      meetId: meetIds,
      delayMs: fc.integer({ min: 0, max: 20_000 }),
      by: fc.constantFrom(mina, timer),
      available: fc.constantFrom(true, true, false),
      callLimit: fc.constantFrom(null, 1, 2),
    }),
    { maxLength: 20 },
  );

  it('R39: has one call at a time: nobody is rung who is rung, in a call or wrapping up', () => {
    fc.assert(
      fc.property(orders, (given) => {
        let duty: Duty | null = null;
        let now = at(0);
        const steps = given.flatMap(({ types: some, ...step }) => some.map((type) => ({ ...step, type })));
        for (const { type, meetId, delayMs, by, available, callLimit } of steps) {
          now = plusMs(now, delayMs);
          const rest = { available, callLimit, manager, facts, until: plusMs(now, 30_000), wrapUpMs: 5_000 };
          const command = { ...rest, type, at: now, by, managerId, meetId, cause: 'declined' } as DutyCommand;
          const decision = dutyDecider.decide(command, duty);
          const before: Duty['engagement'] = duty?.engagement ?? { type: 'free' };
          for (const event of decision.accepted ? decision.events : []) {
            if (event.type === 'ManagerReserved') expect(before.type).toBe('free');
            if (event.type === 'CallTaken') {
              expect(before.type).not.toBe('in-call');
              if (before.type === 'reserved') expect(before.meetId).toBe(event.data.meetId);
            }
            duty = dutyDecider.evolve(duty, event);
          }
          // Given again it adds nothing, or is refused.
          const again = dutyDecider.decide(command, duty);
          if (decision.accepted && again.accepted) expect(again.events).toEqual([]);
        }
      }),
    );
  });
});
