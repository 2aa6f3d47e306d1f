import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Baresip, type BaresipOptions, startBaresip } from './testing/baresip.ts';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from './testing/loopback-certificate.ts';
import { type OneLine, oneLine } from './testing/one-line.ts';
import { FAR_NUMBER, NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { INSTALLED_WITHIN_MS, providedProgram } from './testing/provided-program.ts';
import { until } from './testing/until.ts';

const HOST = '127.0.0.1';
const COMPLETED = { reason: 'completed' };

describe.each(['udp', 'tcp', 'tls'] as const)('telephoning with baresip by %s', (transport) => {
  let program: string;
  let folder: string;
  let line: OneLine | null = null;
  let telephone: Baresip | null = null;
  beforeAll(async () => {
    program = await providedProgram('baresip.ts');
    folder = mkdtempSync(join(tmpdir(), 'meets-telephone-'));
    writeFileSync(join(folder, 'trusted.pem'), LOOPBACK_CERTIFICATE);
    writeFileSync(join(folder, 'own.pem'), LOOPBACK_CERTIFICATE + LOOPBACK_KEY);
  }, INSTALLED_WITHIN_MS);
  afterEach(async () => {
    await telephone?.close();
    await line?.line.close();
    [telephone, line] = [null, null];
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
});
