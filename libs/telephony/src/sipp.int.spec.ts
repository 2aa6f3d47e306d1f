import type { IncomingCall, PhoneCallEvent, PhoneResult } from '@meets/meet-domain';
import { type OneLine, oneLine, type OneLineOptions } from './testing/one-line.ts';
import { NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { INSTALLED_WITHIN_MS, providedProgram } from './testing/provided-program.ts';
import { type RunningSipp, startSipp, type SippRun } from './testing/sipp.ts';
import { until } from './testing/until.ts';

const answer = (call: IncomingCall): void => {
  call.ring();
  void call.answer();
};
const COMPLETED = { by: 'them', cause: { reason: 'completed' } };

describe('telephoning with sipp, which is nobody of ours', () => {
  let program: string;
  let under: OneLine | null = null;
  beforeAll(async () => {
    program = await providedProgram('sipp.ts');
  }, INSTALLED_WITHIN_MS);
  afterEach(async () => {
    await under?.line.close();
    under = null;
  });

  const called = async (options: OneLineOptions, run: Omit<SippRun, 'callee'>): Promise<OneLine['arrived']> => {
    under = await oneLine(options);
    const callee = { number: NEAR_NUMBER, port: under.port };
    await (
      await startSipp(program, { ...run, callee })
    ).done;
    const { arrived } = under;
    await until(() => arrived.every(({ call }) => call.ending() !== null));
    return arrived;
  };

  it.each([
    ['UDP', { transport: 'udp', host: '127.0.0.1' }],
    ['TCP', { transport: 'tcp', host: '127.0.0.1' }],
    ['UDP over IPv6', { transport: 'udp', host: '::1' }],
    ['TCP over IPv6', { transport: 'tcp', host: '::1' }],
  ] as const)('R37: twenty calls come in by %s, are answered and completed', async (_, way) => {
    const arrived = await called({ ...way, take: answer }, { scenario: 'uac-call', ...way, calls: 20 });
    expect(arrived.map(({ call }) => call.ending())).toEqual(Array.from({ length: 20 }, () => COMPLETED));
  });

  it('R37: calls come through a network that loses a tenth of the packets, each once', async () => {
    const arrived = await called({ take: answer }, { scenario: 'uac-lossy', calls: 10, lostPercent: 10 });
    expect(arrived).toHaveLength(10);
    for (const { call } of arrived) expect(call.ending()).toEqual(COMPLETED);
  });

  it('R41: who gives up while it rings is told so', async () => {
    const [one] = await called({ take: (call) => call.ring() }, { scenario: 'uac-cancel' });
    expect(one?.call.ending()).toEqual({ by: 'them', cause: { reason: 'cancelled' } });
  });

  it('R41: who is declined hears that it is busy', async () => {
    const [one] = await called({ take: (call) => call.decline('busy') }, { scenario: 'uac-busy' });
    expect(one?.call.ending()).toEqual({ by: 'us', cause: { reason: 'busy' } });
  });

  it('asks who has to prove who they are, and believes them then', async () => {
    // sipp looks at the first challenge alone, and knows nothing but MD5.
    const demands = { user: 'carrier', password: 'secret', realm: 'meets', algorithms: ['MD5'] } as const;
    const [one] = await called({ take: answer, trunk: { demands } }, { scenario: 'uac-challenged' });
    expect(one?.call.ending()).toEqual(COMPLETED);
  });

  it('refuses what it cannot be talked over before anybody rings', async () => {
    expect(await called({ take: answer }, { scenario: 'uac-bad-sdp' })).toEqual([]);
  });

  it('is held and resumed by re-INVITE', async () => {
    const [one] = await called({ take: answer }, { scenario: 'uac-hold' });
    expect(one?.events.map(({ type }) => type)).toEqual(['answered', 'held', 'resumed', 'ended']);
  });

  it('holds, and asks again where that crosses something of the other end’s (491)', async () => {
    let held: PhoneResult<null> | null = null;
    const hold = (call: IncomingCall): void => {
      call.ring();
      void call
        .answer()
        .then(() => call.hold())
        .then((result) => {
          held = result;
          call.hangUp();
        });
    };
    const [one] = await called({ take: hold }, { scenario: 'uac-glare' });
    expect(held).toEqual({ ok: true, value: null });
    expect(one?.call.ending()).toEqual({ by: 'us', cause: { reason: 'completed' } });
  });

  it('hears the digits that are pressed, each once', async () => {
    const [one] = await called({ take: answer }, { scenario: 'uac-digits' });
    expect(one?.events.flatMap((event) => (event.type === 'digit' ? event.digit : []))).toEqual(['1', '9', '#']);
  });

  it('goes on after a lost ACK, and after a refresh by UPDATE', async () => {
    const [late] = await called({ take: answer }, { scenario: 'uac-lost-ack' });
    expect(late?.call.ending()).toEqual(COMPLETED);
    await under?.line.close();
    const [refreshed] = await called({ take: answer }, { scenario: 'uac-update' });
    expect(refreshed?.call.ending()).toEqual(COMPLETED);
  });

  const dialled = async (scenario: string, on: (event: PhoneCallEvent, hangUp: () => void) => void) => {
    const running: RunningSipp = await startSipp(program, { scenario, callee: null });
    const to = { transport: 'udp', host: '127.0.0.1', port: running.port } as const;
    under = await oneLine({ trunk: { to, credentials: { user: 'meets', password: 'secret' } } });
    const result = await under.line.dial({ from: NEAR_NUMBER, to: '01087654321', ringTimeoutMs: 60_000 });
    if (!result.ok) throw new Error(JSON.stringify(result.failure));
    const call = result.value;
    const events: PhoneCallEvent[] = [];
    call.listen((event) => {
      events.push(event);
      on(event, () => call.hangUp());
    });
    await running.done;
    await until(() => call.ending() !== null);
    return { call, types: events.map(({ type }) => type) };
  };

  it('R38: dials, proves who it is when it is asked, is answered and hangs up', async () => {
    const { call, types } = await dialled('uas-auth', ({ type }, hangUp) => type === 'answered' && hangUp());
    expect(types).toEqual(['ringing', 'answered', 'ended']);
    expect(call.ending()).toEqual({ by: 'us', cause: { reason: 'completed' } });
  });

  it('R38: dials and hears that it is busy', async () => {
    const { call } = await dialled('uas-busy', () => undefined);
    expect(call.ending()).toEqual({ by: 'them', cause: { reason: 'busy' } });
  });

  it('R38: dials and gives up while it rings', async () => {
    const { call, types } = await dialled('uas-cancelled', ({ type }, hangUp) => type === 'ringing' && hangUp());
    expect(types).toEqual(['ringing', 'ended']);
    expect(call.ending()).toEqual({ by: 'us', cause: { reason: 'cancelled' } });
  });
});
