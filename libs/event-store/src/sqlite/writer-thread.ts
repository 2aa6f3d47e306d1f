/**
 * The thread that writes the log, and nothing else. It runs as a file of its own: Node strips its types in development,
 * and the build compiles it like any other.
 */
import { DatabaseSync } from 'node:sqlite';
import type { MessagePort } from 'node:worker_threads';
import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import { CHECKPOINTER_CLOSES } from './checkpointer.ts';
import { recordedAtIn } from '../stored-event.ts';
import { messagesOf } from './answer-messages.ts';
import { LogWriter } from './log-writer.ts';
import type { FromWriter, ToWriter, WireAppend, WriterStart } from './writer-protocol.ts';
import {
  CHECKPOINT_PAGES,
  GATHER_MAX_MS,
  MAX_GROUP_APPENDS,
  WAL_MAX_PAGES,
  WRITER_CACHE_KIB,
  WRITER_LOOKOUT_MS,
} from './writer-protocol.ts';

function run({ file, port, bell, checkpointBell }: WriterStart): void {
  const say = (message: FromWriter): void => port.postMessage(message);
  try {
    const db = new DatabaseSync(file, { timeout: 5_000 });
    db.exec(
      `PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = ${WAL_MAX_PAGES}; PRAGMA cache_size = -${WRITER_CACHE_KIB};`,
    );
    const writer = new LogWriter(db);
    say({ state: 'ready', ...endOf(db) });
    serve(writer, { port, bell, checkpointBell });
    db.close();
    say({ state: 'closed' });
  } catch (error) {
    say({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
  port.close();
}

/** Writes what comes, in groups, until it is told to close and has written the rest. */
function serve(writer: LogWriter, { port, bell, checkpointBell }: Omit<WriterStart, 'file'>): void {
  const inbox = new Inbox(port, bell);
  let appenders = 1;
  let patienceMs = 0;
  let checkpointedPages = 0;
  for (;;) {
    inbox.empty();
    if (inbox.queue.length > 0) {
      const group = new Group(inbox, Math.min(appenders, MAX_GROUP_APPENDS), patienceMs);
      const began = performance.now();
      const answers = writer.write(group.first, group.isWhole ? undefined : () => group.more());
      patienceMs = Math.min(GATHER_MAX_MS, (performance.now() - began - group.waitedMs) / 2);
      inbox.empty();
      // Who waits already, and who is about to be answered: as many may append next.
      appenders = inbox.queue.length + answers.length;
      for (const message of messagesOf(answers)) port.postMessage(message);
      if (writer.pagesWritten - checkpointedPages >= CHECKPOINT_PAGES) {
        checkpointedPages = writer.pagesWritten;
        askForCheckpoint(checkpointBell);
      }
    } else if (inbox.closing) return;
    // Alone, it sleeps at once: looking out would keep the core on which the lone appender is about to be woken.
    else inbox.waitForMore(appenders > 1 ? WRITER_LOOKOUT_MS : 0);
  }
}

/** The counter only has to change; it starts anew before it could overflow. */
const ASKED_AT_MOST = 2 ** 30;

function askForCheckpoint(bell: Int32Array): void {
  // A checkpointer that has been told to close stays told.
  const asked = Atomics.load(bell, 0);
  if (asked !== CHECKPOINTER_CLOSES) Atomics.compareExchange(bell, 0, asked, (asked + 1) % ASKED_AT_MOST);
  Atomics.notify(bell, 0);
}

/** The appends of one transaction: those that are here, and those that come while it is being written. */
class Group {
  readonly first: readonly WireAppend[];
  waitedMs = 0;
  readonly #inbox: Inbox;
  readonly #wanted: number;
  readonly #patienceMs: number;
  #size: number;

  constructor(inbox: Inbox, wanted: number, patienceMs: number) {
    this.#inbox = inbox;
    this.#wanted = wanted;
    this.#patienceMs = patienceMs;
    this.first = inbox.queue.splice(0, MAX_GROUP_APPENDS);
    this.#size = this.first.length;
  }

  get isWhole(): boolean {
    return this.#size >= this.#wanted;
  }

  /** None: the group is whole, or nobody came for a while. */
  more(): readonly WireAppend[] {
    if (this.isWhole || this.#inbox.closing) return [];
    this.#inbox.empty();
    if (this.#inbox.queue.length === 0) this.#waitABit();
    const more = this.#inbox.queue.splice(0, MAX_GROUP_APPENDS - this.#size);
    this.#size += more.length;
    return more;
  }

  #waitABit(): void {
    const began = performance.now();
    this.#inbox.waitForMore(Math.min(WRITER_LOOKOUT_MS, this.#patienceMs), this.#patienceMs);
    this.#inbox.empty();
    this.waitedMs += performance.now() - began;
  }
}

class Inbox {
  readonly queue: WireAppend[] = [];
  closing = false;
  readonly #port: MessagePort;
  readonly #bell: Int32Array;
  #rung = 0;

  constructor(port: MessagePort, bell: Int32Array) {
    this.#port = port;
    this.#bell = bell;
  }

  /** Takes in all that has come. */
  empty(): void {
    // Read before the port is emptied: a message that comes after that rings the bell once more.
    this.#rung = Atomics.load(this.#bell, 0);
    for (;;) {
      const received: { message: ToWriter } | undefined = receiveMessageOnPort(this.#port);
      if (!received) return;
      if (received.message === 'close') this.closing = true;
      else this.queue.push(...received.message);
    }
  }

  /** Returns when something has come since {@link empty}, or when the time is over; looks out first, then sleeps. */
  waitForMore(lookoutMs: number, timeoutMs = Infinity): void {
    const lookoutEnd = performance.now() + lookoutMs;
    while (Atomics.load(this.#bell, 0) === this.#rung) {
      if (performance.now() < lookoutEnd) continue;
      if (Atomics.wait(this.#bell, 0, this.#rung, timeoutMs) === 'timed-out') return;
    }
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

// `workerData` is whatever the starting thread gave: see `startWriterThread`.
run(workerData as WriterStart);
