import type { CallCause, IncomingCall } from '@meets/meet-domain';
import { oneLine, type OneLine } from '../testing/one-line.ts';
import { NEAR_NUMBER } from '../testing/pair-of-lines.ts';
import { until } from '../testing/until.ts';
import { openUdpEar } from '../testing/udp-ear.ts';
import { callByTelephone, openAnsweringTelephones, type TelephoneManner } from './telephone.ts';

const FROM = '01055550100';

describe('a telephone that is played on this machine', () => {
  let under: OneLine;
  afterEach(() => under.line.close());

  /** Waits until the call's sound is not silence: what is passed on is PCMU, whose silence is 0xff. */
  async function untilItIsHeard(call: IncomingCall): Promise<void> {
    const mix = await under.line.openMix();
    if (!mix.ok) throw new Error(mix.failure.reason);
    const ear = await openUdpEar();
    const joined = await call.joinMix(mix.value);
    if (!joined.ok) throw new Error(joined.failure.reason);
    joined.value.passOn(ear.port);
    await until(() => ear.packets.some(({ payload }) => payload.some((code) => code !== 0xff && code !== 0xd5)));
    ear.close();
  }
  const order = () => ({ from: FROM, to: NEAR_NUMBER, linePort: under.port, ringTimeoutMs: 60_000 });

  it('calls a line, rings, is answered, is heard to sing, and hears that it was hung up', async () => {
    under = await oneLine({ take: (call) => void call.ring() });
    const made = await callByTelephone(order());
    if (!made.ok) throw new Error(made.failure.reason);
    await until(() => under.arrived.length === 1);
    const call = under.arrived[0]?.call as IncomingCall;
    expect([call.from, call.to]).toEqual([FROM, NEAR_NUMBER]);
    await call.answer();
    await untilItIsHeard(call);
    call.hangUp();
    expect(await made.value.over).toEqual({ by: 'them', cause: { reason: 'completed' } });
    expect(made.value.heard().loudestDb).toBe(-96);
  });

  it('is told why nobody answers', async () => {
    under = await oneLine({ take: (call) => void call.decline('busy') });
    const made = await callByTelephone(order());
    expect(made.ok && (await made.value.over)).toEqual({ by: 'them', cause: { reason: 'busy' } });
  });

  it('rings when it is called by whatever number, is picked up, and sings', async () => {
    const telephones = await openAnsweringTelephones(0);
    const to = { transport: 'udp', host: '127.0.0.1', port: telephones.port } as const;
    under = await oneLine({ trunk: { to } });
    for (const number of [FROM, '+821077776666']) {
      const dialled = await under.line.dial({ from: NEAR_NUMBER, to: number, ringTimeoutMs: 60_000 });
      if (!dialled.ok) throw new Error(dialled.failure.reason);
      const events: string[] = [];
      dialled.value.listen(({ type }) => events.push(type));
      await until(() => events.includes('answered'));
      expect(events).toEqual(['ringing', 'answered']);
      dialled.value.hangUp();
      await until(() => events.includes('ended'));
    }
    await telephones.close();
  });

  it.each<[TelephoneManner, readonly string[], CallCause['reason']]>([
    ['is-busy', ['ended'], 'busy'],
    ['declines', ['ringing', 'ended'], 'rejected'],
    ['is-off', ['ended'], 'unreachable'],
    ['rings-on', ['ringing', 'ended'], 'no-answer'],
  ])('R38: %s where that is its manner', async (manner, happens, reason) => {
    const telephones = await openAnsweringTelephones(0);
    telephones.manner = manner;
    under = await oneLine({ trunk: { to: { transport: 'udp', host: '127.0.0.1', port: telephones.port } } });
    const dialled = await under.line.dial({ from: NEAR_NUMBER, to: FROM, ringTimeoutMs: 1_000 });
    if (!dialled.ok) throw new Error(dialled.failure.reason);
    const events: string[] = [];
    dialled.value.listen(({ type }) => events.push(type));
    await until(() => dialled.value.ending() !== null && events.includes('ended'));
    expect([events, dialled.value.ending()?.cause]).toEqual([happens, { reason }]);
    await telephones.close();
  });
});
