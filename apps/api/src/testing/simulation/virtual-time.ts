import type { Clock } from '../../time/clock.ts';
import type { Chance } from './chance.ts';

interface Task {
  readonly due: number;
  readonly run: () => void;
}

/** The most turns that one wait may take; beyond it something goes round in circles. */
const MAX_TURNS = 200_000;

/**
 * Time, and everything that happens in it, of a simulated world. Whoever waits, for a timer or for an answer, waits here;
 * of all that is due at a moment, chance says what comes first. Nothing here looks at the machine's clock.
 */
export class VirtualTime {
  /** Decides what comes first; the simulation gives each step a source of its own. */
  chance: Chance;
  #elapsed = 0;
  #wall: number;
  /** The furthest that the wall clock was ever ahead of the time that has passed. */
  #furthest: number;
  #setBackAt = -Infinity;
  readonly #underWay = new Set<Promise<unknown>>();
  #loopTurns = 1;
  #tasks: Task[] = [];

  constructor(chance: Chance, startAt = '2026-03-02T09:00:00.000Z') {
    this.chance = chance;
    this.#wall = Date.parse(startAt);
    this.#furthest = this.#wall;
  }

  /** How long the world has been there, in milliseconds. */
  get elapsed(): number {
    return this.#elapsed;
  }

  /** What the machines' wall clock says. */
  get wall(): number {
    return this.#wall;
  }

  /** No process can take a later moment for now, however often the clock was set back since. */
  get latest(): number {
    return this.#furthest + this.#elapsed;
  }

  /** When the wall clock was last set back, in elapsed time. */
  get setBackAt(): number {
    return this.#setBackAt;
  }

  /** Somebody sets the wall clock. */
  jump(ms: number): void {
    if (ms < 0) this.#setBackAt = this.#elapsed;
    this.#wall += ms;
    this.#furthest = Math.max(this.#furthest, this.#wall - this.#elapsed);
  }

  /** Runs once, so many milliseconds from now. Answers how to call it off. */
  after(delayMs: number, run: () => void): () => void {
    const task = { due: this.#elapsed + Math.max(0, delayMs), run };
    this.#tasks.push(task);
    return () => {
      const index = this.#tasks.indexOf(task);
      if (index >= 0) this.#tasks.splice(index, 1);
    };
  }

  pass(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** The clock of a process that starts now. */
  clock(): Clock {
    const bornAt = this.#elapsed;
    return {
      now: () => this.#wall,
      elapsed: () => this.#elapsed - bornAt,
      setTimer: (inMs, run) => this.after(inMs, run),
      // The machines stay up; it is their processes that come and go.
      sinceBoot: () => ({ boot: 'the only one', ms: this.#elapsed }),
    };
  }

  /**
   * Something takes time of the real world, and none of this one: nothing happens here until it is over. `turns`: how many turns
   * of the event loop all promises need to run out from now on.
   */
  real<Value>(work: Promise<Value>, turns = this.#loopTurns): Promise<Value> {
    this.#loopTurns = turns;
    const over = (): void => void this.#underWay.delete(work);
    this.#underWay.add(work);
    work.then(over, over);
    return work;
  }

  /** Nobody in a simulated world waits for anything else real, so a turn of the event loop lets all promises run out. */
  async quiet(): Promise<void> {
    do {
      await Promise.allSettled(this.#underWay);
      for (let turns = 0; turns < this.#loopTurns; turns += 1) await loopTurn();
    } while (this.#underWay.size > 0);
  }

  /** Lets one of those things happen that are due, and all that follows from it without waiting. False: nothing is due. */
  async turn(): Promise<boolean> {
    const due = this.#tasks.filter((task) => task.due <= this.#elapsed);
    if (due.length === 0) return false;
    const task = this.chance.pick(due);
    this.#tasks.splice(this.#tasks.indexOf(task), 1);
    task.run();
    await this.quiet();
    return true;
  }

  /** Until nothing is due. */
  async settle(): Promise<void> {
    await this.quiet();
    for (let turns = 0; await this.turn(); turns += 1)
      if (turns > MAX_TURNS) throw new Error('the world never settles');
  }

  /** Lets so much time pass, and everything happen at its moment. */
  async advance(ms: number): Promise<void> {
    const until = this.#elapsed + ms;
    await this.settle();
    for (let next = this.#nextDue(); next <= until; next = this.#nextDue()) {
      this.#moveTo(next);
      await this.settle();
    }
    this.#moveTo(until);
  }

  /** Lets time pass until the promise is settled, and answers with what it holds; gives up after `longestMs`. */
  async until<Value>(promise: Promise<Value>, longestMs = 120_000): Promise<Value> {
    let settled = false;
    const noteSettled = (): void => void (settled = true);
    promise.then(noteSettled, noteSettled);
    const end = this.#elapsed + longestMs;
    await this.quiet();
    while (!settled) {
      if (await this.turn()) continue;
      const next = this.#nextDue();
      if (next > end) throw new Error(`nothing came of it in ${longestMs} ms`);
      this.#moveTo(next);
    }
    return promise;
  }

  #nextDue(): number {
    return this.#tasks.reduce((soonest, { due }) => Math.min(soonest, due), Infinity);
  }

  #moveTo(elapsed: number): void {
    this.#wall += elapsed - this.#elapsed;
    this.#elapsed = elapsed;
  }
}

const loopTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
