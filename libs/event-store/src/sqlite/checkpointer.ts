import { Worker } from 'node:worker_threads';

/** To the thread: copy what has been written, or finish and end. */
export type ToCheckpointer = 'checkpoint' | 'close';
/** From it, after each checkpoint. */
export type FromCheckpointer = 'done';

/**
 * A thread that copies the write-ahead log into the main file while appends go on: on the thread that appends, everything
 * would wait for it, some milliseconds every few hundred appends.
 */
export interface Checkpointer {
  /** Asks for a checkpoint; `done` is called once, when it is over or the thread has ended. One at a time. */
  checkpoint(done: () => void): void;
  /** Ends the thread, after the checkpoint under way. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Starts the thread; it opens the file by itself. Where it cannot, or a checkpoint fails, the log goes on without: SQLite
 * checkpoints by itself when the write-ahead log has `WAL_LIMIT_PAGES`, and appenders hear of trouble from there.
 */
export function startCheckpointer(file: string): Checkpointer {
  const script = new URL(
    import.meta.url.endsWith('.ts') ? './checkpointer-thread.ts' : './checkpointer-thread.js',
    import.meta.url,
  );
  return new ThreadCheckpointer(new Worker(script, { workerData: file, name: 'event-log-checkpointer' }));
}

class ThreadCheckpointer implements Checkpointer {
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  #alive = true;
  #done: (() => void) | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', () => this.#finish());
    this.#ended = new Promise((resolve) => {
      const end = (): void => {
        this.#alive = false;
        this.#finish();
        resolve();
      };
      worker.once('exit', end);
      worker.once('error', end);
    });
  }

  checkpoint(done: () => void): void {
    if (!this.#alive) {
      done();
      return;
    }
    this.#done = done;
    this.#worker.postMessage('checkpoint' satisfies ToCheckpointer);
  }

  close(): Promise<void> {
    this.#worker.postMessage('close' satisfies ToCheckpointer);
    return this.#ended;
  }

  #finish(): void {
    const done = this.#done;
    this.#done = undefined;
    done?.();
  }
}
