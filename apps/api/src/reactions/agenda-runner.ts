import type { Log } from '../logging/log.ts';
import type { SteadyClock } from '../time/steady-clock.ts';
import type { Agenda } from './agenda.ts';
import type { AgendaEntry } from './agenda-entry.ts';
import { type Backoff, backoffMs } from './backoff.ts';
import { type Due, DueQueue } from './due-queue.ts';
import { Lane } from './lane.ts';
import type { Outcome } from './reaction.ts';

/** How often the wall clock is looked at while anything is on the agenda, so that a jump forward is noticed in time. */
export const AGENDA_TICK_MS = 1_000;
/**
 * How often, while anything waits, the moment is written down for a start after the machine's own restart; less often
 * while nothing is due for long: each time a hundredth of what is left has passed.
 */
export const MOMENT_KEPT_EVERY_MS = 5_000;
/** How many follow-ups are sent at a time; further ones wait their turn, and hold up nothing else. */
export const FOLLOW_UPS_AT_ONCE = 8;
/** How many system commands are given at a time. */
export const SYSTEM_COMMANDS_AT_ONCE = 32;
/** How long to wait before a task that failed (the store was down, say) is tried again; it is never dropped. */
export const TASK_BACKOFF: Backoff = { firstMs: 100, longestMs: 30_000 };
/** How long `close` waits for what is being done; what is cut off stays on the agenda and is done again. */
export const AGENDA_CLOSE_WAIT_MS = 2_000;

export interface AgendaRunnerParts {
  readonly agenda: Agenda;
  readonly clock: SteadyClock;
  readonly log: Log;
  readonly random: () => number;
  /** Called now and then while anything waits: see {@link MOMENT_KEPT_EVERY_MS}. */
  readonly keepMoment: () => void;
  readonly perform: (entry: AgendaEntry, attempt: number) => Promise<Outcome>;
}

/** An entry, and how often it was tried. Each try that waits for its time stands in the queue. */
interface Held {
  entry: AgendaEntry;
  attempts: number;
}

/** A held entry that waits for its time. */
interface Waiting extends Due {
  readonly held: Held;
}

/**
 * Does what is on the agenda, each when it is due by the steady clock: a wall clock that is set back puts nothing off, and
 * one that jumps forward makes overdue what it has jumped over, once. A tick costs what is due, however much waits.
 */
export class AgendaRunner {
  readonly #parts: AgendaRunnerParts;
  readonly #held = new Map<string, Held>();
  readonly #waiting = new DueQueue<Waiting>();
  readonly #commands = new Lane(SYSTEM_COMMANDS_AT_ONCE);
  readonly #followUps = new Lane(FOLLOW_UPS_AT_ONCE);
  #cancelTimer: () => void = () => undefined;
  #momentKeptAt = -Infinity;
  #state: 'idle' | 'started' | 'closed' = 'idle';

  constructor(parts: AgendaRunnerParts) {
    this.#parts = parts;
    for (const entry of parts.agenda.all()) this.#hold(entry);
  }

