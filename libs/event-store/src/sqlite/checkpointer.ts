import { Worker } from 'node:worker_threads';

/** What the checkpointing thread is started with. */
export interface CheckpointerStart {
  readonly file: string;
  /** One shared counter: adding to it, and notifying, asks for a checkpoint. */
  readonly bell: Int32Array;
}

/** On the bell: finish, and end. */
export const CHECKPOINTER_CLOSES = -1;

/**
 * A thread that copies the write-ahead log into the main file while the writer goes on: in the writer's own thread every
 * append would wait for it, some milliseconds every few hundred appends.
 */
export interface Checkpointer {
  /** Ends the thread, after the checkpoint under way. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Starts the thread; it opens the file by itself. Where it cannot, or a checkpoint fails, the log goes on without: the
 * writer does its own checkpoint when the write-ahead log has `WAL_MAX_PAGES`, and appenders hear of trouble from there.
 */
export function startCheckpointer(file: string, bell: Int32Array): Checkpointer {
  const script = new URL(
    import.meta.url.endsWith('.ts') ? './checkpointer-thread.ts' : './checkpointer-thread.js',
    import.meta.url,
  );
  const workerData: CheckpointerStart = { file, bell };
  const worker = new Worker(script, { workerData, name: 'event-log-checkpointer' });
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
    worker.once('error', () => resolve());
  });
  return {
    close: () => {
      Atomics.store(bell, 0, CHECKPOINTER_CLOSES);
      Atomics.notify(bell, 0);
      return ended;
    },
  };
}
