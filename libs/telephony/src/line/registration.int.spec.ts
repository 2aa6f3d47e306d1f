import { jest } from '@jest/globals';
import { REGISTER_AGAIN_MS } from './registration.ts';
import { headerOf, type SipMessage } from '../sip/message.ts';
import { type OneLine, oneLine } from '../testing/one-line.ts';
import { NEAR_NUMBER } from '../testing/pair-of-lines.ts';
import { callTexts, type SipPeer, sipPeer } from '../testing/sip-peer.ts';
import { until } from '../testing/until.ts';

const HOST = '127.0.0.1';
const order = { from: NEAR_NUMBER, to: '01087654321', ringTimeoutMs: 60_000 };

describe('a trunk that has to be registered with', () => {
  let registrar: SipPeer;
  let under: OneLine;
  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'performance', 'queueMicrotask'] });
    registrar = await sipPeer(HOST);
    const to = { transport: 'udp', host: HOST, port: registrar.port } as const;
    const credentials = { user: 'meets', password: 'secret' };
    under = await oneLine({ trunk: { to, credentials, register: { user: 'account' } } });
  });
  afterEach(async () => {
    jest.useRealTimers();
    await under.line.close();
    registrar.close();
  });

  const reply = (request: SipMessage, status: string, ...more: string[]) => {
    const copied = ['via', 'from', 'to', 'call-id', 'cseq'].map((name) => `${name}: ${headerOf(request, name)}`);
    registrar.send([`SIP/2.0 ${status}`, ...copied, ...more, 'Content-Length: 0', '', ''].join('\r\n'), under.port);
  };
  const grant = (request: SipMessage, seconds: number) =>
    reply(request, '200 OK', `Contact: ${headerOf(request, 'contact')};expires=${seconds}`);
  const registered = () => until(() => under.line.status().state === 'available');

  it('is told where we are, by whom it asks for, and again before it forgets', async () => {
    const first = await registrar.request('REGISTER');
    expect(headerOf(first, 'contact')).toBe(`<sip:account@${HOST}:${under.port}>`);
    expect(headerOf(first, 'expires')).toBe('600');
    expect(under.line.status()).toEqual({ state: 'waiting', why: 'peer: not registered yet' });
    expect(await under.line.dial(order)).toMatchObject({ ok: false, failure: { reason: 'unavailable' } });
    reply(first, '401 Unauthorized', 'WWW-Authenticate: Digest realm="r", nonce="n", algorithm=SHA-256, qop="auth"');
    const proven = await registrar.request('REGISTER');
    expect(headerOf(proven, 'authorization')).toContain('username="meets"');
    expect(headerOf(proven, 'call-id')).toBe(headerOf(first, 'call-id'));
    grant(proven, 60);
    await registered();
    jest.advanceTimersByTime(48_000);
    grant(await registrar.request('REGISTER'), 60);
    expect(under.line.status()).toEqual({ state: 'available', calls: 0 });
  });

  it('brings calls to who registered; the number is in To', async () => {
    grant(await registrar.request('REGISTER'), 600);
    await registered();
    const { invite } = callTexts(registrar, HOST, NEAR_NUMBER);
    registrar.send(invite.replace(`INVITE sip:${NEAR_NUMBER}@`, 'INVITE sip:account@'), under.port);
    await until(() => under.arrived.length === 1);
    expect(under.arrived[0]?.call.to).toBe(NEAR_NUMBER);
  });

  it('is asked again later where it refuses, does not answer or does not believe us', async () => {
    reply(await registrar.request('REGISTER'), '503 Service Unavailable');
    await until(
      () => under.line.status().state === 'waiting' && /answers 503/.test(JSON.stringify(under.line.status())),
    );
    jest.advanceTimersByTime(REGISTER_AGAIN_MS);
    for (let times = 0; times < 3; times += 1) {
      reply(await registrar.request('REGISTER'), '401 Unauthorized', 'WWW-Authenticate: Digest realm="r", nonce="n"');
    }
    await until(() => /does not believe/.test(JSON.stringify(under.line.status())));
    jest.advanceTimersByTime(2 * REGISTER_AGAIN_MS);
    grant(await registrar.request('REGISTER'), 600);
    await registered();
  });

  it('is asked for as long as it takes where that was too short', async () => {
    reply(await registrar.request('REGISTER'), '423 Interval Too Brief', 'Min-Expires: 3600');
    const longer = await registrar.request('REGISTER');
    expect(headerOf(longer, 'expires')).toBe('3600');
  });

  it('hears that we are gone', async () => {
    grant(await registrar.request('REGISTER'), 600);
    await registered();
    jest.useRealTimers();
    const closed = under.line.close();
    expect(headerOf(await registrar.request('REGISTER'), 'expires')).toBe('0');
    await closed;
  });
});
