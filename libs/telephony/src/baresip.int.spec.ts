import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Baresip, type BaresipOptions, startBaresip } from './testing/baresip.ts';
import { type HummingRoom, hummingRoom } from './testing/humming-room.ts';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from './testing/loopback-certificate.ts';
import { type OneLine, oneLine } from './testing/one-line.ts';
import { FAR_NUMBER, NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { INSTALLED_WITHIN_MS, providedProgram } from './testing/provided-program.ts';
import { shareAt, tone } from './testing/tones.ts';
import { until } from './testing/until.ts';
import { samplesIn, wavOf } from './testing/wav.ts';

const HOST = '127.0.0.1';
const COMPLETED = { reason: 'completed' };
const [TELEPHONE_HUMS_HZ, ROOM_HUMS_HZ, RATE] = [440, 1_000, 8_000];
/** Longer than a test may take: with the end of its file baresip hangs up. */
const HUMS_FOR_S = 120;
/** Most of what is heard, on a machine that is too busy to be in time for all of it. */
const CLEARLY = 0.5;
/** What follows from a call on such a machine. */
const WITHIN_MS = 120_000;

describe.each(['udp', 'tcp', 'tls'] as const)('telephoning with baresip by %s', (transport) => {
  let program: string;
  let folder: string;
  let line: OneLine | null = null;
  let room: HummingRoom | null = null;
  let telephone: Baresip | null = null;
  beforeAll(async () => {
    program = await providedProgram('baresip.ts');
    folder = mkdtempSync(join(tmpdir(), 'meets-telephone-'));
    writeFileSync(join(folder, 'trusted.pem'), LOOPBACK_CERTIFICATE);
    writeFileSync(join(folder, 'own.pem'), LOOPBACK_CERTIFICATE + LOOPBACK_KEY);
  }, INSTALLED_WITHIN_MS);
  afterEach(async () => {
    await telephone?.close();
    room?.close();
    await line?.line.close();
    [telephone, line, room] = [null, null, null];
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = (more: Partial<BaresipOptions> = {}): Promise<Baresip> =>
    startBaresip(program, {
      ...{ transport, number: FAR_NUMBER, ...more },
      ...(transport === 'tls' && {
        certificateFile: join(folder, 'own.pem'),
        trustedFile: join(folder, 'trusted.pem'),
      }),
    });
  const own = { transport, key: LOOPBACK_KEY, certificate: LOOPBACK_CERTIFICATE };

  it('R37: it calls, hears the ring, is answered and hangs up', async () => {
    line = await oneLine({ ...own, take: (call) => call.ring() });
    telephone = await start();
    await telephone.order('dial', `sip:${NEAR_NUMBER}@${HOST}:${line.port};transport=${transport}`);
    await telephone.event('CALL_RINGING');
    const { call } = line.arrived[0] ?? {};
    expect(call).toMatchObject({ from: FAR_NUMBER, to: NEAR_NUMBER });
    await call?.answer();
    await telephone.event('CALL_ESTABLISHED');
    await telephone.order('hangup');
    await until(() => call?.ending() !== null);
    expect(call?.ending()).toEqual({ by: 'them', cause: COMPLETED });
  });

  it('R37: it calls, and the service hangs up', async () => {
    line = await oneLine({ ...own, take: (call) => void call.answer() });
    telephone = await start();
    await telephone.order('dial', `sip:${NEAR_NUMBER}@${HOST}:${line.port};transport=${transport}`);
    await telephone.event('CALL_ESTABLISHED');
    await until(() => line?.arrived[0]?.events.some(({ type }) => type === 'answered') ?? false);
    line.arrived[0]?.call.hangUp();
    await telephone.event('CALL_CLOSED');
  });

  it('R38: it is called, rings, answers and hangs up', async () => {
    telephone = await start({ answers: true });
    line = await oneLine({ ...own, trunk: { to: { transport, host: HOST, port: telephone.port } } });
    const dialled = await line.line.dial({ from: NEAR_NUMBER, to: FAR_NUMBER, ringTimeoutMs: 60_000 });
    if (!dialled.ok) throw new Error(dialled.failure.reason);
    const events: string[] = [];
    dialled.value.listen(({ type }) => events.push(type));
    await telephone.event('CALL_ESTABLISHED');
    await telephone.order('hangup');
    await until(() => dialled.value.ending() !== null);
    expect(events).toEqual(['ringing', 'answered', 'ended']);
    expect(dialled.value.ending()).toEqual({ by: 'them', cause: COMPLETED });
  });

  it(
    'R37: says what is in a WAV file, and leaves what it hears in another: each end’s tone is at the other, and so are digits',
    async () => {
      const sounds = mkdtempSync(join(folder, 'sounds-'));
      writeFileSync(join(sounds, 'hums.wav'), wavOf(tone(TELEPHONE_HUMS_HZ, RATE * HUMS_FOR_S)));
      line = await oneLine({ ...own, take: (call) => void call.answer() });
      telephone = await start({ says: join(sounds, 'hums.wav'), keepsSoundIn: sounds });
      await telephone.order('dial', `sip:${NEAR_NUMBER}@${HOST}:${line.port};transport=${transport}`);
      await until(() => line?.arrived[0]?.events.some(({ type }) => type === 'answered') ?? false);
      const [arrived] = line.arrived;
      if (!arrived) throw new Error('no call has come in');
      const humming = await hummingRoom(line.line, arrived.call, ROOM_HUMS_HZ);
      room = humming;
      const lastHalfSecond = () => {
        const file = readdirSync(sounds).find((name) => name.endsWith('-dec.wav'));
        return file === undefined ? new Int16Array() : samplesIn(readFileSync(join(sounds, file))).slice(-RATE / 2);
      };
      const areAtTheOther = () => {
        const heard = lastHalfSecond();
        const atTheTelephone = heard.length === RATE / 2 && shareAt(ROOM_HUMS_HZ, heard) > CLEARLY;
        return atTheTelephone && humming.shareAt(TELEPHONE_HUMS_HZ) > CLEARLY;
      };
      await until(areAtTheOther);
      expect(await arrived.call.sendDigits(['5', '#'])).toEqual({ ok: true, value: null });
      expect([await telephone.event('CALL_DTMF_START'), await telephone.event('CALL_DTMF_START')]).toMatchObject([
        { param: '5' },
        { param: '#' },
      ]);
      await telephone.order('sndcode', '7');
      await until(() => arrived.events.some((event) => event.type === 'digit' && event.digit === '7'));
    },
    WITHIN_MS,
  );

  it('is given away, calls whom it is told to, and is hung up once the two speak', async () => {
    const elsewhere = await oneLine({ ...own, trunk: { numbers: ['0212345678'] }, take: (call) => void call.answer() });
    try {
      const to = { transport, host: HOST, port: elsewhere.port };
      line = await oneLine({ ...own, trunk: { to }, take: (call) => void call.answer() });
      telephone = await start();
      await telephone.order('dial', `sip:${NEAR_NUMBER}@${HOST}:${line.port};transport=${transport}`);
      await telephone.event('CALL_ESTABLISHED');
      await until(() => line?.arrived[0]?.events.some(({ type }) => type === 'answered') ?? false);
      const { call } = line.arrived[0] ?? {};
      expect(await call?.transfer('0212345678')).toEqual({ ok: true, value: null });
      expect(elsewhere.arrived).toMatchObject([{ call: { from: FAR_NUMBER, to: '0212345678' } }]);
      await telephone.event('CALL_CLOSED');
      expect(elsewhere.arrived[0]?.call.ending()).toBeNull();
    } finally {
      await elsewhere.line.close();
    }
  });
});
