import { jest } from '@jest/globals';
import type { PhoneCall } from '@meets/meet-domain';
import { REFRESH_AGAIN_MS } from './jssip/session-timer.ts';
import { headerOf, type SipRequest } from './sip/message.ts';
import { type AnsweredCall, answeredCall } from './testing/answered-call.ts';
import { type OneLine, oneLine } from './testing/one-line.ts';
import { NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { answerTo, callTexts, offer, type SipPeer, sipPeer } from './testing/sip-peer.ts';
import { until } from './testing/until.ts';

const HOST = '127.0.0.1';
const EXPIRED = { by: 'network', cause: { reason: 'carrier-error', code: 408 } };

describe('session timers (RFC 4028)', () => {
  let on: AnsweredCall;
  const begin = async (...lines: string[]) => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'performance', 'queueMicrotask'] });
    on = await answeredCall(lines);
  };
  afterEach(async () => {
    jest.useRealTimers();
    await on.close();
  });

  it('end a call that the other end was to refresh and has not', async () => {
    await begin('Supported: timer', 'Session-Expires: 90;refresher=uac');
    expect(headerOf(on.ok, 'session-expires')).toBe('90;refresher=uac');
    expect(headerOf(on.ok, 'require')).toBe('timer');
    jest.advanceTimersByTime(59_000);
    on.say(
      on.texts
        .within('UPDATE', 3, on.ok)
        .replace('Max-', 'Supported: timer\r\nSession-Expires: 90;refresher=uac\r\nMax-'),
    );
    expect(headerOf(await on.peer.response(200), 'session-expires')).toBe('90;refresher=uac');
    jest.advanceTimersByTime(59_000);
    expect(on.call.ending()).toBeNull();
    jest.advanceTimersByTime(1_000);
    await on.peer.request('BYE');
    expect(on.call.ending()).toEqual(EXPIRED);
  });

  it('are kept by an UPDATE of ours, where the other end takes one', async () => {
    await begin('Allow: INVITE, UPDATE', 'Session-Expires: 90');
    expect(headerOf(on.ok, 'session-expires')).toBe('90;refresher=uas');
    for (let times = 0; times < 3; times += 1) {
      jest.advanceTimersByTime(45_000);
      const update = await on.peer.request('UPDATE');
      expect(update.body).toBe('');
      expect(headerOf(update, 'session-expires')).toBe('90;refresher=uac');
      on.say(
        answerTo(update, '200 OK', [
          'Session-Expires: 90;refresher=uac',
          `Contact: <sip:peer@${HOST}:${on.peer.port}>`,
        ]),
      );
      // Whoever answers this has taken in the 200 before it.
      on.say(on.texts.within('OPTIONS', 3 + times, on.ok));
      await on.peer.response(200);
    }
    expect(on.call.ending()).toBeNull();
  });

  it('are kept by a re-INVITE of ours where it does not; one that crosses something is tried again', async () => {
    await begin('Allow: INVITE, ACK, BYE', 'Session-Expires: 90');
    jest.advanceTimersByTime(45_000);
    on.say(answerTo(await on.peer.request('INVITE'), '503 Service Unavailable'));
    await on.peer.request('ACK');
    jest.advanceTimersByTime(REFRESH_AGAIN_MS);
    const again = await on.peer.request('INVITE');
    on.say(
      answerTo(
        again,
        '200 OK',
        [`Contact: <sip:peer@${HOST}:${on.peer.port}>`, 'Session-Expires: 90;refresher=uac'],
        offer(HOST, 40_000),
      ),
    );
    await on.peer.request('ACK');
    jest.advanceTimersByTime(44_000);
    expect(on.call.ending()).toBeNull();
    // Nobody confirms from here on.
    jest.advanceTimersByTime(20_000);
    await on.peer.request('BYE');
    expect(on.call.ending()).toEqual(EXPIRED);
  });

  it('are not agreed on where they are too short', async () => {
    const peer = await sipPeer(HOST);
    const { line, port, arrived } = await oneLine();
    const { invite } = callTexts(peer, HOST, NEAR_NUMBER);
    peer.send(invite.replace('Max-', 'Supported: timer\r\nSession-Expires: 60\r\nMax-'), port);
    expect(headerOf(await peer.response(422), 'min-se')).toBe('90');
    expect(arrived).toEqual([]);
    peer.close();
    await line.close();
    await begin();
    await until(() => on.events.length > 0);
  });
});

describe('a call of ours to whom its session would be too short', () => {
  let peer: SipPeer;
  let under: OneLine;
  let call: PhoneCall;
  beforeEach(async () => {
    peer = await sipPeer(HOST);
    const to = { transport: 'udp', host: HOST, port: peer.port } as const;
    under = await oneLine({ trunk: { to, credentials: { user: 'meets', password: 'secret' } } });
    const dialled = await under.line.dial({ from: NEAR_NUMBER, to: '01087654321', ringTimeoutMs: 60_000 });
    if (!dialled.ok) throw new Error(dialled.failure.reason);
    call = dialled.value;
  });
  afterEach(async () => {
    peer.close();
    await under.line.close();
  });

  const refuse = async (status: string, ...more: string[]): Promise<SipRequest> => {
    const invite = await peer.request('INVITE');
    peer.send(answerTo(invite, status, more), under.port);
    await peer.request('ACK');
    return invite;
  };
  const CHALLENGE = 'WWW-Authenticate: Digest realm="carrier", nonce="1", algorithm=SHA-256, qop="auth"';
  const TOO_SMALL = '422 Session Interval Too Small';

  it('is made again for the one that the other end names (RFC 4028 §7.4)', async () => {
    const first = await refuse(TOO_SMALL, 'Min-SE: 3600');
    expect(headerOf(first, 'session-expires')).toBe('1800');
    const again = await refuse('486 Busy Here');
    expect(headerOf(again, 'session-expires')).toBe('3600');
    expect(headerOf(again, 'min-se')).toBe('3600');
    expect(headerOf(again, 'cseq')).toBe(`${Number.parseInt(headerOf(first, 'cseq') ?? '') + 1} INVITE`);
    expect(headerOf(again, 'authorization')).toBeNull();
    await until(() => call.ending() !== null);
    expect(call.ending()).toEqual({ by: 'them', cause: { reason: 'busy' } });
  });

  it.each([
    ['before it', [TOO_SMALL, 'Min-SE: 3600'], ['401 Unauthorized', CHALLENGE]],
    ['after it', ['401 Unauthorized', CHALLENGE], [TOO_SMALL, 'Min-SE: 3600']],
  ])('proves who it is where it is asked to, %s, too', async (_, [first = '', ...with1], [second = '', ...with2]) => {
    await refuse(first, ...with1);
    await refuse(second, ...with2);
    const last = await refuse('486 Busy Here');
    expect(headerOf(last, 'session-expires')).toBe('3600');
    expect(headerOf(last, 'authorization')).toContain('realm="carrier"');
  });

  it.each(['', 'Min-SE: 90', 'Min-SE: 99999999', 'Min-SE: soon'])(
    'is over where it names none that could be: %s',
    async (minSe) => {
      await refuse(TOO_SMALL, ...(minSe ? [minSe] : []));
      await until(() => call.ending() !== null);
      expect(call.ending()).toEqual({ by: 'network', cause: { reason: 'carrier-error', code: 422 } });
    },
  );
});
