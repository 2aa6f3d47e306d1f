import type { EventStore, PersonKeys } from '@meets/event-store';
import type {
  CallDialled,
  CallEnding,
  DeclineReason,
  DialFailure,
  IncomingCall,
  PhoneCall,
  PhoneLine,
} from '@meets/meet-domain';
import type { Clock } from '../time/clock.ts';
import type { LineOrders } from '../commands/line-orders.ts';
import type { OneCall } from '../commands/one-call.ts';
import type { Log } from '../logging/log.ts';
import type { CallBooks } from '../reactions/call-books.ts';
import { staffOf } from '../reactions/call-assignment.ts';
import { followLog } from '../reactions/follow-log.ts';
import { type Hearing, tell, type Told, toTold, typesHeard } from '../reactions/told.ts';
import { domainDecoder } from '../stored-events/domain-codec.ts';
import { roomOf } from '../media/room-keeper.ts';
import type { CallSounds } from './call-sounds.ts';
import { HeardDigits } from './heard-digits.ts';
import type { CallOnLine, CallsOnLine } from './calls-on-line.ts';
import { DECLINED, MISSED, NO_SUCH, UNANSWERED } from './line-reasons.ts';
import type { NumberPlan } from './number-plan.ts';
import { StandingOrders } from './standing-orders.ts';

export interface LineKeeperParts {
  readonly store: EventStore;
  readonly keys: PersonKeys;
  readonly line: PhoneLine;
  /** What this installation's line is called in the log: see `CallCameIn`. */
  readonly lineId: string;
  readonly plan: NumberPlan;
  /** Which calls it has; empty to begin with. */
  readonly callsOnLine: CallsOnLine;
  /** Null: this process has no rooms, and calls are answered without sound. */
  readonly sounds: CallSounds | null;
  readonly calls: CallBooks;
  readonly commands: LineOrders;
  readonly clock: Clock;
  readonly log: Log;
}

export interface LineKeeper {
  /** Takes no more calls, ends those there are, and waits until the log says so. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Between the phone line and the log: what the line tells is ordered of the meets, and what the log says of them is done on the
 * line. Calls that the line held when its process ended are over before the first new one comes in. Rejects where the log cannot
 * be read or written then.
 */
export async function openLineKeeper(parts: LineKeeperParts): Promise<LineKeeper> {
  const { store, line, lineId, calls, commands } = parts;
  for (const gone of calls.heldBy(lineId)) await commands.hangUpCall({ ...gone, lost: true });
  const keeper = new Keeper(parts, await store.head());
  const stopTaking = line.onIncoming((call) => keeper.take(call));
  let closed: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    stopTaking();
    keeper.leave();
    await line.close();
    await keeper.settled();
  };
  return { close: () => (closed ??= close()) };
}

class Keeper {
  readonly #parts: LineKeeperParts;
  readonly #orders: StandingOrders;
  readonly #stop = new AbortController();
  readonly #following: Promise<void>;
  #position: number;