  /** Begins; what became due while nobody looked is done at once. Once only. */
  start(): void {
    if (this.#state !== 'idle') return;
    this.#state = 'started';
    this.#tick();
  }

  /** Takes over what changed on the agenda. To be called when the change is on disk, before anything else happens. */
  refresh(): void {
    const changes = this.#parts.agenda.takeChanges();
    for (const [id, entry] of changes) {
      if (entry) this.#hold(entry);
      else this.#drop(id);
    }
    if (changes.size > 0) this.#tick();
  }

  /** Forgets everything and takes the agenda as it is on disk. */
  reload(): void {
    this.#parts.agenda.takeChanges();
    this.#held.clear();
    this.#waiting.clear();
    for (const entry of this.#parts.agenda.all()) this.#hold(entry);
  }

  /** Begins nothing new, and waits up to {@link AGENDA_CLOSE_WAIT_MS} for what is being done. Safe to call twice. */
  async close(): Promise<void> {
    this.#state = 'closed';
    this.#cancelTimer();
    this.#commands.clear();
    this.#followUps.clear();
    let cancel: () => void = () => undefined;
    const tooLong = new Promise<void>((resolve) => {
      cancel = this.#parts.clock.setTimer(AGENDA_CLOSE_WAIT_MS, resolve);
    });
    await Promise.race([Promise.all([this.#commands.settled(), this.#followUps.settled()]), tooLong]);
    cancel();
  }

  #hold(entry: AgendaEntry): void {
    const held: Held = { entry, attempts: 0 };
    this.#held.set(entry.id, held);
    this.#waiting.put({ id: entry.id, due: entry.dueAt, held });
  }

  #drop(id: string): void {
    this.#held.delete(id);
    this.#waiting.delete(id);
  }

  /** Begins what is due, and sets the timer for what is not. */
  #tick(): void {
    if (this.#state !== 'started') return;
    this.#cancelTimer();
    const { clock } = this.#parts;
    const now = clock.now();
    for (let due = this.#waiting.takeDue(now); due; due = this.#waiting.takeDue(now)) this.#queue(due.held);
    const soonestMs = this.#waiting.soonest() - now;
    if (soonestMs === Infinity) return;
    this.#keepMoment(soonestMs);
    this.#cancelTimer = clock.setTimer(Math.min(soonestMs, AGENDA_TICK_MS), () => this.#tick());
  }

  #keepMoment(soonestMs: number): void {
    const { clock, keepMoment } = this.#parts;
    const everyMs = Math.max(MOMENT_KEPT_EVERY_MS, soonestMs / 100);
    if (clock.elapsed() - this.#momentKeptAt < everyMs) return;
    this.#momentKeptAt = clock.elapsed();
    keepMoment();
  }

  #queue(held: Held): void {
    const lane = held.entry.task.kind === 'follow-up' ? this.#followUps : this.#commands;
    lane.add(() => this.#do(held));
  }

  async #do(held: Held): Promise<void> {
    if (this.#state !== 'started' || !this.#isCurrent(held)) return;
    held.attempts += 1;
    try {
      const outcome = await this.#parts.perform(held.entry, held.attempts);
      // Closed meanwhile: the entry stays on disk. Removed or replaced meanwhile: this outcome is of no interest.
      if (this.#state === 'started' && this.#isCurrent(held)) this.#settle(held, outcome);
    } catch (error) {
      this.#retryAfterFailure(held, error);
    }
  }

  #isCurrent(held: Held): boolean {
    return this.#held.get(held.entry.id) === held;
  }

  #settle(held: Held, outcome: Outcome): void {
    const { agenda } = this.#parts;
    switch (outcome.outcome) {
      case 'done':
        agenda.complete(held.entry.id);
        this.#drop(held.entry.id);
        return;
      case 'again':
        agenda.update(held.entry.id, outcome.task);
        held.entry = { ...held.entry, task: outcome.task };
        held.attempts = 0;
        return this.#queue(held);
      case 'retry':
        return this.#postpone(held, outcome.inMs);
    }
  }

  #retryAfterFailure(held: Held, error: unknown): void {
    if (this.#state !== 'started' || !this.#isCurrent(held)) return;
    const { log, random } = this.#parts;
    const inMs = backoffMs(TASK_BACKOFF, held.attempts, random());
    const { id, task, cause } = held.entry;
    const { attempts } = held;
    log.warn(
      { err: error, entry: id, kind: task.kind, causedBy: cause.eventId, attempts, inMs },
      'a reaction failed and will be tried again',
    );
    this.#postpone(held, inMs);
  }

  #postpone(held: Held, inMs: number): void {
    this.#waiting.put({ id: held.entry.id, due: this.#parts.clock.now() + inMs, held });
    this.#tick();
  }
}
