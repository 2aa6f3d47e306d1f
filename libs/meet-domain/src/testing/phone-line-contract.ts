import type {
  CallEnding,
  DeclineReason,
  Digit,
  IncomingCall,
  PhoneCall,
  PhoneCallEvent,
  PhoneLine,
  PhoneResult,
} from '../index.ts';

/** Two lines that reach each other: the suite looks at `near`, and speaks to it through `far`. */
export interface PhoneLinesUnderTest {
  readonly near: PhoneLine;
  readonly far: PhoneLine;
  /** Of the near line, and of the far one. */
  readonly nearNumber: string;
  readonly farNumber: string;
  /** What calls of the far line carry besides, as far as the near one lets it through; something. */
  readonly carried: IncomingCall['headers'];
  /** Nothing of the far end is heard any more, as where its network has broken. */
  silenceFar(call: PhoneCall): void;
  close(): Promise<void>;
}

const LONG_MS = 60_000;
const LOOK_EVERY_MS = 1;

/** What every phone line must do. Call it at the top level of a spec; `open` is called once for each case. */
export function phoneLineContract(name: string, open: () => Promise<PhoneLinesUnderTest>): void {
  describe(`${name} as a phone line`, () => {
    let under: PhoneLinesUnderTest;
    let arrived: { call: IncomingCall; events: PhoneCallEvent[] }[];
    beforeEach(async () => {
      under = await open();
      arrived = [];
      await under.near.start();
      await under.far.start();
    });
    afterEach(() => under.close());

    const take = (line: PhoneLine) => line.onIncoming((call) => arrived.push({ call, events: heard(call) }));
    const next = async () => {
      await until(() => arrived.length > 0);
      return arrived[0] as { call: IncomingCall; events: PhoneCallEvent[] };
    };
    const dialOut = async (ringTimeoutMs = LONG_MS) => {
      const order = { from: under.nearNumber, to: under.farNumber, ringTimeoutMs };
      const call = good(await under.near.dial(order));
      return { call, events: heard(call) };
    };
    const comeIn = async () => {
      take(under.near);
      const order = { from: under.farNumber, to: under.nearNumber, ringTimeoutMs: LONG_MS };
      const caller = good(await under.far.dial(order));
      const callerEvents = heard(caller);
      return { caller, callerEvents, ...(await next()) };
    };
    const answered = async () => {
      const all = await comeIn();
      good(await all.call.answer());
      await until(() => types(all.callerEvents).includes('answered'));
      return all;
    };

    it('is available once it is started, also twice', async () => {
      await under.near.start();
      expect(under.near.status()).toEqual({ state: 'available', calls: 0 });
    });

    it('R37: hands out a call that comes in with both numbers, and tells the caller that it rings only when told so', async () => {
      const { call, callerEvents } = await comeIn();
      expect(call).toMatchObject({ direction: 'in', from: under.farNumber, to: under.nearNumber });
      expect(call.ending()).toBeNull();
      expect(callerEvents).toEqual([]);
      good(call.ring());
      good(call.ring());
      await until(() => callerEvents.length > 0);
      expect(types(callerEvents)).toEqual(['ringing']);
    });

    it('R37: hands out what the carrier says besides, by names in lower case', async () => {
      const { call } = await comeIn();
      expect(call.headers).toEqual(under.carried);
      expect(Object.keys(call.headers)).not.toEqual([]);
    });

    it('lets an answered call hear a mix and be passed on, until it leaves, and again', async () => {
      const { call } = await answered();
      const mix = good(await under.near.openMix());
      expect(mix.port).toBeGreaterThan(0);
      mix.tune({ fromPort: 40_000, payloadType: 100 });
      const joined = good(await call.joinMix(mix));
      expect(joined.sound).toEqual({
        codec: expect.stringMatching(/^PCM[UA]$/),
        ssrc: expect.any(Number),
        fromPort: expect.any(Number),
        levelId: expect.any(Number),
      });
      joined.passOn(40_002);
      joined.leave();
      joined.leave();
      good(await call.joinMix(mix)).passOn(40_002);
      mix.close();
      mix.close();
    });

    it('lets into a mix no call that rings or is over, and nobody into a mix that is closed', async () => {
      const failureOf = (result: PhoneResult<unknown>) => (result.ok ? null : result.failure);
      const { call, caller, events } = await comeIn();
      const mix = good(await under.near.openMix());
      expect(failureOf(await call.joinMix(mix))).toEqual({ reason: 'not-now' });
      good(await call.answer());
      const closed = good(await under.near.openMix());
      closed.close();
      expect(failureOf(await call.joinMix(closed))).toEqual({ reason: 'not-now' });
      caller.hangUp();
      await until(() => types(events).includes('ended'));
      expect(failureOf(await call.joinMix(mix))).toMatchObject({ reason: 'over' });
      await under.near.close();
      expect(failureOf(await under.near.openMix())).toMatchObject({ reason: 'unavailable' });
    });

    it('R37: is answered, talks and is hung up by the caller', async () => {
      const { call, caller, events, callerEvents } = await answered();
      good(await call.answer());
      caller.hangUp();
      caller.hangUp();
      await until(() => call.ending() !== null && caller.ending() !== null);
      expect(call.ending()).toEqual({ by: 'them', cause: { reason: 'completed' } });
      expect(caller.ending()).toEqual({ by: 'us', cause: { reason: 'completed' } });
      expect(types(events)).toEqual(['answered', 'ended']);
      expect(types(callerEvents).filter((type) => type !== 'ringing')).toEqual(['answered', 'ended']);
    });

    it('is hung up by us', async () => {
      const { call, caller } = await answered();
      call.hangUp();
      await until(() => caller.ending() !== null);
      expect(call.ending()).toEqual({ by: 'us', cause: { reason: 'completed' } });
      expect(caller.ending()).toEqual({ by: 'them', cause: { reason: 'completed' } });
    });

    it('R41: says that the caller gave up; an answer that comes too late is told so', async () => {
      const { call, caller } = await comeIn();
      good(call.ring());
      caller.hangUp();
      await until(() => call.ending() !== null);
      const ending: CallEnding = { by: 'them', cause: { reason: 'cancelled' } };
      expect(call.ending()).toEqual(ending);
      expect(await call.answer()).toEqual({ ok: false, failure: { reason: 'over', ending } });
      expect(call.ring()).toEqual({ ok: false, failure: { reason: 'over', ending } });
      expect(call.decline('busy')).toEqual({ ok: false, failure: { reason: 'over', ending } });
      expect(await call.sendDigits(['1'])).toEqual({ ok: false, failure: { reason: 'over', ending } });
      expect(await call.hold()).toEqual({ ok: false, failure: { reason: 'over', ending } });
    });

    it.each([
      ['busy', 'busy'],
      ['unavailable', 'unreachable'],
      ['rejected', 'rejected'],
    ] satisfies [DeclineReason, string][])('R41: declined as %s, the caller hears %s', async (reason, cause) => {
      const { call, caller } = await comeIn();
      good(call.decline(reason));
      await until(() => caller.ending() !== null);
      expect(call.ending()).toEqual({ by: 'us', cause: { reason: cause } });
      expect(caller.ending()).toEqual({ by: 'them', cause: { reason: cause } });
    });

    it('does not decline what is answered', async () => {
      const { call } = await answered();
      expect(call.decline('busy')).toEqual({ ok: false, failure: { reason: 'not-now' } });
      expect(call.ending()).toBeNull();
    });

    it('R38: dials, hears it ring and be answered', async () => {
      take(under.far);
      const { events, call } = await dialOut();
      expect(call).toMatchObject({ direction: 'out', from: under.nearNumber, to: under.farNumber });
      const { call: callee } = await next();
      good(callee.ring());
      await until(() => events.length === 1);
      good(await callee.answer());
      await until(() => events.length === 2);
      expect(types(events)).toEqual(['ringing', 'answered']);
      callee.hangUp();
      await until(() => call.ending() !== null);
      expect(call.ending()).toEqual({ by: 'them', cause: { reason: 'completed' } });
    });

    it.each([
      ['busy', 'busy'],
      ['unavailable', 'unreachable'],
      ['rejected', 'rejected'],
    ] satisfies [DeclineReason, string][])('R38: dials and is declined as %s: %s', async (reason, cause) => {
      take(under.far);
      const { call } = await dialOut();
      good((await next()).call.decline(reason));
      await until(() => call.ending() !== null);
      expect(call.ending()).toEqual({ by: 'them', cause: { reason: cause } });
    });

    it('R38: gives up while it rings', async () => {
      take(under.far);
      const { call } = await dialOut();
      const { call: callee } = await next();
      good(callee.ring());
      call.hangUp();
      call.hangUp();
      await until(() => callee.ending() !== null);
      expect(call.ending()).toEqual({ by: 'us', cause: { reason: 'cancelled' } });
      expect(callee.ending()).toEqual({ by: 'them', cause: { reason: 'cancelled' } });
    });

    it('R38: may be hung up at the very moment of the answer', async () => {
      take(under.far);
      const { call } = await dialOut();
      call.listen(({ type }) => type === 'answered' && call.hangUp());
      const { call: callee } = await next();
      await callee.answer();
      await until(() => callee.ending() !== null);
      expect(call.ending()).toEqual({ by: 'us', cause: { reason: 'completed' } });
      expect(callee.ending()).toEqual({ by: 'them', cause: { reason: 'completed' } });
    });

    it('R38: rings no longer than it may', async () => {
      under.far.onIncoming((call) => {
        arrived.push({ call, events: heard(call) });
        call.ring();
      });
      const { call } = await dialOut(500);
      await until(() => call.ending() !== null);
      expect(call.ending()).toEqual({ by: 'us', cause: { reason: 'no-answer' } });
      // On a busy machine it is over before the other end has taken it.
      await until(() => arrived.every(({ call: callee }) => callee.ending() !== null));
    });

    it('tells who calls where nobody takes calls that nobody can be reached', async () => {
      const { call } = await dialOut();
      await until(() => call.ending() !== null);
      expect(call.ending()).toEqual({ by: 'them', cause: { reason: 'unreachable' } });
    });

    it.each(['', 'abc', '1', '0'.repeat(40), '070\r\nX: y', 'sip:1@2'])('dials no %j', async (bad) => {
      const order = { from: under.nearNumber, to: bad, ringTimeoutMs: LONG_MS };
      expect(await under.near.dial(order)).toEqual({ ok: false, failure: { reason: 'no-such-number', which: 'to' } });
      const other = { from: bad, to: under.farNumber, ringTimeoutMs: LONG_MS };
      expect(await under.near.dial(other)).toEqual({ ok: false, failure: { reason: 'no-such-number', which: 'from' } });
    });

    it('carries digits both ways, each once and in order', async () => {
      const { call, caller, events, callerEvents } = await answered();
      good(await caller.sendDigits(['1', '1', '#']));
      await until(() => digits(events).length === 3);
      good(await call.sendDigits(['*', '9', 'D']));
      await until(() => digits(callerEvents).length === 3);
      expect(digits(events)).toEqual(['1', '1', '#']);
      expect(digits(callerEvents)).toEqual(['*', '9', 'D']);
    });

    it('sends no digits and holds nobody before the answer', async () => {
      const { caller } = await comeIn();
      expect(await caller.sendDigits(['1'])).toEqual({ ok: false, failure: { reason: 'not-now' } });
      expect(await caller.hold()).toEqual({ ok: false, failure: { reason: 'not-now' } });
    });

    it('is held and resumed by either end', async () => {
      const { call, caller, events, callerEvents } = await answered();
      good(await caller.hold());
      good(await caller.hold());
      await until(() => types(events).includes('held'));
      good(await caller.resume());
      await until(() => types(events).includes('resumed'));
      good(await call.hold());
      await until(() => types(callerEvents).includes('held'));
      good(await call.resume());
      await until(() => types(callerEvents).includes('resumed'));
      expect(types(events)).toEqual(['answered', 'held', 'resumed']);
    });

    it('is held though its answer is still on its way, and resumed though nobody has agreed to the hold yet', async () => {
      const { call, caller, callerEvents } = await comeIn();
      const asked = [call.answer(), call.hold(), call.resume()];
      for (const each of asked) good(await each);
      await until(() => types(callerEvents).includes('resumed'));
      expect(types(callerEvents)).toEqual(['answered', 'held', 'resumed']);
      expect(caller.ending()).toBeNull();
    });

    it('gives no call away before the answer, nor to what is no number', async () => {
      const { call, caller } = await comeIn();
      expect(await caller.transfer('0212345678')).toEqual({ ok: false, failure: { reason: 'not-now' } });
      good(await call.answer());
      expect(await call.transfer('12 34')).toEqual({ ok: false, failure: { reason: 'no-such-number', which: 'to' } });
    });

    it('lets nobody who calls decide whom it calls: a transfer is refused, and the call goes on', async () => {
      const { call, caller } = await answered();
      const cause = { reason: 'carrier-error', code: 405 };
      expect(await caller.transfer('0212345678')).toEqual({
        ok: false,
        failure: { reason: 'transfer-refused', cause },
      });
      expect(call.ending()).toBeNull();
      caller.hangUp();
      await until(() => call.ending() !== null && caller.ending() !== null);
      const ending: CallEnding = { by: 'us', cause: { reason: 'completed' } };
      expect(await caller.transfer('0212345678')).toEqual({ ok: false, failure: { reason: 'over', ending } });
    });

    it('says that nothing is heard any more, and ends the call in the end', async () => {
      const { call, caller, events } = await answered();
      under.silenceFar(caller);
      await until(() => call.ending() !== null);
      expect(types(events)).toEqual(['answered', 'media-lost', 'ended']);
      expect(call.ending()).toEqual({ by: 'network', cause: { reason: 'media-timeout' } });
    });

    it('tells nobody who has stopped listening, and a second taker takes the place of the first', async () => {
      const first: IncomingCall[] = [];
      const stopFirst = under.near.onIncoming((call) => first.push(call));
      const { call } = await comeIn();
      stopFirst();
      const seen: PhoneCallEvent[] = [];
      const stop = call.listen((event) => seen.push(event));
      stop();
      stop();
      good(await call.answer());
      expect(seen).toEqual([]);
      expect(first).toEqual([]);
      expect(under.near.status()).toEqual({ state: 'available', calls: 1 });
    });

    it('ends its calls on closing, dials no more afterwards, and closes twice', async () => {
      const { call, caller } = await answered();
      await under.near.close();
      await under.near.close();
      await until(() => caller.ending() !== null);
      expect(call.ending()).toEqual({ by: 'us', cause: { reason: 'completed' } });
      expect(caller.ending()).toEqual({ by: 'them', cause: { reason: 'completed' } });
      expect(under.near.status()).toMatchObject({ state: 'waiting' });
      const order = { from: under.nearNumber, to: under.farNumber, ringTimeoutMs: LONG_MS };
      expect(await under.near.dial(order)).toMatchObject({ ok: false, failure: { reason: 'unavailable' } });
    });
  });
}

function heard(call: PhoneCall): PhoneCallEvent[] {
  const events: PhoneCallEvent[] = [];
  call.listen((event) => events.push(event));
  return events;
}

const types = (events: readonly PhoneCallEvent[]): string[] => events.map(({ type }) => type);
const digits = (events: readonly PhoneCallEvent[]): Digit[] =>
  events.flatMap((event) => (event.type === 'digit' ? [event.digit] : []));

function good<Value>(result: PhoneResult<Value>): Value {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.failure)}`);
  return result.value;
}

/** Resolves once it holds; what never comes is ended by the test's own time-out. Others get on between two looks. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS));
}
