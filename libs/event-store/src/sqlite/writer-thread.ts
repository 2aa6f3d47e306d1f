/**
 * The thread that writes the log, and nothing else. It runs as a file of its own: Node strips its types in development,
 * and the build compiles it like any other.
 */
import { DatabaseSync } from 'node:sqlite';
import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import { recordedAtIn } from '../stored-event.ts';
import { LogWriter } from './log-writer.ts';
import type { FromWriter, ToWriter, WireAppend, WriterStart } from './writer-protocol.ts';
import { MAX_GROUP_APPENDS, WAL_PAGES, WRITER_LOOKOUT_MS } from './writer-protocol.ts';

// `workerData` is whatever the starting thread gave: see `startWriter`.
run(workerData as WriterStart);

function run({ file, port, bell }: WriterStart): void {
  const say = (message: FromWriter): void => port.postMessage(message);
  try {
    const db = new DatabaseSync(file, { timeout: 5_000 });
    db.exec(`PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = ${WAL_PAGES}; PRAGMA cache_size = -65536;`);
    const writer = new LogWriter(db);
    say({ state: 'ready', ...endOf(db) });
    serve(writer, { port, bell });
    db.close();
    say({ state: 'closed' });
  } catch (error) {
    say({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
  port.close();
}

/** Writes what comes, in groups, until it is told to close and has written the rest. */
function serve(writer: LogWriter, { port, bell }: Pick<WriterStart, 'port' | 'bell'>): void {
  const queue: WireAppend[] = [];
  let closing = false;
  while (!closing || queue.length > 0) {
    // Read before the port is emptied: a message that comes after that rings the bell once more.
    const rung = Atomics.load(bell, 0);
    for (;;) {
      const received: { message: ToWriter } | undefined = receiveMessageOnPort(port);
      if (!received) break;
      if (received.message === 'close') closing = true;
      else queue.push(...received.message);
    }
    if (queue.length > 0) port.postMessage(writer.write(queue.splice(0, MAX_GROUP_APPENDS)));
    else if (!closing) waitForBell(bell, rung);
  }
}

function waitForBell(bell: Int32Array, rung: number): void {
  const lookoutEnd = performance.now() + WRITER_LOOKOUT_MS;
  while (Atomics.load(bell, 0) === rung) {
    if (performance.now() < lookoutEnd) continue;
    Atomics.wait(bell, 0, rung);
  }
}

/** The newest position, and the moment it was recorded. */
function endOf(db: DatabaseSync): { head: number; lastRecordedAt: string } {
  const last = db.prepare('SELECT position, envelope FROM event ORDER BY position DESC LIMIT 1').get();
  const head = last?.['position'];
  const envelope = last?.['envelope'];
  if (typeof head !== 'number' || typeof envelope !== 'string') return { head: 0, lastRecordedAt: '' };
  return { head, lastRecordedAt: recordedAtIn(envelope) };
}
