import { jest } from '@jest/globals';
import { TRANSFER_MS } from './jssip/transfer.ts';
import { cseqOf, headerOf, type SipRequest } from './sip/message.ts';
import { TRANSACTION_MS } from './sip/timers.ts';
import { type AnsweredCall, answeredCall } from './testing/answered-call.ts';
import { NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { answerTo, callTexts } from './testing/sip-peer.ts';

const HOST = '127.0.0.1';
const NUMBER = '0212345678';
const DONE = { ok: true, value: null };
const NOT_NOW = { ok: false, failure: { reason: 'not-now' } };
const refusedBy = (cause: object) => ({ ok: false, failure: { reason: 'transfer-refused', cause } });

describe('a transfer (REFER)', () => {
  let on: AnsweredCall;
  let cseq = 2;
  beforeEach(async () => {
    cseq = 2;
    on = await answeredCall([], { trunk: { credentials: { user: 'meets', password: 'secret' } } });
  });
  afterEach(async () => {
    jest.useRealTimers();
    await on.close();
  });

  const withFakeTimers = () =>
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'performance', 'queueMicrotask'] });
  const notify = (fragment: string, event = 'refer', state = 'active') => {
    const text = on.texts
      .within('NOTIFY', (cseq += 1), on.ok, fragment)
      .replace('application/sdp', 'message/sipfrag;version=2.0');
    on.say(text.replace('Max-', `Event: ${event}\r\nSubscription-State: ${state}\r\nMax-`));
  };
  const agree = (refer: SipRequest, status = '202 Accepted') =>
    on.say(answerTo(refer, status, [`Contact: <sip:peer@${HOST}:${on.peer.port}>`]));
  const accept = async (): Promise<SipRequest> => {
    const refer = await on.peer.request('REFER');
    agree(refer);
    return refer;
  };
  const idOf = (refer: SipRequest) => `refer;id=${cseqOf(refer)?.number}`;

  it('to a number is over once the two speak, and so is our part in it', async () => {
    const given = on.call.transfer(NUMBER);
    const refer = await accept();
    expect(headerOf(refer, 'refer-to')).toBe(`<sip:${NUMBER}@${HOST}:${on.peer.port}>`);
    expect(headerOf(refer, 'referred-by')).toBe(`<sip:${NEAR_NUMBER}@${HOST}>`);
    for (const progress of ['100 Trying', '180 Ringing', '183 Session Progress']) {
      notify(`SIP/2.0 ${progress}`);
      await on.peer.response(200);
      expect(on.call.ending()).toBeNull();
    }
    notify('SIP/2.0 200 OK', 'refer', 'terminated;reason=noresource');
    await on.peer.response(200);
    expect(await given).toEqual(DONE);
    expect(headerOf(await on.peer.request('BYE'), 'reason')).toBe('Q.850;cause=16');
    expect(on.call.ending()).toEqual({ by: 'us', cause: { reason: 'completed' } });
  });

  it.each(['200 OK', '202 Accepted'])('may be told of before it is agreed to by %s', async (status) => {
    const given = on.call.transfer(NUMBER);
    const refer = await on.peer.request('REFER');
    notify('SIP/2.0 100 Trying');
    await on.peer.response(200);
    agree(refer, status);
    notify('SIP/2.0 200 OK');
    expect(await given).toEqual(DONE);
  });

  it('proves who we are where it is asked to', async () => {
    const given = on.call.transfer(NUMBER);
    const first = await on.peer.request('REFER');
    const challenge = 'Proxy-Authenticate: Digest realm="carrier", nonce="1", algorithm=SHA-256, qop="auth"';
    on.say(answerTo(first, '407 Proxy Authentication Required', [challenge]));
    const proven = await accept();
    expect(headerOf(proven, 'proxy-authorization')).toContain('username="meets"');
    expect(headerOf(proven, 'refer-to')).toBe(headerOf(first, 'refer-to'));
    notify('SIP/2.0 200 OK', idOf(proven));
    expect(await given).toEqual(DONE);
  });

  it.each([
    ['403 Forbidden', { reason: 'carrier-error', code: 403 }],
    ['405 Method Not Allowed', { reason: 'carrier-error', code: 405 }],
    ['408 Request Timeout', { reason: 'no-answer' }],
    ['481 Call/Transaction Does Not Exist', { reason: 'carrier-error', code: 481 }],
    ['500 Server Internal Error', { reason: 'carrier-error', code: 500 }],
    ['603 Decline', { reason: 'rejected' }],
  ])('that the other end refuses by %s changes nothing', async (status, cause) => {
    const given = on.call.transfer(NUMBER);
    on.say(answerTo(await on.peer.request('REFER'), status));
    expect(await given).toEqual(refusedBy(cause));
    expect(on.call.ending()).toBeNull();
  });

  it.each([
    ['404 Not Found', { reason: 'unreachable' }],
    ['480 Temporarily Unavailable', { reason: 'unreachable' }],
    ['486 Busy Here', { reason: 'busy' }],
    ['487 Request Terminated', { reason: 'cancelled' }],
    ['503 Service Unavailable', { reason: 'carrier-error', code: 503 }],
    ['603 Decline', { reason: 'rejected' }],
  ])('to somebody of whom it tells %s changes nothing, and another can be tried', async (status, cause) => {
    const given = on.call.transfer(NUMBER);
    expect(await on.call.transfer(NUMBER)).toEqual(NOT_NOW);
    notify(`SIP/2.0 ${status}`, idOf(await accept()), 'terminated;reason=noresource');
    expect(await given).toEqual(refusedBy(cause));
    const again = on.call.transfer('0311111111');
    expect(headerOf(await accept(), 'refer-to')).toContain('0311111111');
    notify('SIP/2.0 200 OK');
    expect(await again).toEqual(DONE);
  });

  const second = async () => {
    const texts = callTexts(on.peer, HOST, NEAR_NUMBER);
    on.say(texts.invite);
    const ok = await on.peer.response(200);
    on.say(texts.within('ACK', 1, ok));
    const other = on.under.arrived[1]?.call;
    if (!other) throw new Error('no second call');
    return { texts, ok, other };
  };

  it('to another call of ours names that call, so that its other end takes the new one for it', async () => {
    const { texts, ok, other } = await second();
    const given = on.call.transfer(other);
    const referTo = headerOf(await accept(), 'refer-to') ?? '';
    const [, uri = '', replaces = ''] = /^<([^?]*)\?Replaces=([^>]*)>$/.exec(referTo) ?? [];
    expect(uri).toBe(`sip:peer@${HOST}:${on.peer.port}`);
    const ours = /tag=(.*)$/.exec(headerOf(ok, 'to') ?? '')?.[1];
    expect(decodeURIComponent(replaces)).toBe(`${texts.callId};to-tag=peer;from-tag=${ours}`);
    notify('SIP/2.0 200 OK');
    expect(await given).toEqual(DONE);
    on.say(texts.within('BYE', 2, ok));
    await on.peer.response(200);
  });

  it('to another call of ours that is over, or not answered yet, is none', async () => {
    const { texts, ok, other } = await second();
    on.say(texts.within('BYE', 2, ok));
    await on.peer.response(200);
    expect(await on.call.transfer(other)).toEqual(NOT_NOW);
    expect(on.peer.heard.filter((text) => text.startsWith('REFER'))).toEqual([]);
  });

  it('of which nobody tells anything is given up after a while, and the call goes on; so does the next', async () => {
    withFakeTimers();
    const given = on.call.transfer(NUMBER);
    const first = await accept();
    // Whoever answers this has taken in the 202 before it.
    on.say(on.texts.within('OPTIONS', (cseq += 1), on.ok));
    await on.peer.response(200);
    jest.advanceTimersByTime(TRANSFER_MS);
    expect(await given).toEqual(refusedBy({ reason: 'no-answer' }));
    expect(on.call.ending()).toBeNull();
    const again = on.call.transfer(NUMBER);
    await accept();
    notify('SIP/2.0 200 OK', idOf(first));
    await on.peer.response(481);
    notify('SIP/2.0 100 Trying');
    await on.peer.response(200);
    notify('SIP/2.0 200 OK');
    expect(await again).toEqual(DONE);
  });

  it('that nobody answers is given up, too', async () => {
    withFakeTimers();
    const given = on.call.transfer(NUMBER);
    await on.peer.request('REFER');
    jest.advanceTimersByTime(TRANSACTION_MS);
    expect(await given).toEqual(refusedBy({ reason: 'no-answer' }));
    expect(on.call.ending()).toBeNull();
  });

  it('of which nothing more will be told, and no end was, has none', async () => {
    const given = on.call.transfer(NUMBER);
    await accept();
    notify('SIP/2.0 180 Ringing', 'refer', 'terminated;reason=giveup');
    await on.peer.response(200);
    expect(await given).toEqual(refusedBy({ reason: 'no-answer' }));
    expect(on.call.ending()).toBeNull();
  });

  it('is over with the call, where the other end hangs up before it has told', async () => {
    const given = on.call.transfer(NUMBER);
    await accept();
    on.say(on.texts.within('BYE', (cseq += 1), on.ok));
    const ending = { by: 'them', cause: { reason: 'completed' } };
    expect(await given).toEqual({ ok: false, failure: { reason: 'over', ending } });
    notify('SIP/2.0 200 OK');
    await on.peer.response(481);
  });

  it.each([
    ['nobody has asked for', 'refer', 'SIP/2.0 200 OK', 481],
    ['is of something else', 'presence', 'SIP/2.0 200 OK', 489],
  ])('is not changed by news that %s', async (_, event, fragment, status) => {
    notify(fragment, event);
    await on.peer.response(status);
    expect(on.call.ending()).toBeNull();
  });

  it('is not changed by news that is none, and by none of another one', async () => {
    const given = on.call.transfer(NUMBER);
    const refer = await accept();
    notify('good news');
    await on.peer.response(400);
    notify('SIP/2.0 200 OK', 'refer;id=77');
    await on.peer.response(481);
    expect(on.call.ending()).toBeNull();
    notify('SIP/2.0 200 OK', idOf(refer));
    expect(await given).toEqual(DONE);
  });

  it('by the other end is refused: who calls us does not decide whom we call', async () => {
    on.say(on.texts.within('REFER', 3, on.ok).replace('Max-', `Refer-To: <sip:${NUMBER}@${HOST}>\r\nMax-`));
    expect(headerOf(await on.peer.response(405), 'allow')).not.toContain('REFER');
    expect(on.call.ending()).toBeNull();
  });

  it('in the other end’s words (Replaces) is a call like any other, and none where it is insisted on', async () => {
    const line = `Replaces: ${on.texts.callId};to-tag=a;from-tag=b`;
    on.say(callTexts(on.peer, HOST, NEAR_NUMBER).invite.replace('Max-', `${line}\r\nRequire: replaces\r\nMax-`));
    expect(headerOf(await on.peer.response(420), 'unsupported')).toBe('replaces');
    expect(on.under.arrived).toHaveLength(1);
    on.say(callTexts(on.peer, HOST, NEAR_NUMBER).invite.replace('Max-', `${line}\r\nMax-`));
    await on.peer.response(200);
    expect(on.under.arrived).toHaveLength(2);
    expect(on.call.ending()).toBeNull();
  });
});
