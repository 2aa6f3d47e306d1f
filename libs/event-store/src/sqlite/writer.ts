import { Worker } from 'node:worker_threads';
import type { NewRow } from './event-row.ts';
import type { WriteOutcome } from './row-writer.ts';

/** To the thread: rows of one transaction, or finish and end. */
export type ToWriter = readonly NewRow[] | 'close';
/** From it, for each transaction, in their order. */
export type FromWriter = WriteOutcome;

/** The thread that writes the log, as the one that appends meets it. */
export interface Writer {
  /**
   * Has rows written in one transaction, at least one, behind those of the calls before it; `done` is called once, in the order of the
   * calls, and never where the thread has broken.
   */
  write(rows: readonly NewRow[], done: (outcome: WriteOutcome) => void): void;
  /** `tell` is called once, with the reason, where the thread ends without being asked to: nothing is written any more. */
  onBroken(tell: (why: string) => void): void;
  /** Ends the thread, after what was to be written. Safe to call twice. */
  close(): Promise<void>;
}

/** Starts the thread; it opens the file by itself, and has broken where it cannot. */
export function startWriter(file: string): Writer {
  const script = new URL(
    import.meta.url.endsWith('.ts') ? './writer-thread.ts' : './writer-thread.js',
    import.meta.url,
  );
  return new ThreadWriter(new Worker(script, { workerData: file, name: 'event-log-writer' }));
}

class ThreadWriter implements Writer {
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  readonly #waiting: ((outcome: WriteOutcome) => void)[] = [];
  #closing = false;
  #broken: string | undefined;
  #tell: ((why: string) => void) | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (outcome: FromWriter) => this.#waiting.shift()?.(outcome));
    worker.once('error', (error) => this.#break(error instanceof Error ? error.message : String(error)));
    this.#ended = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#break('the writer thread ended');
        resolve();
      });
    });
  }

  write(rows: readonly NewRow[], done: (outcome: WriteOutcome) => void): void {
    this.#waiting.push(done);
    this.#worker.postMessage(rows satisfies ToWriter);
  }

  onBroken(tell: (why: string) => void): void {
    this.#tell = tell;
    if (this.#broken !== undefined) tell(this.#broken);
  }

  close(): Promise<void> {
    this.#closing = true;
    this.#worker.postMessage('close' satisfies ToWriter);
    return this.#ended;
  }

  #break(why: string): void {
    if (this.#closing || this.#broken !== undefined) return;
    this.#broken = why;
    this.#tell?.(why);
  }
}
