import { jest } from '@jest/globals';
import { TRANSFER_MS } from './jssip/transfer.ts';
import { headerOf } from './sip/message.ts';
import { type AnsweredCall, answeredCall } from './testing/answered-call.ts';
import { NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { answerTo, callTexts } from './testing/sip-peer.ts';

const HOST = '127.0.0.1';
const NUMBER = '0212345678';
const DONE = { ok: true, value: null };
const refusedBy = (cause: object) => ({ ok: false, failure: { reason: 'transfer-refused', cause } });

describe('a transfer (REFER)', () => {
  let on: AnsweredCall;
  let cseq = 2;
  beforeEach(async () => {
    cseq = 2;
    on = await answeredCall();
  });
  afterEach(async () => {
    jest.useRealTimers();
    await on.close();
  });

  const notify = (fragment: string, event = 'refer') => {
    const text = on.texts
      .within('NOTIFY', (cseq += 1), on.ok, fragment)
      .replace('application/sdp', 'message/sipfrag;version=2.0');
    on.say(text.replace('Max-', `Event: ${event}\r\nSubscription-State: active\r\nMax-`));
  };
  const accept = async () => {
    const refer = await on.peer.request('REFER');
    on.say(answerTo(refer, '202 Accepted', [`Contact: <sip:peer@${HOST}:${on.peer.port}>`]));
    return refer;
  };

  it('to a number is over once the two speak, and so is our part in it', async () => {
    const given = on.call.transfer(NUMBER);
    const refer = await accept();
    expect(headerOf(refer, 'refer-to')).toBe(`<sip:${NUMBER}@${HOST}:${on.peer.port}>`);
    expect(headerOf(refer, 'referred-by')).toBe(`<sip:${NEAR_NUMBER}@${HOST}>`);
    notify('SIP/2.0 100 Trying');
    await on.peer.response(200);
    expect(on.call.ending()).toBeNull();
    notify('SIP/2.0 200 OK');
    await on.peer.response(200);
    expect(await given).toEqual(DONE);
    await on.peer.request('BYE');
    expect(on.call.ending()).toEqual({ by: 'us', cause: { reason: 'completed' } });
  });

  it('that the other end refuses changes nothing', async () => {
    const given = on.call.transfer(NUMBER);
    on.say(answerTo(await on.peer.request('REFER'), '603 Decline'));
    expect(await given).toEqual(refusedBy({ reason: 'rejected' }));
    expect(on.call.ending()).toBeNull();
  });

  it('to somebody who is busy changes nothing, and another can be tried', async () => {
    const given = on.call.transfer(NUMBER);
    expect(await on.call.transfer(NUMBER)).toEqual({ ok: false, failure: { reason: 'not-now' } });
    await accept();
    notify('SIP/2.0 486 Busy Here', 'refer;id=3');
    expect(await given).toEqual(refusedBy({ reason: 'busy' }));
    const again = on.call.transfer('0311111111');
    expect(headerOf(await accept(), 'refer-to')).toContain('0311111111');
    notify('SIP/2.0 200 OK');
    expect(await again).toEqual(DONE);
  });

  it('to another call of ours names that call, so that its other end takes the new one for it', async () => {
    const texts = callTexts(on.peer, HOST, NEAR_NUMBER);
    on.say(texts.invite);
    const ok = await on.peer.response(200);
    on.say(texts.within('ACK', 1, ok));
    const other = on.under.arrived[1]?.call;
    if (!other) throw new Error('no second call');
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

  it('of which nobody tells anything is given up after a while, and the call goes on', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'performance', 'queueMicrotask'] });
    const given = on.call.transfer(NUMBER);
    await accept();
    notify('SIP/2.0 100 Trying');
    await on.peer.response(200);
    jest.advanceTimersByTime(TRANSFER_MS);
    expect(await given).toEqual(refusedBy({ reason: 'no-answer' }));
    expect(on.call.ending()).toBeNull();
  });

  it.each([
    ['nobody has asked for', 'refer', 'SIP/2.0 200 OK', 481],
    ['is of something else', 'presence', 'SIP/2.0 200 OK', 489],
  ])('is not changed by news that %s', async (_, event, fragment, status) => {
    notify(fragment, event);
    await on.peer.response(status);
    expect(on.call.ending()).toBeNull();
  });

  it('is not changed by news that is none', async () => {
    void on.call.transfer(NUMBER);
    await accept();
    notify('good news');
    await on.peer.response(400);
    expect(on.call.ending()).toBeNull();
  });

  it('by the other end is refused: who calls us does not decide whom we call', async () => {
    on.say(on.texts.within('REFER', 3, on.ok).replace('Max-', `Refer-To: <sip:${NUMBER}@${HOST}>\r\nMax-`));
    expect(headerOf(await on.peer.response(405), 'allow')).not.toContain('REFER');
    expect(on.call.ending()).toBeNull();
  });
});
