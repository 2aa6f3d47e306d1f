import { jest } from '@jest/globals';
import type { DialOrder, PhoneCall } from '@meets/meet-domain';
import { REGISTER_AGAIN_MS } from './line/registration.ts';
import type { SipRequest } from './sip/message.ts';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from './testing/loopback-certificate.ts';
import { type OneLine, oneLine, type OneLineOptions } from './testing/one-line.ts';
import { NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { answerTo, callTexts, offer } from './testing/sip-peer.ts';
import { type StreamPeer, streamPeer } from './testing/stream-peer.ts';
import { until } from './testing/until.ts';

const HOST = '127.0.0.1';
const ORDER: DialOrder = { from: NEAR_NUMBER, to: '01087654321', ringTimeoutMs: 60_000 };
const TAG = ';tag=peer';

// No timer runs here, timer B and the line's own wait for answers among them: what is told, is told because a connection was lost.
describe.each(['tcp', 'tls'] as const)('a connection by %s that the peer breaks off', (transport) => {
  let peer: StreamPeer;
  let under: OneLine;
  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'performance', 'queueMicrotask'] });
    peer = await streamPeer(transport === 'tcp' ? 'TCP' : 'TLS', HOST);
  });
  afterEach(async () => {
    jest.useRealTimers();
    peer.close();
    await under.line.close();
  });

  const open = async (options: OneLineOptions = {}): Promise<void> => {
    const { trunk, ...others } = options;
    const certified = { key: LOOPBACK_KEY, certificate: LOOPBACK_CERTIFICATE };
    const to = { transport, host: HOST, port: peer.port };
    under = await oneLine({ ...{ transport, trunk: { to, ...trunk } }, ...certified, ...others });
  };
  const dial = async (): Promise<PhoneCall> => {
    const dialled = await under.line.dial(ORDER);
    if (!dialled.ok) throw new Error(JSON.stringify(dialled.failure));
    return dialled.value;
  };
  /** The peer's answer to the line, which says who and where it is. */
  const answer = (request: SipRequest, status: string, body = ''): void => {
    const contact = `Contact: <sip:peer@${HOST}:${peer.port};transport=${transport}>`;
    const text = answerTo(request, status, [contact], body);
    peer.send(
      text.replace(/^to: .*$/m, (line) => (line.includes(';tag=') ? line : line + TAG)),
      under.port,
    );
  };
  /** A call from the peer that the line has answered. */
  const answered = async () => {
    await open({ take: (call) => void call.answer() });
    const texts = callTexts(peer, HOST, NEAR_NUMBER);
    peer.send(texts.invite, under.port);
    const ok = await peer.response(200);
    peer.send(texts.within('ACK', 1, ok), under.port);
    peer.send(texts.within('OPTIONS', 2, ok), under.port);
    await peer.response(200);
    const [arrived] = under.arrived;
    if (!arrived) throw new Error('no call has come in');
    return arrived.call;
  };

  it('R38, R41: ends a call at once that was to go out and that nobody has answered, as the carrier’s error', async () => {
    await open();
    const call = await dial();
    await peer.request('INVITE');
    peer.breakOff();
    await until(() => call.ending() !== null);
    expect(call.ending()).toEqual({ by: 'network', cause: { reason: 'carrier-error', code: 503 } });
    // The next call is tried by another connection, and nothing has been said of the first any more.
    await dial();
    await peer.request('INVITE');
    expect(peer.heard.map((text) => text.split(' ')[0])).toEqual(['INVITE', 'INVITE']);
  });

  it('R38: leaves a call be that rings: its answer comes by a connection of the carrier’s own', async () => {
    await open();
    const call = await dial();
    const invite = await peer.request('INVITE');
    const events: string[] = [];
    call.listen(({ type }) => events.push(type));
    answer(invite, '180 Ringing');
    await until(() => events.includes('ringing'));
    peer.breakOff();
    answer(invite, '200 OK', offer(HOST, 40_000));
    await peer.request('ACK');
    await until(() => events.includes('answered'));
    expect(call.ending()).toBeNull();
  });

  it('owes nobody an answer to a BYE: the line can be closed at once', async () => {
    const call = await answered();
    call.hangUp();
    await peer.request('BYE');
    peer.breakOff();
    await under.line.close();
    expect(under.line.sizes()).toEqual({ calls: 0, members: 0, transactions: 0 });
  });

  it('R37: changes nothing in a call that was to be put on hold, which it is by the next try', async () => {
    const call = await answered();
    const holding = call.hold();
    await peer.request('INVITE');
    peer.breakOff();
    expect(await holding).toEqual({ ok: false, failure: { reason: 'not-now' } });
    expect(call.ending()).toBeNull();
    const again = call.hold();
    answer(await peer.request('INVITE'), '200 OK', offer(HOST, 40_000, 'recvonly'));
    expect(await again).toEqual({ ok: true, value: null });
    await peer.request('ACK');
  });

  it('is a registration that failed, and is tried again', async () => {
    await open({ trunk: { register: { user: 'account' } } });
    await peer.request('REGISTER');
    peer.breakOff();
    await until(() => /connection to the registrar is closed/.test(JSON.stringify(under.line.status())));
    jest.advanceTimersByTime(REGISTER_AGAIN_MS);
    answer(await peer.request('REGISTER'), '200 OK');
    await until(() => under.line.status().state === 'available');
  });
});
