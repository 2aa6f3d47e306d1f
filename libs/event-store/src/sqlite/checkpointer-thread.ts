/** The thread that checkpoints the log, and nothing else: see `checkpointer.ts`. It runs as a file of its own. */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromCheckpointer, ToCheckpointer } from './checkpointer.ts';

function run(file: string): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0');
  // Passive: it copies what it can, and neither waits for the writer nor makes it wait.
  const checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  const done: FromCheckpointer = 'done';
  parentPort?.on('message', (message: ToCheckpointer) => {
    if (message === 'close') {
      db.close();
      parentPort?.close();
      return;
    }
    checkpoint.get();
    parentPort?.postMessage(done);
  });
}

// `workerData` is whatever the starting thread gave: see `startCheckpointer`.
run(workerData as string);
