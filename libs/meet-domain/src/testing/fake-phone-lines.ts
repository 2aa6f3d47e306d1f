import {
  type CallEnding,
  type DeclineReason,
  type Digit,
  type DialOrder,
  type IncomingCall,
  isPhoneNumber,
  type JoinedMix,
  type PhoneCall,
  type PhoneCallEvent,
  type PhoneFailure,
  type PhoneLine,
  type PhoneMix,
  type PhoneNumber,
  type PhoneResult,
  type TransferFailure,
} from '../index.ts';

/** Two lines that reach each other: what one dials comes in at the other. Either may be the one under test. */
export interface FakePhoneLines {
  readonly near: FakePhoneLine;
  readonly far: FakePhoneLine;
}

export interface FakePhoneLine extends PhoneLine {
  /** The carrier is gone, or is there again. */
  lose(why: string): void;
  recover(): void;
  /** Whether the other ends of this line's calls do what they are asked where they are to call somebody else. They do not, to begin with. */
  takeTransfers(yes: boolean): void;
  /** What calls of this line carry besides their numbers from now on, by names in lower case: all of it is let through. */
  carry(headers: IncomingCall['headers']): void;
  /** Nothing is heard in this call any more: first a warning, or at once the end. */
  silence(callId: string, forGood?: boolean): void;
  /** The mixes that are open, with the calls in them, and where what each says goes. */
  mixes(): readonly FakeMix[];
}

/** A mix in which nothing is heard. */
export interface FakeMix {
  readonly port: number;
  /** Where the room's sound comes from; null: nobody has said so. */
  readonly from: number | null;
  readonly calls: readonly { readonly callId: string; readonly toPort: number | null }[];
}

const DECLINED = {
  busy: { reason: 'busy' },
  unavailable: { reason: 'unreachable' },
  rejected: { reason: 'rejected' },
} as const satisfies Record<DeclineReason, CallEnding['cause']>;
/** What a line of ours answers to a REFER. */
const NOT_ALLOWED: CallEnding['cause'] = { reason: 'carrier-error', code: 405 };
/** Where a fake's sound comes from: nobody is there. */
const NOBODYS_PORT = 9;
const done = <Value>(value: Value): PhoneResult<Value> => ({ ok: true, value });
const failed = (failure: PhoneFailure): PhoneResult<never> => ({ ok: false, failure });

/** A mix, as its line knows it. */
class Mix {
  readonly calls = new Map<string, number | null>();
  readonly port: number;
  from: number | null = null;
  open = true;

  constructor(port: number) {
    this.port = port;
  }
}

/** One end of a call: what it has told and how it ended. */
class End {
  readonly listeners = new Set<(event: PhoneCallEvent) => void>();
  ending: CallEnding | null = null;
  held = false;
  /** Leaves the mix that it is in. */
  leave = (): void => undefined;

  tell(event: PhoneCallEvent): void {
    if (this.ending) return;
    if (event.type === 'ended') {
      this.ending = { by: event.by, cause: event.cause };
      this.leave();
    }
    [...this.listeners].forEach((listener) => listener(event));
  }
}

/** A call between two fakes: both ends, and how far it is. */
class FakeCall {
  readonly caller = new End();
  readonly callee = new End();
  state: 'new' | 'ringing' | 'answered' | 'over' = 'new';
  timer: ReturnType<typeof setTimeout> | null = null;

  readonly callId: string;
  readonly order: DialOrder;
  readonly dialledBy: 'near' | 'far';
  readonly mixes: WeakMap<PhoneMix, Mix>;

  readonly headers: IncomingCall['headers'];

  /** Whether the other end does as it is asked. */
  private readonly givenAway: () => boolean;

  constructor(
    callId: string,
    order: DialOrder,
    dialledBy: 'near' | 'far',
    {
      givenAway,
      mixes,
      headers,
    }: {
      readonly givenAway: () => boolean;
      readonly mixes: WeakMap<PhoneMix, Mix>;
      readonly headers: IncomingCall['headers'];
    },
  ) {
    this.givenAway = givenAway;
    this.headers = headers;
    this.callId = callId;
    this.order = order;
    this.dialledBy = dialledBy;
    this.mixes = mixes;
    this.timer = setTimeout(
      () => this.end({ by: 'us', cause: { reason: 'no-answer' } }, 'caller'),
      order.ringTimeoutMs,
    );
  }

