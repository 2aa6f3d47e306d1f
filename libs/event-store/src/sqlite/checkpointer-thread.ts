/** The thread that checkpoints the log, and nothing else: see `checkpointer.ts`. It runs as a file of its own. */
import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';
import { CHECKPOINTER_CLOSES, type CheckpointerStart } from './checkpointer.ts';

function run({ file, bell }: CheckpointerStart): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0');
  // Passive: it copies what it can, and neither waits for the writer nor makes it wait.
  const checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  for (let done = 0; ;) {
    Atomics.wait(bell, 0, done);
    done = Atomics.load(bell, 0);
    if (done === CHECKPOINTER_CLOSES) break;
    checkpoint.get();
  }
  db.close();
}

// `workerData` is whatever the starting thread gave: see `startCheckpointer`.
run(workerData as CheckpointerStart);
