import { jest } from '@jest/globals';
import type { CallNote } from './index.ts';
import { headerOf, headersOf, listOf } from './sip/message.ts';
import { authorize, chooseChallenge } from './sip/digest.ts';
import { TRANSACTION_MS } from './sip/timers.ts';
import { parseVia } from './sip/via.ts';
import { type OneLine, oneLine, type OneLineOptions } from './testing/one-line.ts';
import { NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { callTexts, offer, type SipPeer, sipPeer } from './testing/sip-peer.ts';
import { until } from './testing/until.ts';

const HOST = '127.0.0.1';

describe('SIP on the wire', () => {
  let peer: SipPeer;
  let under: OneLine;
  const open = async (options: OneLineOptions = {}) => {
    peer = await sipPeer(options.host ?? HOST);
    under = await oneLine(options);
  };
  const call = (body?: string) => callTexts(peer, HOST, NEAR_NUMBER, body);
  const say = (text: string) => peer.send(text, under.port);
  afterEach(async () => {
    jest.useRealTimers();
    peer.close();
    await under.line.close();
  });

  it('says 100 at once and nothing more until it is told to ring', async () => {
    await open();
    const { invite } = call();
    say(invite);
    await peer.response(100);
    await until(() => under.arrived.length === 1);
    expect(peer.heard).toHaveLength(1);
    under.arrived[0]?.call.ring();
    const ringing = await peer.response(180);
    expect(parseVia(listOf(ringing, 'via')[0] ?? '')?.params.get('rport')).toBe(String(peer.port));
    expect(parseVia(listOf(ringing, 'via')[0] ?? '')?.params.get('received')).toBe(HOST);
    expect(headerOf(ringing, 'contact')).toMatch(new RegExp(`^<sip:[0-9a-f]{24}@127.0.0.1:${under.port}>$`));
  });

  it('answers with a description of plain RTP on a port of its own, and takes the BYE', async () => {
    await open({ take: (each) => void each.answer() });
    const texts = call();
    say(texts.invite);
    const ok = await peer.response(200);
    expect(ok.body).toMatch(/m=audio \d+ RTP\/AVP 0 101\r\n/);
    say(texts.within('ACK', 1, ok));
    say(texts.within('BYE', 2, ok));
    await peer.response(200);
    expect(under.arrived[0]?.events.map(({ type }) => type)).toEqual(['answered', 'ended']);
  });

  it('serves a repeated INVITE once, and repeats what it said last', async () => {
    await open();
    const { invite } = call();
    say(invite);
    say(invite);
    say(invite);
    await peer.response(100);
    await peer.response(100);
    await peer.response(100);
    expect(under.arrived).toHaveLength(1);
  });

  it('refuses the same call that came another way, too', async () => {
    await open();
    const { invite, branch } = call();
    say(invite);
    say(invite.replace(branch, `${branch}-other`));
    await peer.response(482);
    expect(under.arrived).toHaveLength(1);
  });

  it('repeats a refusal at .5, 1.5, 3.5, 7.5 s and then every 4 s until it is acknowledged', async () => {
    await open();
    const began = Date.now();
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'performance', 'queueMicrotask'], now: began });
    const texts = call();
    say(texts.invite);
    await peer.response(100);
    await until(() => under.arrived.length === 1);
    under.arrived[0]?.call.decline('busy');
    const busy = await peer.response(486);
    for (const [afterMs, total] of [
      [500, 1],
      [1_000, 2],
      [2_000, 3],
      [4_000, 4],
      [4_000, 5],
      [4_000, 6],
    ] as const) {
      jest.advanceTimersByTime(afterMs - 1);
      jest.advanceTimersByTime(1);
      await peer.response(486);
      expect(peer.heard.filter((text) => text.startsWith('SIP/2.0 486'))).toHaveLength(total + 1);
    }
    say(texts.ackOf(busy));
    // Whoever answers this one has taken in the ACK before it.
    say(call().invite);
    await peer.response(100);
    const heard = peer.heard.length;
    jest.advanceTimersByTime(10_000);
    say(call().invite);
    await peer.response(100);
    expect(peer.heard.slice(heard).filter((text) => text.startsWith('SIP/2.0 486'))).toEqual([]);
  });

  it('repeats a 200 until its ACK, and gives up with a BYE after 32 s', async () => {
    await open({ take: (each) => void each.answer() });
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'performance', 'queueMicrotask'] });
    say(call().invite);
    await peer.response(200);
    jest.advanceTimersByTime(500);
    await peer.response(200);
    jest.advanceTimersByTime(1_000);
    await peer.response(200);
    jest.advanceTimersByTime(TRANSACTION_MS);
    await peer.request('BYE');
    expect(under.arrived[0]?.call.ending()).toEqual({ by: 'network', cause: { reason: 'carrier-error', code: 408 } });
  });

  it('forgets calls that are over, and their messages', async () => {
    await open();
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'performance', 'queueMicrotask'] });
    const texts = call();
    say(texts.invite);
    await until(() => under.arrived.length === 1);
    under.arrived[0]?.call.decline('rejected');
    say(texts.ackOf(await peer.response(603)));
    expect(under.line.sizes()).toMatchObject({ calls: 0, members: 1 });
    jest.advanceTimersByTime(40_000);
    expect(under.line.sizes()).toEqual({ calls: 0, members: 0, transactions: 0 });
  });

  it('asks again for an answer to its own INVITE, and for the BYE’s', async () => {
    peer = await sipPeer(HOST);
    under = await oneLine({ trunk: { to: { transport: 'udp', host: HOST, port: peer.port } } });
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'performance', 'queueMicrotask'] });
    const dialled = await under.line.dial({ from: NEAR_NUMBER, to: '01087654321', ringTimeoutMs: 60_000 });
    const first = await peer.request('INVITE');
    jest.advanceTimersByTime(500);
    const second = await peer.request('INVITE');
    expect(second).toEqual(first);
    expect(dialled.ok && dialled.value.ending()).toBeNull();
    jest.advanceTimersByTime(TRANSACTION_MS);
    expect(dialled.ok && dialled.value.ending()).toEqual({ by: 'network', cause: { reason: 'unreachable' } });
  });

  it('proves who it is with the best digest that it is asked for, and acknowledges the challenge', async () => {
    peer = await sipPeer(HOST);
    const credentials = { user: 'meets', password: 'secret' };
    under = await oneLine({ trunk: { to: { transport: 'udp', host: HOST, port: peer.port }, credentials } });
    await under.line.dial({ from: NEAR_NUMBER, to: '01087654321', ringTimeoutMs: 60_000 });
    const invite = await peer.request('INVITE');
    const copied = ['via', 'from', 'call-id', 'cseq'].map((name) => `${name}: ${headerOf(invite, name)}`);
    const challenges = ['realm="r", nonce="n", algorithm=SHA-256, qop="auth"', 'realm="r", nonce="n", algorithm=MD5'];
    const lines = [
      ...copied,
      `to: ${headerOf(invite, 'to')};tag=x`,
      ...challenges.map((each) => `WWW-Authenticate: Digest ${each}`),
    ];
    say(['SIP/2.0 401 Unauthorized', ...lines, 'Content-Length: 0', '', ''].join('\r\n'));
    await peer.request('ACK');
    const proven = await peer.request('INVITE');
    expect(headerOf(proven, 'authorization')).toMatch(
      /^Digest username="meets", realm="r", nonce="n", .*algorithm=SHA-256, qop=auth, nc=00000001/,
    );
    expect(headerOf(proven, 'cseq')).not.toBe(headerOf(invite, 'cseq'));
  });

  it('asks a trunk for a digest where it has to prove itself', async () => {
    const demands = { user: 'carrier', password: 'secret', realm: 'meets' };
    await open({ trunk: { demands } });
    const texts = call();
    say(texts.invite);
    const challenged = await peer.response(401);
    say(texts.ackOf(challenged));
    const challenge = chooseChallenge(headersOf(challenged, 'www-authenticate'));
    if (!challenge) throw new Error('no challenge');
    const uri = `sip:${NEAR_NUMBER}@${HOST}`;
    const again = (password: string) => {
      const value = authorize(challenge, { user: 'carrier', password }, { method: 'INVITE', uri, times: 1 });
      return call().invite.replace('Max-Forwards', `Authorization: ${value}\r\nMax-Forwards`);
    };
    say(again('guess'));
    await peer.response(401);
    expect(under.arrived).toEqual([]);
    say(again('secret'));
    await peer.response(100);
    expect(under.arrived).toHaveLength(1);
  });

  it.each([
    ['an unknown number', (text: string) => text.replaceAll(NEAR_NUMBER, '07099999999'), 404],
    [
      'what it cannot be talked over',
      () => call(offer(HOST, 40_000).replace('RTP/AVP 0 101', 'RTP/AVP 18')).invite,
      488,
    ],
    ['a body of another kind', (text: string) => text.replace('application/sdp', 'text/plain'), 415],
    [
      'an extension that is required',
      (text: string) => text.replace('Max-Forwards', 'Require: 100rel\r\nMax-Forwards'),
      420,
    ],
    ['another version', (text: string) => text.replace('SIP/2.0\r\n', 'SIP/7.0\r\n'), 505],
    ['no branch', (text: string) => text.replace(/;branch=[^\r]*/, ''), 400],
    ['a branch of before RFC 3261', (text: string) => text.replace('z9hG4bK', ''), 400],
    ['another scheme', (text: string) => text.replace(`sip:${NEAR_NUMBER}@`, 'xyz:a@'), 416],
    ['no hops left', (text: string) => text.replace('Max-Forwards: 70', 'Max-Forwards: 0'), 483],
    ['a method that nobody knows', (text: string) => text.replaceAll('INVITE', 'NEWMETHOD'), 501],
    ['a method that is not for it', (text: string) => text.replaceAll('INVITE', 'REGISTER'), 405],
    ['a call that there is not', (text: string) => text.replace(/To: [^\r]*/, '$&;tag=unknown'), 481],
  ])('refuses %s before anybody rings', async (_, change, status) => {
    await open();
    say(change(call().invite));
    const response = await peer.response(status);
    expect(headerOf(response, 'call-id')).not.toBeNull();
    expect(under.arrived).toEqual([]);
    if (status === 420) expect(headerOf(response, 'unsupported')).toBe('100rel');
  });

  it('lets nobody in whose address is no trunk’s, and more than there is room for neither', async () => {
    await open({ trunk: { from: ['192.0.2.0/24'] } });
    say(call().invite);
    await peer.response(403);
    expect(under.line.sizes()).toEqual({ calls: 0, members: 0, transactions: 0 });
    await under.line.close();
    under = await oneLine({ maxCalls: 1 });
    say(call().invite);
    await peer.response(100);
    say(call().invite);
    await peer.response(503);
    expect(under.arrived).toHaveLength(1);
  });

  it('answers a hold of theirs with recvonly, refuses what it cannot go on with, and the call goes on', async () => {
    await open({ take: (each) => void each.answer() });
    const texts = call();
    say(texts.invite);
    const ok = await peer.response(200);
    say(texts.within('ACK', 1, ok));
    say(texts.within('INVITE', 2, ok, offer(HOST, 40_000, 'sendonly')));
    const held = await peer.response(200);
    expect(held.body).toContain('a=recvonly');
    say(texts.within('ACK', 2, ok));
    await until(() => under.arrived[0]?.events.some(({ type }) => type === 'held') ?? false);
    say(texts.within('INVITE', 3, ok, offer(HOST, 40_000).replace('RTP/AVP 0 101', 'RTP/AVP 18')));
    await peer.response(488);
    say(texts.within('ACK', 3, ok));
    say(texts.within('INVITE', 4, ok, offer(HOST, 40_000)));
    expect((await peer.response(200)).body).toContain('a=sendrecv');
    say(texts.within('ACK', 4, ok));
    await until(() => under.arrived[0]?.events.some(({ type }) => type === 'resumed') ?? false);
    say(texts.within('OPTIONS', 5, ok));
    expect(headerOf(await peer.response(200), 'allow')).toContain('INVITE');
    expect(under.arrived[0]?.call.ending()).toBeNull();
  });

  it('takes a call whose offer is left to us, with the answer in the ACK', async () => {
    await open({ take: (each) => void each.answer() });
    const texts = call('');
    say(texts.invite);
    const ok = await peer.response(200);
    expect(ok.body).toMatch(/m=audio \d+ RTP\/AVP 0 8 101/);
    say(texts.within('ACK', 1, ok, offer(HOST, 40_000)));
    say(texts.within('OPTIONS', 2, ok));
    await peer.response(200);
    expect(under.arrived[0]?.call.ending()).toBeNull();
  });

  it('knows who calls by what the carrier asserts, and not at all who withholds it', async () => {
    await open();
    const with_ = (line: string) => call().invite.replace('Max-Forwards', `${line}\r\nMax-Forwards`);
    say(with_('P-Asserted-Identity: <tel:+82-2-123-4567>'));
    say(with_('Privacy: id'));
    say(call().invite.replaceAll('01087654321@', 'anonymous@'));
    await until(() => under.arrived.length === 3);
    expect(under.arrived.map(({ call: { from } }) => from)).toEqual(['+8221234567', null, null]);
  });

  it('takes no new call in the name of another', async () => {
    await open();
    say(call().invite);
    await until(() => under.arrived.length === 1);
    const contact = `sip:${under.arrived[0]?.call.callId}@`;
    say(call().invite.replace(`INVITE sip:${NEAR_NUMBER}@`, `INVITE ${contact}`));
    await peer.response(404);
    expect(under.line.sizes().calls).toBe(1);
  });

  it('notes what happens to a call, and counts it, without numbers and digits', async () => {
    const notes: CallNote[] = [];
    await open({ note: (note) => notes.push(note) });
    const texts = call();
    say(texts.invite);
    say(texts.invite);
    await until(() => under.arrived.length === 1);
    under.arrived[0]?.call.decline('busy');
    say(texts.ackOf(await peer.response(486)));
    expect(notes.map(({ what }) => what)).toEqual(['begun', 'ended']);
    expect(notes[1]).toEqual({
      callId: under.arrived[0]?.call.callId,
      sipCallId: texts.callId,
      ...{ trunkId: 'peer', direction: 'in', what: 'ended' },
      ending: { by: 'us', cause: { reason: 'busy' } },
    });
    expect(JSON.stringify(notes)).not.toMatch(/01087654321|07012345678/);
    await until(() => under.line.counts().repetitions.received === 1);
    expect(under.line.counts()).toMatchObject({ in: 1, out: 0, endings: { busy: 1 } });
  });

  it('says why it ends a call, in the telephone network’s words', async () => {
    await open();
    say(call().invite);
    await until(() => under.arrived.length === 1);
    under.arrived[0]?.call.decline('busy');
    expect(headerOf(await peer.response(486), 'reason')).toBe('Q.850;cause=17');
    const texts = call();
    say(texts.invite);
    await until(() => under.arrived.length === 2);
    void under.arrived[1]?.call.answer();
    const ok = await peer.response(200);
    say(texts.within('ACK', 1, ok));
    under.arrived[1]?.call.hangUp();
    expect(headerOf(await peer.request('BYE'), 'reason')).toBe('Q.850;cause=16');
  });

  it('hears digits that come by INFO', async () => {
    await open({ take: (each) => void each.answer() });
    const texts = call();
    say(texts.invite);
    const ok = await peer.response(200);
    say(texts.within('ACK', 1, ok));
    const digit = texts.within('INFO', 2, ok, 'Signal=5\r\nDuration=160');
    say(digit.replace('application/sdp', 'application/dtmf-relay'));
    await peer.response(200);
    expect(under.arrived[0]?.events).toContainEqual({ type: 'digit', digit: '5' });
  });
});
