/** The thread that writes the log, and nothing else: see `writer.ts`. It runs as a file of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { RowWriter } from './row-writer.ts';
import { connectForWriting, WRITER_LOCK_WAIT_MS } from './write-connection.ts';
import type { FromWriter, ToWriter } from './writer.ts';

function run(file: string): void {
  const db = connectForWriting(file, WRITER_LOCK_WAIT_MS);
  const writer = new RowWriter(db);
  const answer = (message: FromWriter): void => parentPort?.postMessage(message);
  parentPort?.on('message', (message: ToWriter) => {
    if (message === 'close') {
      db.close();
      parentPort?.close();
      return;
    }
    // Once a group has failed, those behind it would leave a gap.
    answer(writer.writeNext(message));
  });
}

// `workerData` is whatever the starting thread gave: see `startWriter`.
run(workerData as string);