  constructor(parts: LineKeeperParts, position: number) {
    this.#parts = parts;
    this.#position = position;
    const { store, keys, clock, log, callsOnLine } = parts;
    this.#orders = new StandingOrders(clock, log);
    const decode = domainDecoder(keys);
    this.#following = followLog({
      ...{ store, clock, log, signal: this.#stop.signal, random: Math.random },
      filter: { types: typesHeard(HEARD) },
      checkpoint: async () => this.#position,
      takeIn: (events, upTo) => {
        for (const event of events) {
          const told = toTold(event, decode);
          if (told)
            tell(HEARD, told, ({ channelId, subject: meetId }) => callsOnLine.find({ channelId, meetId }), this);
        }
        this.#position = upTo;
      },
      caughtUp: () => undefined,
    });
  }

  /** A caller does not wait for a log that cannot be written: they call again. */
  take(call: IncomingCall): void {
    this.#orders.give(
      'a call that came in',
      () => this.#receive(call),
      () => call.decline('unavailable'),
    );
  }

  /** R38: likewise, of a call that this line is to make. */
  dial(call: OneCall, { number, line, deadline }: CallDialled['data']): void {
    if (line !== this.#parts.lineId) return;
    const give = async (): Promise<void> => {
      const reason = await this.#begin(call, number, deadline);
      if (reason !== null) await this.#parts.commands.failDialledCall({ ...call, reason });
    };
    this.#orders.give('a call that was to be made', give);
  }

  /** It is answered, by the log: so it is on the line, too, and heard in the room of its meet. */
  live({ call, channelId, meetId }: CallOnLine): void {
    const { commands, sounds } = this.#parts;
    this.#orders.give('who is on the telephone', async () => {
      if (!(await answer(call))) return;
      const customerId = await commands.customerOnCall({ channelId, meetId });
      if (customerId !== null) sounds?.join(call, roomOf(channelId, meetId), { role: 'customer', id: customerId });
    });
  }

  /** Where the other end refuses, the meet is told that they are not on hold. */
  holdOn({ call, channelId, meetId }: CallOnLine): void {
    this.#orders.give('that a call could not be held', async () => {
      const { ok } = await call.hold();
      if (!ok) await this.#parts.commands.takeHoldBack({ channelId, meetId });
    });
  }

  /** From now on, whatever ends was ended by us. */
  leave(): void {
    this.#orders.leave();
  }

  async settled(): Promise<void> {
    await this.#orders.settled();
    this.#stop.abort();
    await this.#following;
  }

  async #receive(call: IncomingCall): Promise<void> {
    const { commands, calls, plan, lineId } = this.#parts;
    const number = plan.heard(call.to);
    const channelId = await commands.holderOf(number);
    // R41: nobody's number has no tenant to tell.
    if (channelId === null) return void call.decline('rejected');
    const from = call.from === null ? null : plan.heard(call.from);
    const callerId = from === null ? null : calls.callerOf(channelId, from);
    const staff = staffOf({ calls }, channelId);
    const headers = Object.entries(call.headers).map(([name, value]) => ({ name, value }));
    const came = {
      channelId,
      callId: `${lineId}/${call.callId}`,
      line: lineId,
      number,
      from,
      callerId,
      headers,
      staff,
    };
    const { meetId, turnedAway } = await commands.receiveCall(came);
    if (turnedAway !== null) return void call.decline(DECLINED[turnedAway]);
    call.ring();
    await this.#keep({ call, channelId, meetId });
  }

  /** Null: it has begun, or is wanted no more. */
  async #begin(call: OneCall, number: string, deadline: string): Promise<DialFailure | null> {
    const { line, plan, commands, clock } = this.#parts;
    if (this.#parts.callsOnLine.find(call) !== null) return null;
    const to = await commands.numberToDial(call);
    if (to === null) return (await commands.callState(call)) === 'waiting' ? 'UNREACHABLE_DEVICE' : null;
    const ringTimeoutMs = Math.max(1, Date.parse(deadline) - clock.now());
    const dialled = await line.dial({ from: plan.spoken(number), to, ringTimeoutMs });
    if (!dialled.ok)
      return dialled.failure.reason === 'no-such-number' ? NO_SUCH[dialled.failure.which] : 'SYSTEM_FAILURE';
    await this.#keep({ call: dialled.value, ...call });
    return null;
  }

  async #keep(kept: CallOnLine): Promise<void> {
    const { call, channelId, meetId } = kept;
    const { commands, clock, callsOnLine } = this.#parts;
    callsOnLine.add(kept);
    let pickedUp = call.direction === 'in';
    const digits = new HeardDigits(clock, (count) =>
      this.#orders.give('that digits were pressed', () => commands.noteDigits({ channelId, meetId, count })),
    );
    call.listen((event) => {
      if (event.type === 'digit') digits.hear();
      if (event.type === 'answered' && !pickedUp) {
        pickedUp = true;
        this.#orders.give('that a customer picked up', () => commands.pickUpCall({ channelId, meetId }));
      }
      if (event.type === 'ended') this.#ended(kept, event, { pickedUp, digits: digits.stop() });
    });
    const ending = call.ending();
    if (ending !== null) return this.#ended(kept, ending, { pickedUp, digits: 0 });
    // What was decided before the line had it, nobody has done there.
    const state = await commands.callState({ channelId, meetId });
    if (state === 'live') this.live(kept);
    if (state === 'over') call.hangUp();
  }

  /** `digits`: how many were pressed at last. */
  #ended(
    { channelId, meetId }: CallOnLine,
    { by, cause }: CallEnding,
    { pickedUp, digits }: { readonly pickedUp: boolean; readonly digits: number },
  ): void {
    const { commands, callsOnLine } = this.#parts;
    const { leaving } = this.#orders;
    callsOnLine.remove({ channelId, meetId });
    if (!pickedUp) {
      const reason = leaving ? 'SYSTEM_FAILURE' : UNANSWERED[cause.reason];
      this.#orders.give('the end of a call', () => commands.failDialledCall({ channelId, meetId, reason }));
      return;
    }
    const broke = by === 'network' || cause.reason === 'media-timeout' || cause.reason === 'carrier-error';
    let count = digits;
    this.#orders.give('the end of a call', async () => {
      if (count > 0) await commands.noteDigits({ channelId, meetId, count });
      count = 0;
      await commands.hangUpCall({ channelId, meetId, lost: broke || leaving });
    });
  }
}

type Find = (told: Told) => CallOnLine | null;

/** What is done on the line when the log says so. Each may come twice: a line does it once. */
const HEARD: Hearing<[find: Find, keeper: Keeper]> = {
  CallDialled({ channelId, subject: meetId, fact }, _, keeper) {
    keeper.dial({ channelId, meetId }, fact.data);
  },
  MeetAccepted(told, find, keeper) {
    const found = find(told);
    if (found) keeper.live(found);
  },
  MeetMissed(told, find) {
    const found = find(told);
    if (found) decline(found.call, MISSED[told.fact.data.reason]);
  },
  CallHeld(told, find, keeper) {
    const found = find(told);
    if (found) keeper.holdOn(found);
  },
  CallResumed: (told, find) => void find(told)?.call.resume(),
  MeetEnded: (told, find) => find(told)?.call.hangUp(),
};

/** False where it is over, or cannot be: then it ends, and its end is told to the meet like any other. */
async function answer(call: IncomingCall | PhoneCall): Promise<boolean> {
  if (!isIncoming(call)) return true;
  const answered = await call.answer();
  if (!answered.ok && answered.failure.reason !== 'over' && answered.failure.reason !== 'not-now') call.hangUp();
  return answered.ok;
}

function decline(call: IncomingCall | PhoneCall, reason: DeclineReason): void {
  if (!isIncoming(call) || !call.decline(reason).ok) call.hangUp();
}

const isIncoming = (call: IncomingCall | PhoneCall): call is IncomingCall => call.direction === 'in';
