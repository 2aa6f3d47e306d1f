import { isSealed, type PersonKeys } from '@meets/event-store';
import { meetStream } from '@meets/meet-domain';
import { CHANNEL, meetIdOf, resumeScene, viewer, wish, writeScene, type WriteScene } from '../testing/write-scene.ts';
import type { CallIn } from './receive-call.ts';

const NUMBER = '+827012345678';
const HEADERS = [
  { name: 'x-campaign', value: 'spring 봄' },
  { name: 'x-account', value: 'juno@example.com' },
];

describe('what a carrier says of a call that comes in', () => {
  let scene: WriteScene;
  beforeEach(async () => {
    scene = await writeScene();
    const { commands, host } = scene;
    await commands.putChannel(host, { name: 'Shop', paidPlan: true, businessVerified: true, currency: 'KRW' });
    await commands.issuePhoneNumber(host, { number: NUMBER });
  });

  const comeIn = async (change: Partial<CallIn> = {}, on = scene) =>
    (
      await on.commands.receiveCall({
        ...{ channelId: CHANNEL, callId: 'call-1', line: 'here', number: NUMBER },
        ...{ from: null, callerId: 'juno', headers: HEADERS, staff: { onDuty: ['mina'], busy: [] } },
        ...change,
      })
    ).meetId;
  const forget = (id: string, { commands, host } = scene) =>
    commands.forgetPerson(host, { person: { role: 'customer', id } });
  const putAnew = () => {
    const { commands, host } = scene;
    return commands.putCustomer(host, { id: 'juno', name: 'Juno Anew', phoneNumber: null, blocked: false });
  };
  const stored = async (meetId: string) => {
    for await (const { type, data } of scene.store.readStream(meetStream(CHANNEL, meetId))) {
      if (type === 'CallCameIn') return data;
    }
    throw new Error(`no call came in in ${meetId}`);
  };
  const read = (meetId: string) => scene.commands.callHeaders(scene.mina, { meetId });

  it('R37: is read by managers as it was said, and by nobody else', async () => {
    const meetId = await comeIn();
    expect(await read(meetId)).toEqual(HEADERS);
    for (const role of ['customer', 'integrator', 'analyst'] as const) {
      const id = role === 'customer' ? 'juno' : role;
      expect(await scene.commands.callHeaders(viewer(role, id), { meetId })).toBeNull();
    }
    expect(await scene.commands.callHeaders(viewer('manager', 'mina', 'ch-2'), { meetId })).toEqual([]);
  });

  it('is nothing of a meet that is no call, of one that brought nothing, and of none at all', async () => {
    const called = await comeIn({ headers: [] });
    const met = meetIdOf(await scene.commands.startMeet(scene.mina, wish()));
    for (const meetId of [called, met, 'uc.none.1']) expect(await read(meetId)).toEqual([]);
    expect(await stored(called)).toMatchObject({ headers: [] });
  });

  it('stands in the log sealed, and in no answer to what happened', async () => {
    const meetId = await comeIn();
    let log = '';
    for await (const event of scene.store.readAll()) log += JSON.stringify(event);
    expect(log).not.toMatch(/spring|example\.com/);
    expect(isSealed((await stored(meetId))['headers'])).toBe(true);
  });

  it('stays as it was first told where the line tells again', async () => {
    const meetId = await comeIn();
    expect(await comeIn({ headers: [] })).toBe(meetId);
    expect(await read(meetId)).toEqual(HEADERS);
  });

  it.each([
    ['whom the host told of', { callerId: 'juno' }],
    ['whose number is all that is known', { callerId: null, from: '+821099998888' }],
    ['of whom nothing is known', { callerId: null, from: null }],
  ])('is erased with a customer %s', async (_, caller) => {
    const meetId = await comeIn(caller);
    expect(await read(meetId)).toEqual(HEADERS);
    const customerId = await scene.commands.customerOnCall({ channelId: CHANNEL, meetId });
    await forget(customerId ?? '');
    expect(await read(meetId)).toBeNull();
  });

  it('is not kept of who was forgotten before, and is again of who was put anew', async () => {
    await forget('juno');
    const meetId = await comeIn();
    expect(await stored(meetId)).toMatchObject({ headers: null });
    await putAnew();
    const later = await comeIn({ callId: 'call-2' });
    expect([await read(meetId), await read(later)]).toEqual([null, HEADERS]);
    await forget('juno');
    expect(await read(later)).toBeNull();
  });

  it.each([
    ['before its key was asked for', 'before', false],
    ['after its key was given', 'after', false],
    ['before its key was asked for, and was put anew', 'before', true],
    ['after its key was given, and was put anew', 'after', true],
  ] as const)('leaves nothing behind of who is forgotten %s', async (_, when, anew) => {
    const meddle = async (): Promise<void> => {
      await forget('juno');
      if (anew) await putAnew();
    };
    const { store, clock } = scene;
    const keys = meddledWith(scene.keys, when, meddle);
    const meetId = await comeIn({}, resumeScene({ store, clock, keys }));
    expect(await read(meetId)).toEqual(anew && when === 'before' ? HEADERS : null);
    await forget('juno');
    expect(await read(meetId)).toBeNull();
  });
});

/** Keys, one of which is asked for at the very moment at which something else happens. */
function meddledWith(keys: PersonKeys, when: 'before' | 'after', meddle: () => Promise<void>): PersonKeys {
  return {
    ...keys,
    async keyFor(owner) {
      if (when === 'before') await meddle();
      const key = await keys.keyFor(owner);
      if (when === 'after') await meddle();
      return key;
    },
  };
}
