import { jest } from '@jest/globals';
import { MAX_OFFERS, OTHER_WAITS_MS } from './jssip/re-offer.ts';
import { cseqOf } from './sip/message.ts';
import { type AnsweredCall, answeredCall } from './testing/answered-call.ts';
import { answerTo, offer } from './testing/sip-peer.ts';
import { until } from './testing/until.ts';

const HOST = '127.0.0.1';
const NOT_NOW = { ok: false, failure: { reason: 'not-now' } };
const DONE = { ok: true, value: null };

describe('a hold of ours', () => {
  let on: AnsweredCall;
  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'performance', 'queueMicrotask'] });
    on = await answeredCall();
  });
  afterEach(async () => {
    jest.useRealTimers();
    await on.close();
  });

  const agree = (request: Parameters<typeof answerTo>[0]) =>
    on.say(
      answerTo(request, '200 OK', [`Contact: <sip:peer@${HOST}:${on.peer.port}>`], offer(HOST, 40_000, 'recvonly')),
    );

  it('is asked for again after a pause where it crosses an offer of theirs (RFC 3261 §14.1)', async () => {
    const held = on.call.hold();
    const first = await on.peer.request('INVITE');
    expect(first.body).toContain('a=sendonly');
    on.say(answerTo(first, '491 Request Pending'));
    await on.peer.request('ACK');
    jest.advanceTimersByTime(OTHER_WAITS_MS.to);
    const second = await on.peer.request('INVITE');
    expect(second.body).toContain('a=sendonly');
    expect(cseqOf(second)?.number).toBeGreaterThan(cseqOf(first)?.number ?? Infinity);
    agree(second);
    expect(await held).toEqual(DONE);
    await on.peer.request('ACK');
    expect(on.call.ending()).toBeNull();
  });

  it('is given up where it crosses again and again, and the call goes on', async () => {
    const held = on.call.hold();
    for (let offers = 1; offers <= MAX_OFFERS; offers += 1) {
      on.say(answerTo(await on.peer.request('INVITE'), '491 Request Pending'));
      await on.peer.request('ACK');
      jest.advanceTimersByTime(OTHER_WAITS_MS.to);
    }
    expect(await held).toEqual(NOT_NOW);
    expect(on.call.ending()).toBeNull();
  });

  it.each(['488 Not Acceptable Here', '500 Server Internal Error', '603 Decline'])(
    'changes nothing where the other end says %s, and can be asked for later',
    async (status) => {
      const held = on.call.hold();
      on.say(answerTo(await on.peer.request('INVITE'), status));
      await on.peer.request('ACK');
      expect(await held).toEqual(NOT_NOW);
      const again = on.call.hold();
      agree(await on.peer.request('INVITE'));
      expect(await again).toEqual(DONE);
      expect(on.call.ending()).toBeNull();
    },
  );

  it('refuses what they offer meanwhile (491), and does not obey it', async () => {
    const held = on.call.hold();
    const ours = await on.peer.request('INVITE');
    on.say(on.texts.within('INVITE', 3, on.ok, offer(HOST, 40_000, 'sendonly')));
    await on.peer.response(491);
    on.say(on.texts.within('ACK', 3, on.ok));
    agree(ours);
    expect(await held).toEqual(DONE);
    expect(on.events.map(({ type }) => type)).toEqual(['answered']);
    on.say(on.texts.within('INVITE', 4, on.ok, offer(HOST, 40_000, 'sendonly')));
    expect((await on.peer.response(200)).body).toContain('a=inactive');
    on.say(on.texts.within('ACK', 4, on.ok));
    await until(() => on.events.some(({ type }) => type === 'held'));
  });

  it('is ended by a resume that came before they agreed to it: the last word counts', async () => {
    const wishes = [on.call.hold(), on.call.resume(), on.call.hold(), on.call.resume()];
    for (const says of ['sendonly', 'sendrecv', 'sendonly', 'sendrecv']) {
      const offered = await on.peer.request('INVITE');
      expect(offered.body).toContain(`a=${says}`);
      agree(offered);
    }
    for (const wish of wishes) expect(await wish).toEqual(DONE);
  });

  it('is over with the call', async () => {
    const held = on.call.hold();
    await on.peer.request('INVITE');
    on.say(on.texts.within('BYE', 3, on.ok));
    expect(await held).toMatchObject({ ok: false, failure: { reason: 'over' } });
  });
});
