import { fakePhoneLines } from './fake-phone-lines.ts';
import { phoneLineContract } from './phone-line-contract.ts';

phoneLineContract('the fake in memory', async () => {
  const { near, far } = fakePhoneLines();
  const carried = { 'x-campaign': 'spring 봄', 'x-account': '7' };
  far.carry(carried);
  return {
    near,
    far,
    carried,
    nearNumber: '07012345678',
    farNumber: '01087654321',
    silenceFar({ callId }) {
      const heardBy = callId.replace('caller', 'callee');
      near.silence(heardBy);
      near.silence(heardBy, true);
    },
    async close() {
      await near.close();
      await far.close();
    },
  };
});

describe('a fake phone line', () => {
  it('dials nothing before it is started, nor while its carrier is gone', async () => {
    const { near } = fakePhoneLines();
    const order = { from: '0701', to: '0101', ringTimeoutMs: 1_000 };
    expect(await near.dial(order)).toMatchObject({ failure: { reason: 'unavailable', why: 'not started' } });
    await near.start();
    near.lose('no carrier');
    expect(near.status()).toEqual({ state: 'waiting', why: 'no carrier' });
    near.recover();
    expect(await near.dial(order)).toMatchObject({ ok: true });
    await near.close();
  });

  it('gives calls away where the other ends take it', async () => {
    const { near, far } = fakePhoneLines();
    await near.start();
    await far.start();
    far.onIncoming((call) => void call.answer());
    near.takeTransfers(true);
    const order = { from: '0701', to: '0101', ringTimeoutMs: 1_000 };
    const calls = [await near.dial(order), await near.dial(order)].flatMap((dialled) =>
      dialled.ok ? [dialled.value] : [],
    );
    const [one, two] = calls;
    if (!one || !two) throw new Error('nothing was dialled');
    await new Promise(setImmediate);
    expect(await one.transfer(two)).toEqual({ ok: true, value: null });
    for (const call of calls) expect(call.ending()).toEqual({ by: 'us', cause: { reason: 'completed' } });
    await near.close();
  });
});
