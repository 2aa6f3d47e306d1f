import type { Digit, IncomingCall } from '@meets/meet-domain';
import { headerOf, type SipMessage } from './sip/message.ts';
import { type OneLine, oneLine } from './testing/one-line.ts';
import { NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { INSTALLED_WITHIN_MS, providedProgram } from './testing/provided-program.ts';
import { answerTo, callTexts, offer, type SipPeer, sipPeer } from './testing/sip-peer.ts';
import { startSipp } from './testing/sipp.ts';
import { openUdpEar, type UdpEar } from './testing/udp-ear.ts';
import { until } from './testing/until.ts';

const [FOUR, SIX] = ['127.0.0.1', '::1'];
const addressIn = ({ body }: SipMessage): string => /^c=(.*)\r$/m.exec(body)?.[1] ?? '';
const answers = (call: IncomingCall): void => void call.answer();

describe('a line that listens on IPv4 and on IPv6', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  const open = async (options: Parameters<typeof oneLine>[0] = {}): Promise<OneLine> => {
    const under = await oneLine({ host: FOUR, alsoAt: [SIX], take: answers, ...options });
    closing.push(() => under.line.close());
    return under;
  };
  const peerAt = async (host: string): Promise<SipPeer> => {
    const peer = await sipPeer(host);
    closing.push(() => peer.close());
    return peer;
  };
  const earAt = async (host: string): Promise<UdpEar> => {
    const ear = await openUdpEar(host);
    closing.push(() => ear.close());
    return ear;
  };
  const portOf = ({ port, otherPorts }: OneLine, host: string): number => (host === FOUR ? port : (otherPorts[0] ?? 0));

  it.each(['udp', 'tcp'] as const)(
    'R37: sipp is heard and hears by each of them at once, signalled by %s: digits come back as they went',
    async (transport) => {
      const program = await providedProgram('sipp.ts');
      const pressed: Digit[] = ['7', '#'];
      const under = await open({
        transport,
        take(call) {
          let heard = '';
          call.listen((event) => {
            if (event.type === 'answered') void call.sendDigits(pressed);
            if (event.type === 'digit') heard += event.digit;
            if (heard === pressed.join('')) call.hangUp();
          });
          void call.answer();
        },
      });
      const ways = [FOUR, SIX].map(async (host) => {
        const callee = { number: NEAR_NUMBER, port: portOf(under, host) };
        await (
          await startSipp(program, { transport, host, scenario: 'uac-hung-up', echoes: true, callee })
        ).done;
      });
      await Promise.all(ways);
      await until(() => under.arrived.filter(({ call }) => call.ending() !== null).length === 2);
      for (const { events } of under.arrived) {
        expect(events.flatMap((event) => (event.type === 'digit' ? [event.digit] : []))).toEqual(pressed);
      }
    },
    INSTALLED_WITHIN_MS,
  );

  it.each([
    ['IPv4, sound too', FOUR, FOUR, 'IN IP4 127.0.0.1'],
    ['IPv6, sound too', SIX, SIX, 'IN IP6 ::1'],
    ['IPv4, sound by IPv6', FOUR, SIX, 'IN IP6 ::1'],
    ['IPv6, sound by IPv4', SIX, FOUR, 'IN IP4 127.0.0.1'],
  ])('answers a call by %s, with an address that its sound can be sent to', async (_, sip, sound, address) => {
    const [under, peer, ear] = [await open(), await peerAt(sip), await earAt(sound)];
    const texts = callTexts(peer, sip, NEAR_NUMBER, offer(sound, ear.port));
    peer.send(texts.invite, portOf(under, sip));
    const ok = await peer.response(200);
    expect(addressIn(ok)).toBe(address);
    peer.send(texts.within('ACK', 1, ok), portOf(under, sip));
    await until(() => ear.packets.length > 0);
  });

  it('answers what was left to it to offer, and calls, by the address of the way that the call goes', async () => {
    const [peer, ear] = [await peerAt(SIX), await earAt(SIX)];
    const under = await open({ trunk: { to: { transport: 'udp', host: SIX, port: peer.port } } });
    const texts = callTexts(peer, SIX, NEAR_NUMBER, '');
    peer.send(texts.invite, portOf(under, SIX));
    expect(addressIn(await peer.response(200))).toBe('IN IP6 ::1');
    await under.line.dial({ from: NEAR_NUMBER, to: '01087654321', ringTimeoutMs: 60_000 });
    const invite = await peer.request('INVITE');
    expect(addressIn(invite)).toBe('IN IP6 ::1');
    expect(headerOf(invite, 'contact')).toContain(`@[::1]:${portOf(under, SIX)}>`);
    peer.send(
      answerTo(invite, '200 OK', [`Contact: <sip:x@[::1]:${peer.port}>`], offer(SIX, ear.port)),
      portOf(under, SIX),
    );
    await until(() => ear.packets.length > 0);
  });

  it('ends a call of its own that is answered by sound of the other family', async () => {
    const peer = await peerAt(SIX);
    const under = await open({ trunk: { to: { transport: 'udp', host: SIX, port: peer.port } } });
    const dialled = await under.line.dial({ from: NEAR_NUMBER, to: '01087654321', ringTimeoutMs: 60_000 });
    const invite = await peer.request('INVITE');
    peer.send(
      answerTo(invite, '200 OK', [`Contact: <sip:x@[::1]:${peer.port}>`], offer(FOUR, 40_000)),
      portOf(under, SIX),
    );
    await peer.request('BYE');
    await until(() => dialled.ok && dialled.value.ending() !== null);
    expect(dialled.ok && dialled.value.ending()).toMatchObject({ cause: { reason: 'carrier-error', code: 488 } });
  });

  it('refuses sound of a family that it has no address of before anybody rings, and a call that would change its family', async () => {
    const [alone, both, peer] = [await open({ alsoAt: [] }), await open(), await peerAt(FOUR)];
    peer.send(callTexts(peer, FOUR, NEAR_NUMBER, offer(SIX, 40_000)).invite, alone.port);
    expect(headerOf(await peer.response(488), 'warning')).toContain('IPv6 is not spoken');
    expect(alone.arrived).toEqual([]);
    const texts = callTexts(peer, FOUR, NEAR_NUMBER);
    peer.send(texts.invite, both.port);
    const ok = await peer.response(200);
    peer.send(texts.within('ACK', 1, ok), both.port);
    peer.send(texts.within('INVITE', 2, ok, offer(SIX, 40_000)), both.port);
    expect(headerOf(await peer.response(488), 'warning')).toContain('IPv6 is not spoken');
    peer.send(texts.within('ACK', 2, ok), both.port);
    peer.send(texts.within('OPTIONS', 3, ok), both.port);
    await peer.response(200);
    expect(both.arrived[0]?.call.ending()).toBeNull();
  });

  it.each([
    [FOUR, '192.0.2.7', 'IN IP4 192.0.2.7'],
    [SIX, '2001:db8::7', 'IN IP6 2001:db8::7'],
  ])(
    'names the address that each of its own is reached by from elsewhere: %s by %s',
    async (host, outside, address) => {
      const advertised = { [FOUR]: '192.0.2.7', [SIX]: '2001:db8::7' };
      const [under, peer] = [await open({ advertised }), await peerAt(host)];
      peer.send(callTexts(peer, host, NEAR_NUMBER).invite, portOf(under, host));
      const ok = await peer.response(200);
      expect(addressIn(ok)).toBe(address);
      expect(headerOf(ok, 'contact')).toContain(host === FOUR ? `@${outside}:` : `@[${outside}]:`);
    },
  );
});
