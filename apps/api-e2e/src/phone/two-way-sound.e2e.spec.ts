import { shareAt } from '@meets/telephony/testing';
import { A_WHILE, TELEPHONE_HUMS_HZ } from './humming-telephone.ts';
import { eventually } from './phone-service.ts';
import { hears, MANAGERS_HUM_HZ, soundScene } from './sound-scene.ts';

/** Of a sound's energy, what is at one pitch: a tone has nearly all, what is encrypted nearly nothing. */
const TONE = 0.9;
const NOISE = 0.1;

/** Somebody else's telephone and a manager's browser, each of which hums, with all of the service in between. */
describe('a call between a telephone and a browser', () => {
  const scene = soundScene();

  it.each([
    ['in the clear', { transport: 'udp', encrypted: false }],
    ['encrypted, where that is required, its keys told by TLS', { transport: 'tls', encrypted: true }],
  ] as const)('R37: carries each one’s tone to the other, and to nobody their own: %s', async (_, way) => {
    const { meetId, telephone, manager } = await scene.calledIn(way);
    await manager.until(
      'the telephone’s tone, and nothing else',
      (perceived) => hears('cu-1', TELEPHONE_HUMS_HZ)(perceived) && perceived.received.length === 1,
    );
    await telephone.hears(MANAGERS_HUM_HZ['ma-1']);
    // Now that both tones go by: what somebody in between hears of them.
    scene.tap.forget();
    const shareOnTheWire = (from: 'line' | 'telephone', hz: number): Promise<number> =>
      eventually(`half a second of packets from the ${from}`, async () => {
        const heard = scene.tap.heard(from, A_WHILE);
        const share = heard.length === A_WHILE ? shareAt(hz, heard) : 0;
        return share > TONE || (way.encrypted && heard.length === A_WHILE) ? share : undefined;
      });
    const shares = [
      await shareOnTheWire('telephone', TELEPHONE_HUMS_HZ),
      await shareOnTheWire('line', MANAGERS_HUM_HZ['ma-1']),
    ];
    for (const share of shares) expect(share > NOISE).toBe(!way.encrypted);
    await telephone.order('hangup');
    await scene.service.callThat('the end', ({ id, state }) => id === meetId && state === 'ENDED');
  });

  it('R35, R37: shows who speaks at the telephone, and is silent there once the manager has muted', async () => {
    const { telephone, manager } = await scene.calledIn({ transport: 'udp', encrypted: false, speaks: true });
    await telephone.hears(MANAGERS_HUM_HZ['ma-1']);
    expect(await manager.do('mute', true)).toBe(true);
    await manager.until(
      'the telephone, as who speaks',
      ({ speaker, levels, received }) => speaker !== null && speaker === received[0]?.from && levels > 0,
    );
    await telephone.hearsNothing();
  });
});
