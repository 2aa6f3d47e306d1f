import type { OneLine } from './testing/one-line.ts';
import { oneLine } from './testing/one-line.ts';
import { NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { callTexts, type SipPeer, sipPeer } from './testing/sip-peer.ts';
import { tortures } from './testing/torture.ts';

const HOST = '127.0.0.1';

describe('malformed SIP, in the manner of RFC 4475', () => {
  let peer: SipPeer;
  let under: OneLine;
  beforeAll(async () => {
    peer = await sipPeer(HOST);
    under = await oneLine();
  });
  afterAll(async () => {
    await under.line.close();
    peer.close();
  });

  /** Somebody else calls, is served, and gives up: all of it works still. */
  const probe = async () => {
    const texts = callTexts(peer, HOST, NEAR_NUMBER);
    const before = under.arrived.length;
    peer.send(texts.invite, under.port);
    const own = async (status: number) => {
      for (;;) {
        const response = await peer.response(status);
        if (response.headers.some(({ value }) => value === texts.callId)) return response;
      }
    };
    await own(100);
    const call = under.arrived.at(-1)?.call;
    peer.send(texts.cancel, under.port);
    await own(200);
    peer.send(texts.ackOf(await own(487)), under.port);
    expect(under.arrived.length).toBeGreaterThan(before);
    expect(call?.ending()).toEqual({ by: 'them', cause: { reason: 'cancelled' } });
  };

  it('has at least 40 messages, no two of them alike', () => {
    const all = tortures(peer, HOST, NEAR_NUMBER);
    expect(new Set(all.map(({ what }) => what)).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(40);
  });

  it('is answered or passed over, and the next call is served as ever', async () => {
    for (const { what, text } of tortures(peer, HOST, NEAR_NUMBER)) {
      peer.send(text, under.port);
      await probe().catch((error: unknown) => {
        throw new Error(`after ${what}: ${String(error)}`);
      });
    }
    expect(under.line.status()).toMatchObject({ state: 'available' });
  });

  it('gets to JsSIP in an established call neither, however its bytes are changed', async () => {
    const texts = callTexts(peer, HOST, NEAR_NUMBER);
    peer.send(texts.invite, under.port);
    await peer.response(100);
    const { call } = under.arrived.at(-1) ?? {};
    void call?.answer();
    const ok = await peer.response(200);
    peer.send(texts.within('ACK', 1, ok), under.port);
    for (const [index, method] of ['INFO', 'UPDATE', 'INVITE', 'NOTIFY', 'REFER', 'BYEBYE', 'MESSAGE'].entries()) {
      const good = texts.within(method, index + 2, ok, 'nonsense');
      for (const text of [good, good.replace(/Contact: [^\r]*/, 'Contact: <x:y>'), good.replace('CSeq', 'Event')]) {
        peer.send(text, under.port);
      }
    }
    await probe();
    expect(call?.ending()).toBeNull();
    call?.hangUp();
    await peer.request('BYE');
  });
});
