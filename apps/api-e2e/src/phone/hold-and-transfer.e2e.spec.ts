import type { Result } from '../answers.ts';
import type { Session } from '../graphql-client.ts';
import { JOIN, LEAVE } from '../operations.ts';
import { A_WHILE, isSilence, soundsOf, TELEPHONE_HUMS_HZ } from './humming-telephone.ts';
import { HOLD, RING_COLLEAGUE, UPDATE_DUTY } from './phone-operations.ts';
import { eventually } from './phone-service.ts';
import { hears, hearsNothing, MANAGERS_HUM_HZ, soundScene } from './sound-scene.ts';

const FIRST_HZ = MANAGERS_HUM_HZ['ma-1'];
const SECOND_HZ = MANAGERS_HUM_HZ['ma-2'];
const hearsTheCustomer = hears('cu-1', TELEPHONE_HUMS_HZ);

describe('a call between a telephone and managers, all of whom hum', () => {
  const scene = soundScene();

  const order = async (who: Session, operation: string, input: Record<string, unknown>): Promise<void> => {
    const { result } = await who.run<Result>(operation, { input });
    expect(result).toMatchObject({ __typename: 'MeetAccepted' });
  };
  const secondIsOnDuty = async (available: boolean): Promise<void> => {
    const { result } = await scene.service.secondManager.run<Result>(UPDATE_DUTY, { input: { available } });
    expect(result.__typename).toBe('Put');
  };
  const hold = (meetId: string, on: boolean): Promise<void> => order(scene.service.manager, HOLD, { meetId, on });
  /** Resolves once the service has sent the telephone that for half a second, from now on. */
  const goesToTheTelephone = async (what: string, is: (heard: Int16Array) => boolean): Promise<void> => {
    scene.tap.forget();
    await eventually(`${what} on the way to the telephone`, async () => {
      const heard = scene.tap.heard('line', A_WHILE);
      return (heard.length === A_WHILE && is(heard)) || undefined;
    });
  };

  it('R37: who is put on hold is sent silence and heard by nobody, while the managers hear each other', async () => {
    const { meetId, telephone, manager } = await scene.calledIn({ transport: 'udp', encrypted: false });
    await order(scene.service.secondManager, JOIN, { meetId });
    const second = await scene.comes('ma-2', meetId);
    await telephone.hears(FIRST_HZ, SECOND_HZ);
    await hold(meetId, true);
    await goesToTheTelephone('silence', isSilence);
    for (const [one, other] of [
      [manager, 'ma-2'],
      [second, 'ma-1'],
    ] as const) {
      await hearsNothing(one, 'cu-1');
      await one.until('the other manager', hears(other, MANAGERS_HUM_HZ[other]));
    }
    await hold(meetId, false);
    await goesToTheTelephone('both tones', (heard) => soundsOf([FIRST_HZ, SECOND_HZ], heard));
    for (const one of [manager, second]) await one.until('the customer’s tone', hearsTheCustomer);
  });

  it('R38: a telephone that was dialled is held, holds, and goes on; encrypted, by TLS', async () => {
    const { meetId, telephone, manager } = await scene.dialled();
    await manager.until('the customer’s tone', hearsTheCustomer);
    await telephone.hears(FIRST_HZ);
    const holds: [by: string, hold: () => Promise<unknown>, resume: () => Promise<unknown>][] = [
      ['the manager', () => hold(meetId, true), () => hold(meetId, false)],
      ['the telephone', () => telephone.order('hold'), () => telephone.order('resume')],
    ];
    for (const [by, begin, end] of holds) {
      await begin();
      await hearsNothing(manager, 'cu-1');
      await end();
      await manager.until(`the tone after the hold by ${by}`, hearsTheCustomer);
    }
    await telephone.order('hangup');
    await scene.service.callThat('the end', ({ id, state }) => id === meetId && state === 'ENDED');
  });

  it('R39: a colleague is consulted, has the call, and hands it back: the customer hears who is in, and nobody who left', async () => {
    const { manager: first, secondManager: second } = scene.service;
    const { meetId, telephone, manager } = await scene.calledIn({ transport: 'udp', encrypted: false });
    await telephone.hears(FIRST_HZ);
    await secondIsOnDuty(true);
    await order(first, RING_COLLEAGUE, { meetId, managerId: 'ma-2' });
    expect(await scene.rung('ma-2')).toBe(meetId);
    await scene.accept('ma-2', meetId);
    const colleague = await scene.comes('ma-2', meetId);
    await telephone.hears(FIRST_HZ, SECOND_HZ);
    await manager.until('the colleague', hears('ma-2', SECOND_HZ));
    await order(first, LEAVE, { meetId });
    await telephone.hears(SECOND_HZ);
    await colleague.until('the customer', hearsTheCustomer);
    await scene.service.free();

    await order(second, RING_COLLEAGUE, { meetId, managerId: 'ma-1', handOver: true });
    expect(await scene.rung('ma-1')).toBe(meetId);
    await scene.accept('ma-1', meetId);
    const again = await scene.comes('ma-1', meetId);
    await telephone.hears(FIRST_HZ);
    await again.until(
      'the customer, and nobody else',
      (perceived) => hearsTheCustomer(perceived) && perceived.received.length === 1,
    );
    await secondIsOnDuty(false);
  });
});
