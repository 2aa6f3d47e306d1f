import { PORT_DRAIN_MS } from './rtp/port-range.ts';
import { headerOf, type SipResponse } from './sip/message.ts';
import { freePort } from './testing/free-port.ts';
import { type OneLine, oneLine } from './testing/one-line.ts';
import { NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { type CallTexts, callTexts, offer, type SipPeer, sipPeer } from './testing/sip-peer.ts';
import { openUdpEar, type UdpEar } from './testing/udp-ear.ts';
import { until } from './testing/until.ts';

const HOST = '127.0.0.1';
/** How often somebody calls again who was refused. */
const CALL_AGAIN_MS = 200;

interface Caller {
  readonly peer: SipPeer;
  readonly ear: UdpEar;
  readonly texts: CallTexts;
}

describe('ports for sound that are all taken', () => {
  let under: OneLine;
  let carrier: SipPeer;
  let callers: Caller[];
  /** The only one there is. */
  let port: number;

  beforeEach(async () => {
    callers = [];
    carrier = await sipPeer(HOST);
    port = await freePort(HOST);
    under = await oneLine({
      ...{ take: (call) => void call.answer(), soundPorts: { from: port, to: port } },
      trunk: { to: { host: HOST, port: carrier.port, transport: 'udp' } },
    });
  });
  afterEach(async () => {
    await under.line.close();
    carrier.close();
    for (const { peer, ear } of callers) {
      peer.close();
      ear.close();
    }
  });

  const call = async (): Promise<Caller> => {
    const [peer, ear] = [await sipPeer(HOST), await openUdpEar()];
    const caller = { peer, ear, texts: callTexts(peer, HOST, NEAR_NUMBER, offer(HOST, ear.port)) };
    callers.push(caller);
    peer.send(caller.texts.invite, under.port);
    return caller;
  };
  /** Sound comes to a caller who was accepted, from the port that it was told. */
  const isTalkedWith = async ({ peer, ear, texts }: Caller, ok: SipResponse): Promise<void> => {
    expect(/^m=audio (\d+) /m.exec(ok.body)?.[1]).toBe(`${port}`);
    peer.send(texts.within('ACK', 1, ok), under.port);
    await goesOn(ear);
  };
  const goesOn = async ({ packets }: UdpEar): Promise<void> => {
    const before = packets.length;
    await until(() => packets.length > before + 5);
  };
  const finalOf = async ({ peer }: Caller): Promise<SipResponse> => {
    const status = (): string | undefined =>
      peer.heard.flatMap((text) => /^SIP\/2\.0 ([2-6]\d\d)/.exec(text)?.[1] ?? [])[0];
    await until(() => status() !== undefined);
    return peer.response(Number(status()));
  };

  it('are why others are refused, who may call again; no other call minds', async () => {
    const first = await call();
    await isTalkedWith(first, await first.peer.response(200));
    const second = await call();
    const refusal = await finalOf(second);
    expect(refusal).toMatchObject({ status: 503, phrase: 'Service Unavailable' });
    expect(headerOf(refusal, 'retry-after')).toBe(`${PORT_DRAIN_MS / 1_000}`);
    second.peer.send(second.texts.ackOf(refusal), under.port);
    await until(() => under.arrived[1]?.call.ending() !== undefined && under.arrived[1].call.ending() !== null);
    expect(under.arrived[1]?.call.ending()).toEqual({ by: 'network', cause: { reason: 'carrier-error', code: 500 } });
    const dialled = await under.line.dial({ from: NEAR_NUMBER, to: '01011112222', ringTimeoutMs: 60_000 });
    if (!dialled.ok) throw new Error(dialled.failure.reason);
    await until(() => dialled.value.ending() !== null);
    expect(dialled.value.ending()).toEqual({ by: 'network', cause: { reason: 'carrier-error', code: 500 } });
    expect(carrier.heard).toEqual([]);
    expect(under.line.status()).toEqual({ state: 'available', calls: 1 });
    await goesOn(first.ear);
  });

  it('are used again once their calls are over and they have rested', async () => {
    const first = await call();
    const ok = await first.peer.response(200);
    await isTalkedWith(first, ok);
    const hungUpAt = performance.now();
    first.peer.send(first.texts.within('BYE', 2, ok), under.port);
    await first.peer.response(200);
    for (;;) {
      const next = await call();
      const final = await finalOf(next);
      if (final.status === 200) {
        // To the clock's grain: a timer may come a moment early.
        expect(performance.now() - hungUpAt).toBeGreaterThan(PORT_DRAIN_MS - 50);
        return isTalkedWith(next, final);
      }
      const refusedAt = performance.now();
      next.peer.send(next.texts.ackOf(final), under.port);
      await until(() => performance.now() - refusedAt >= CALL_AGAIN_MS);
    }
  });
});
