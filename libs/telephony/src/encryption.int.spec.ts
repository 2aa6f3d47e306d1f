import type { PhoneCallEvent } from '@meets/meet-domain';
import { headerOf } from './sip/message.ts';
import { renderRtp } from './rtp/packet.ts';
import { SrtpReceiver, SrtpSender } from './rtp/srtp.ts';
import type { SrtpKey } from './rtp/srtp-keys.ts';
import { type AnsweredCall, answeredCall } from './testing/answered-call.ts';
import { type OneLineOptions, oneLine } from './testing/one-line.ts';
import { NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { answerTo, callTexts, offer, sipPeer } from './testing/sip-peer.ts';
import { openUdpEar, type UdpEar } from './testing/udp-ear.ts';
import { until } from './testing/until.ts';

const HOST = '127.0.0.1';
const THEIRS: SrtpKey = { suite: 'AES_CM_128_HMAC_SHA1_80', secret: Buffer.alloc(30, 3).toString('base64') };
const written = ({ suite, secret }: SrtpKey, tag = 7): string => `${tag} ${suite} inline:${secret}`;
/** What the line encrypts by, in its description. */
const keyIn = (body: string): string => /^a=crypto:(.*)\r$/m.exec(body)?.[1] ?? '';

describe('a call whose sound is encrypted', () => {
  let on: AnsweredCall;
  let ear: UdpEar;
  let notes: unknown[];
  beforeEach(async () => {
    [ear, notes] = [await openUdpEar(), []];
    on = await answeredCall(
      [],
      { note: (note) => notes.push(note) },
      offer(HOST, ear.port, 'sendrecv', [written(THEIRS)]),
    );
  });
  afterEach(async () => {
    ear.close();
    await on.close();
  });

  const digits = () => on.events.flatMap((event: PhoneCallEvent) => (event.type === 'digit' ? [event.digit] : []));
  /** RFC 4733: the whole of a digit that has ended. */
  const pressed = (digit: number, sequence: number): Buffer =>
    renderRtp({
      ...{ payloadType: 101, marker: true, sequence, timestamp: 1_000 * digit, ssrc: 5 },
      payload: Buffer.from([digit, 0x80, 3, 0x20]),
    });
  const send = (bytes: Buffer): void => ear.send(bytes, Number(/m=audio (\d+)/.exec(on.ok.body)?.[1]));
  const load = async () => (await on.under.line.soundLoad())?.packets;

  it('is heard and hears, by a key of each end', async () => {
    const ours = keyIn(on.ok.body);
    expect(on.ok.body).toMatch(/m=audio \d+ RTP\/SAVP 0 101\r\n/);
    expect(ours).toMatch(/^7 AES_CM_128_HMAC_SHA1_80 inline:[\w+/]{40}$/);
    expect(ours).not.toContain(THEIRS.secret);
    const receiver = new SrtpReceiver(
      { suite: THEIRS.suite, secret: ours.split('inline:')[1] ?? '' },
      {
        ...{ forged: 0, replayed: 0 },
      },
    );
    send(new SrtpSender(THEIRS).protect(pressed(4, 1)));
    await until(() => digits().length === 1 && ear.bytes.length >= 20);
    expect(digits()).toEqual(['4']);
    const silence = Buffer.alloc(160, 0xff);
    expect(ear.bytes.every((each) => receiver.unprotect(each)?.subarray(12).equals(silence))).toBe(true);
    expect(ear.packets.some(({ payload }) => payload.includes(silence))).toBe(false);
    expect(notes.length).toBeGreaterThan(0);
    for (const secret of [THEIRS.secret, ours.slice(-40)]) expect(JSON.stringify(notes)).not.toContain(secret);
  });

  it('takes nothing that was forged, sent again or is in the clear, and counts it', async () => {
    const sender = new SrtpSender(THEIRS);
    const [one, two] = [sender.protect(pressed(1, 1)), sender.protect(pressed(2, 2))];
    send(one);
    send(one);
    send(pressed(3, 3));
    send(new SrtpSender({ ...THEIRS, secret: Buffer.alloc(30, 4).toString('base64') }).protect(pressed(5, 5)));
    send(two);
    await until(() => digits().length === 2);
    expect(digits()).toEqual(['1', '2']);
    expect(await load()).toMatchObject({ forged: 2, replayed: 1 });
  });

  it('goes on by the same keys where it is held, so that nothing is taken again', async () => {
    const sealed = new SrtpSender(THEIRS).protect(pressed(1, 1));
    send(sealed);
    await until(() => digits().length === 1);
    const held = on.call.hold();
    const reoffer = await on.peer.request('INVITE');
    expect(keyIn(reoffer.body)).toBe(keyIn(on.ok.body).replace('7', '1'));
    const contact = [`Contact: <sip:peer@${HOST}:${on.peer.port}>`];
    on.say(answerTo(reoffer, '200 OK', contact, offer(HOST, ear.port, 'recvonly', [written(THEIRS, 1)])));
    expect(await held).toEqual({ ok: true, value: null });
    send(sealed);
    await until(async () => (await load())?.replayed === 1);
    expect(digits()).toEqual(['1']);
  });

  it.each([
    ['in the clear', []],
    ['by a key that was not offered', [written(THEIRS, 2)]],
    ['by another suite', [written({ ...THEIRS, suite: 'AES_CM_128_HMAC_SHA1_32' }, 1)]],
  ])('stays as it was where an offer of ours is answered %s', async (_, keys) => {
    const held = on.call.hold();
    const contact = [`Contact: <sip:peer@${HOST}:${on.peer.port}>`];
    on.say(answerTo(await on.peer.request('INVITE'), '200 OK', contact, offer(HOST, ear.port, 'recvonly', keys)));
    expect(await held).toEqual({ ok: false, failure: { reason: 'not-now' } });
    send(new SrtpSender(THEIRS).protect(pressed(6, 1)));
    await until(() => digits().length === 1);
    expect(on.call.ending()).toBeNull();
  });
});

describe('a call that is refused for its encryption', () => {
  it.each([
    ['that is never taken', { trunk: { encryption: 'never' } }, [written(THEIRS)], 'RTP/SAVP is not spoken'],
    [
      'whose key was told in the clear, where it is required',
      { trunk: { encryption: 'required' } },
      [written(THEIRS)],
      'told by TLS',
    ],
    ['that is not there, where it is required', { trunk: { encryption: 'required' } }, [], 'told by TLS'],
    ['by no key that is known', {}, ['1 F8_128_HMAC_SHA1_80 inline:x'], 'no key that could be used'],
  ] satisfies [string, OneLineOptions, string[], string][])(
    'hears so, before it rings: one %s',
    async (_, options, keys, why) => {
      const [peer, under] = [await sipPeer(HOST), await oneLine(options)];
      peer.send(callTexts(peer, HOST, NEAR_NUMBER, offer(HOST, 40_000, 'sendrecv', keys)).invite, under.port);
      expect(headerOf(await peer.response(488), 'warning')).toContain(why);
      expect(under.arrived).toEqual([]);
      peer.close();
      await under.line.close();
    },
  );
});
