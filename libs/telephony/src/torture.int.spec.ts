import type { IncomingCall } from '@meets/meet-domain';
import type { SipRequest, SipResponse } from './sip/message.ts';
import { type OneLine, oneLine } from './testing/one-line.ts';
import { NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { answerTo, type CallTexts, callTexts, offer, type SipPeer, sipPeer } from './testing/sip-peer.ts';
import { streamPeer } from './testing/stream-peer.ts';
import { RESPONSES, tortures } from './testing/torture.ts';
import { betweenLooks, until } from './testing/until.ts';

const HOST = '127.0.0.1';

describe.each(['udp', 'tcp'] as const)('malformed SIP by %s, in the manner of RFC 4475', (transport) => {
  const anyPeer = (): Promise<SipPeer> => (transport === 'udp' ? sipPeer(HOST) : streamPeer('TCP', HOST));
  let peer: SipPeer;
  let under: OneLine;
  let calls = 0;
  beforeAll(async () => {
    peer = await anyPeer();
    under = await oneLine({ transport, trunk: { to: { transport, host: HOST, port: peer.port } } });
  });
  afterAll(async () => {
    await under.line.close();
    peer.close();
  });

  const own = async ({ callId }: CallTexts, status: number): Promise<SipResponse> => {
    for (;;) {
      const response = await peer.response(status);
      if (response.headers.some(({ value }) => value === callId)) return response;
    }
  };
  /** Somebody calls and is served. Whatever a malformed message has begun, this call is known by who makes it. */
  const begun = async (): Promise<{ readonly texts: CallTexts; readonly call: IncomingCall }> => {
    const texts = callTexts(peer, HOST, NEAR_NUMBER);
    const from = `02${(calls += 1) + 10_000_000}`;
    peer.send(texts.invite.replace('Max-', `P-Asserted-Identity: <tel:${from}>\r\nMax-`), under.port);
    await own(texts, 100);
    for (;;) {
      const call = under.arrived.map((each) => each.call).find((each) => each.from === from);
      if (call) return { texts, call };
      await betweenLooks();
    }
  };
  /** Somebody else calls, is served, and gives up: all of it works still. */
  const probe = async (): Promise<void> => {
    const { texts, call } = await begun();
    peer.send(texts.cancel, under.port);
    await own(texts, 200);
    peer.send(texts.ackOf(await own(texts, 487)), under.port);
    await until(() => call.ending() !== null);
    expect(call.ending()).toEqual({ by: 'them', cause: { reason: 'cancelled' } });
  };
  const probeAfter = (what: string): Promise<void> =>
    probe().catch((error: unknown) => {
      throw new Error(`after ${what}: ${String(error)}`);
    });

  it('has at least 40 messages, no two of them alike', () => {
    const all = tortures(peer, HOST, NEAR_NUMBER);
    expect(new Set(all.map(({ what }) => what)).size).toBe(all.length);
    expect(new Set(all.map(({ text }) => text.replaceAll(/call-\d+-\d+/g, ''))).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(40);
  });

  it('is answered or passed over, and the next call is served as ever', async () => {
    for (const { what, text } of tortures(peer, HOST, NEAR_NUMBER)) {
      // By a connection of its own: nobody knows where a message begins that follows one without an end.
      const stranger = await anyPeer();
      stranger.send(text, under.port);
      await probeAfter(what);
      stranger.close();
    }
    expect(under.line.status()).toMatchObject({ state: 'available' });
  });

  it('gets to JsSIP in an established call neither, however its bytes are changed', async () => {
    const { texts, call } = await begun();
    void call.answer();
    const ok = await own(texts, 200);
    peer.send(texts.within('ACK', 1, ok), under.port);
    for (const [index, method] of ['INFO', 'UPDATE', 'INVITE', 'NOTIFY', 'REFER', 'BYEBYE', 'MESSAGE'].entries()) {
      const good = texts.within(method, index + 2, ok, 'nonsense');
      for (const text of [good, good.replace(/Contact: [^\r]*/, 'Contact: <x:y>'), good.replace('CSeq', 'Event')]) {
        peer.send(text, under.port);
        await probeAfter(`${method} in a call`);
      }
    }
    expect(call.ending()).toBeNull();
    call.hangUp();
    await peer.request('BYE');
  });

  it('is no answer to a call of ours, which goes on until there is one', async () => {
    const dialled = await under.line.dial({ from: NEAR_NUMBER, to: '01087654321', ringTimeoutMs: 60_000 });
    const call = dialled.ok ? dialled.value : null;
    const invite: SipRequest = await peer.request('INVITE');
    const ok = answerTo(invite, '200 OK', [`Contact: <sip:peer@${HOST}:${peer.port}>`], offer(HOST, 40_000));
    for (const change of RESPONSES) {
      const { what, text } = change(ok);
      expect(text).not.toBe(ok);
      peer.send(text, under.port);
      await probeAfter(`an answer with ${what}`);
    }
    const events: string[] = [];
    call?.listen(({ type }) => events.push(type));
    expect(call?.ending()).toBeNull();
    peer.send(ok, under.port);
    await until(() => events.includes('answered'));
    call?.hangUp();
    await peer.request('BYE');
  });
});