  /** The ending is told as the end sees it that brought it about. */
  end(ending: CallEnding, seenBy: 'caller' | 'callee', other: CallEnding['cause'] = ending.cause): void {
    if (this.state === 'over') return;
    this.state = 'over';
    if (this.timer) clearTimeout(this.timer);
    const by = ending.by === 'us' ? 'them' : ending.by;
    this[seenBy].tell({ type: 'ended', ...ending });
    this[seenBy === 'caller' ? 'callee' : 'caller'].tell({ type: 'ended', by, cause: other });
  }

  ring(): void {
    if (this.state !== 'new') return;
    this.state = 'ringing';
    this.caller.tell({ type: 'ringing' });
  }

  answer(): void {
    this.state = 'answered';
    if (this.timer) clearTimeout(this.timer);
    this.callee.tell({ type: 'answered' });
    this.caller.tell({ type: 'answered' });
  }

  seenBy(side: 'caller' | 'callee'): PhoneCall {
    const own = this[side];
    const other = this[side === 'caller' ? 'callee' : 'caller'];
    const settle = (change: () => void): PhoneResult<null> => {
      if (own.ending) return failed({ reason: 'over', ending: own.ending });
      if (this.state !== 'answered') return failed({ reason: 'not-now' });
      change();
      return done(null);
    };
    const hold = (held: boolean): PhoneResult<null> =>
      settle(() => {
        if (own.held === held) return;
        own.held = held;
        other.tell({ type: held ? 'held' : 'resumed' });
      });
    return {
      callId: `${this.callId}-${side}`,
      direction: side === 'caller' ? 'out' : 'in',
      from: this.order.from,
      to: this.order.to,
      ending: () => own.ending,
      hangUp: () => this.hangUp(side),
      sendDigits: async (digits: readonly Digit[]) =>
        settle(() => digits.forEach((digit) => other.tell({ type: 'digit', digit }))),
      hold: async () => hold(true),
      resume: async () => hold(false),
      transfer: async (to) => this.transfer(side, to),
      joinMix: async (mix) => this.joinMix(side, mix),
      listen(listener) {
        // A listener of its own, so that two who listen with one function are two.
        const each = (event: PhoneCallEvent): void => listener(event);
        own.listeners.add(each);
        return () => void own.listeners.delete(each);
      },
    };
  }

  private transfer(side: 'caller' | 'callee', to: PhoneNumber | PhoneCall): PhoneResult<null, TransferFailure> {
    const { ending } = this[side];
    if (ending) return failed({ reason: 'over', ending });
    if (typeof to === 'string' && !isPhoneNumber(to)) return failed({ reason: 'no-such-number', which: 'to' });
    if (this.state !== 'answered') return failed({ reason: 'not-now' });
    if (typeof to !== 'string' && to.ending()) return failed({ reason: 'not-now' });
    if (!this.givenAway()) return { ok: false, failure: { reason: 'transfer-refused', cause: NOT_ALLOWED } };
    this.hangUp(side);
    if (typeof to !== 'string') to.hangUp();
    return done(null);
  }

  private joinMix(side: 'caller' | 'callee', handed: PhoneMix): PhoneResult<JoinedMix> {
    const { ending } = this[side];
    const mix = this.mixes.get(handed);
    if (ending) return failed({ reason: 'over', ending });
    if (this.state !== 'answered' || !mix?.open) return failed({ reason: 'not-now' });
    const callId = `${this.callId}-${side}`;
    const end = this[side];
    end.leave();
    mix.calls.set(callId, null);
    end.leave = () => void mix.calls.delete(callId);
    return done({
      sound: { codec: 'PCMU', ssrc: 1, fromPort: NOBODYS_PORT, levelId: 1 },
      passOn: (toPort) => void (mix.calls.has(callId) && mix.calls.set(callId, toPort)),
      leave: () => void mix.calls.delete(callId),
    });
  }

  hangUp(side: 'caller' | 'callee'): void {
    if (this.state === 'answered') return this.end({ by: 'us', cause: { reason: 'completed' } }, side);
    if (side === 'caller') return this.end({ by: 'us', cause: { reason: 'cancelled' } }, side);
    this.end({ by: 'us', cause: DECLINED.unavailable }, side);
  }

