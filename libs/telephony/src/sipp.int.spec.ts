import type { Digit, IncomingCall, PhoneCallEvent, PhoneResult } from '@meets/meet-domain';
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
const HUNG_UP = { by: 'us', cause: { reason: 'completed' } };
const digitsIn = (events: readonly PhoneCallEvent[]): Digit[] =>
  events.flatMap((event) => (event.type === 'digit' ? event.digit : []));

describe.each([
  ['UDP', { transport: 'udp', host: '127.0.0.1' }],
  ['TCP', { transport: 'tcp', host: '127.0.0.1' }],
  ['UDP over IPv6', { transport: 'udp', host: '::1' }],
] as const)('telephoning by %s with sipp, which is nobody of ours', (_, way) => {
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
    under = await oneLine({ ...way, ...options });
    const callee = { number: NEAR_NUMBER, port: under.port };
    await (
      await startSipp(program, { ...way, ...run, callee })
    ).done;
    const { arrived } = under;
    await until(() => arrived.every(({ call }) => call.ending() !== null));
    return arrived;
  };
  /** How many messages the line had to say again, and how many it was told again. */
  const repetitions = () => under?.line.counts().repetitions;

  it('R37: ten calls come in, are answered and completed', async () => {
    const arrived = await called({ take: answer }, { scenario: 'uac-call', calls: 10 });
    expect(arrived.map(({ call }) => call.ending())).toEqual(Array.from({ length: 10 }, () => COMPLETED));
  });

  it('R41: who gives up while it rings is told so', async () => {
    const [one] = await called({ take: (call) => call.ring() }, { scenario: 'uac-cancel' });
    expect(one?.call.ending()).toEqual({ by: 'them', cause: { reason: 'cancelled' } });
  });

  it('R41: who is declined hears that it is busy, over UDP again until they acknowledge it', async () => {
    const [one] = await called({ take: (call) => call.decline('busy') }, { scenario: 'uac-busy' });
    expect(one?.call.ending()).toEqual({ by: 'us', cause: { reason: 'busy' } });
    if (way.transport === 'udp') expect(repetitions()?.sent).toBeGreaterThan(0);
    else expect(repetitions()?.sent).toBe(0);
  });

  it('asks who has to prove who they are, and believes them then', async () => {
    // sipp looks at the first challenge alone, and knows nothing but MD5.
    const demands = { user: 'carrier', password: 'secret', realm: 'meets', algorithms: ['MD5'] } as const;
    const [one, ...more] = await called({ take: answer, trunk: { demands } }, { scenario: 'uac-challenged' });
    expect(one?.call.ending()).toEqual(COMPLETED);
    expect(more).toEqual([]);
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
    expect(one?.call.ending()).toEqual(HUNG_UP);
  });

  it('says its 200 again until the ACK that was lost the first time is there', async () => {
    const [late] = await called({ take: answer }, { scenario: 'uac-lost-ack' });
    expect(late?.call.ending()).toEqual(COMPLETED);
    expect(repetitions()?.sent).toBeGreaterThan(0);
  });

  it('goes on after a refresh by UPDATE', async () => {
    const [refreshed] = await called({ take: answer }, { scenario: 'uac-update' });
    expect(refreshed?.call.ending()).toEqual(COMPLETED);
  });

  it('hears the digits that are pressed, each once', async () => {
    const [one] = await called({ take: answer }, { scenario: 'uac-digits' });
    expect(digitsIn(one?.events ?? [])).toEqual(['1', '9', '#']);
  });

  it.each([
    ['in the first description', 'uac-hung-up'],
    ['once it has moved by re-INVITE, to another port and codec', 'uac-moves'],
  ])('is heard where the other end says %s, and hears it: digits come back as they went', async (__, scenario) => {
    const pressed: Digit[] = ['4', '2', '*', '0'];
    const press = (call: IncomingCall): void => {
      const heard: PhoneCallEvent[] = [];
      call.listen((event) => {
        if (event.type === 'answered') void call.sendDigits(pressed);
        heard.push(event);
        if (digitsIn(heard).length === pressed.length) call.hangUp();
      });
      answer(call);
    };
    const [one] = await called({ take: press }, { scenario, echoes: true });
    expect(digitsIn(one?.events ?? [])).toEqual(pressed);
    expect(one?.call.ending()).toEqual(HUNG_UP);
  });

  const dialled = async (scenario: string, on: (event: PhoneCallEvent, hangUp: () => void) => void) => {
    const running: RunningSipp = await startSipp(program, { ...way, scenario, callee: null });
    const to = { ...way, port: running.port } as const;
    under = await oneLine({ ...way, trunk: { to, credentials: { user: 'meets', password: 'secret' } } });
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
    expect(call.ending()).toEqual(HUNG_UP);
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

  // A network that loses nothing makes nobody say a thing twice.
  if (way.transport === 'udp') {
    it('R37: ten calls come through a network that loses a tenth of the packets, each once', async () => {
      const arrived = await called({ take: answer }, { scenario: 'uac-lossy', calls: 10, lostPercent: 10 });
      expect(arrived.map(({ call }) => call.ending())).toEqual(Array.from({ length: 10 }, () => COMPLETED));
    });
  }
});
