import type { IncomingCall, PhoneResult, TransferFailure } from '@meets/meet-domain';
import { type OneLine, oneLine } from './testing/one-line.ts';
import { NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { INSTALLED_WITHIN_MS, providedProgram } from './testing/provided-program.ts';
import { startSipp } from './testing/sipp.ts';
import { until } from './testing/until.ts';

const NUMBER = '0212345678';
const DONE = { ok: true, value: null };

describe.each(['udp', 'tcp'] as const)('a transfer of sipp by %s, which is nobody of ours', (transport) => {
  let program: string;
  let under: OneLine;
  beforeAll(async () => {
    program = await providedProgram('sipp.ts');
  }, INSTALLED_WITHIN_MS);
  beforeEach(async () => {
    under = await oneLine({ transport, take: (call) => void call.answer() });
  });
  afterEach(() => under.line.close());

  const calls = async (scenario: string) => {
    const before = under.arrived.length;
    const running = await startSipp(program, {
      transport,
      scenario,
      callee: { number: NEAR_NUMBER, port: under.port },
    });
    await until(() => under.arrived[before]?.events.some(({ type }) => type === 'answered') ?? false);
    const arrived = under.arrived[before];
    if (!arrived) throw new Error('no call has come in');
    return { call: arrived.call, done: running.done };
  };
  const ended = async (call: IncomingCall, done: Promise<void>) => {
    await done;
    await until(() => call.ending() !== null);
    return call.ending();
  };
  const causeOf = (given: PhoneResult<null, TransferFailure>) =>
    !given.ok && given.failure.reason === 'transfer-refused' ? given.failure.cause : given;

  it('to a number is over once it has told that the two speak', async () => {
    const { call, done } = await calls('uac-transferred');
    expect(await call.transfer(NUMBER)).toEqual(DONE);
    expect(await ended(call, done)).toEqual({ by: 'us', cause: { reason: 'completed' } });
  });

  it('to another call of ours names that one', async () => {
    const [other, { call, done }] = [await calls('uac-hung-up'), await calls('uac-transferred-to-call')];
    expect(await call.transfer(other.call)).toEqual(DONE);
    expect(await ended(call, done)).toEqual({ by: 'us', cause: { reason: 'completed' } });
    other.call.hangUp();
    await ended(other.call, other.done);
  });

  it('to somebody who is busy leaves the call as it was', async () => {
    const { call, done } = await calls('uac-transferred-in-vain');
    expect(causeOf(await call.transfer(NUMBER))).toEqual({ reason: 'busy' });
    expect(call.ending()).toBeNull();
    call.hangUp();
    await ended(call, done);
  });

  it('that it declines leaves the call as it was', async () => {
    const { call, done } = await calls('uac-transfer-declined');
    expect(causeOf(await call.transfer(NUMBER))).toEqual({ reason: 'rejected' });
    expect(call.ending()).toBeNull();
    call.hangUp();
    await ended(call, done);
  });

  it('is over with the call where it hangs up before it has told', async () => {
    const { call, done } = await calls('uac-transferred-gone');
    const ending = { by: 'them', cause: { reason: 'completed' } };
    expect(await call.transfer(NUMBER)).toEqual({ ok: false, failure: { reason: 'over', ending } });
    expect(await ended(call, done)).toEqual(ending);
  });
});