  incoming(): IncomingCall {
    const whileWaiting = (act: () => void): PhoneResult<null> => {
      if (this.callee.ending) return failed({ reason: 'over', ending: this.callee.ending });
      if (this.state === 'answered') return failed({ reason: 'not-now' });
      act();
      return done(null);
    };
    return {
      ...this.seenBy('callee'),
      direction: 'in',
      headers: this.headers,
      ring: () => whileWaiting(() => this.ring()),
      answer: async () => (this.state === 'answered' ? done(null) : whileWaiting(() => this.answer())),
      decline: (reason) => whileWaiting(() => this.end({ by: 'us', cause: DECLINED[reason] }, 'callee')),
    };
  }
}

/** Telephones in memory, for tests; pass the phone line's contract suite. Every number is both lines' own. */
export function fakePhoneLines(): FakePhoneLines {
  const calls = new Set<FakeCall>();
  const known = new WeakMap<PhoneMix, Mix>();
  const takers: { near: ((call: IncomingCall) => void) | null; far: ((call: IncomingCall) => void) | null } = {
    near: null,
    far: null,
  };
  let ids = 0;
  const line = (name: 'near' | 'far', other: 'near' | 'far'): FakePhoneLine => {
    let lost: string | null = 'not started';
    let closed = false;
    let takesTransfers = false;
    let headers: IncomingCall['headers'] = {};
    const mixes = new Set<Mix>();
    const live = (): FakeCall[] => [...calls].filter(({ state }) => state !== 'over');
    return {
      async start() {
        if (!closed) lost = null;
      },
      status: () => (lost === null ? { state: 'available', calls: live().length } : { state: 'waiting', why: lost }),
      onIncoming(taker) {
        const own = (call: IncomingCall): void => taker(call);
        takers[name] = own;
        return () => void (takers[name] === own && (takers[name] = null));
      },
      async dial(order) {
        if (lost !== null) return failed({ reason: 'unavailable', why: lost });
        if (!isPhoneNumber(order.from)) return failed({ reason: 'no-such-number', which: 'from' });
        if (!isPhoneNumber(order.to)) return failed({ reason: 'no-such-number', which: 'to' });
        const call = new FakeCall(`call-${++ids}`, order, name, {
          givenAway: () => takesTransfers,
          mixes: known,
          headers,
        });
        calls.add(call);
        // As on a real line, nothing happens before who dialled can listen.
        setImmediate(() => {
          const taker = takers[other];
          if (call.state === 'over') return;
          if (taker) taker(call.incoming());
          else call.end({ by: 'us', cause: DECLINED.unavailable }, 'callee');
        });
        return done(call.seenBy('caller'));
      },
      async openMix() {
        if (lost !== null) return failed({ reason: 'unavailable', why: lost });
        const mix = new Mix(NOBODYS_PORT + ++ids);
        mixes.add(mix);
        const handed: PhoneMix = {
          port: mix.port,
          tune: ({ fromPort }) => void (mix.from = fromPort),
          close() {
            mix.open = false;
            mixes.delete(mix);
          },
        };
        known.set(handed, mix);
        return done(handed);
      },
      mixes: () =>
        [...mixes].map(({ port, from, calls: joined }) => ({
          ...{ port, from },
          calls: [...joined].map(([callId, toPort]) => ({ callId, toPort })),
        })),
      async close() {
        closed = true;
        lost = 'closed';
        for (const call of live()) call.hangUp(call.dialledBy === name ? 'caller' : 'callee');
      },
      carry: (carried) => void (headers = carried),
      takeTransfers: (yes) => void (takesTransfers = yes),
      lose: (why) => void (lost = why),
      recover: () => void (lost = closed ? 'closed' : null),
      silence(callId, forGood = false) {
        const call = live().find((each) => callId.startsWith(`${each.callId}-`));
        const side = callId.endsWith('caller') ? 'caller' : 'callee';
        if (!forGood) call?.[side].tell({ type: 'media-lost' });
        else call?.end({ by: 'network', cause: { reason: 'media-timeout' } }, side, { reason: 'completed' });
      },
    };
  };
  return { near: line('near', 'far'), far: line('far', 'near') };
}
