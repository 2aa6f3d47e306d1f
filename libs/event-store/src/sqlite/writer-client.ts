import type { MessagePort } from 'node:worker_threads';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { CorruptEvent, EventStoreBroken, EventStoreClosed, EventStoreUnavailable } from '../port.ts';
import type { CheckedAppend } from '../append-request.ts';
import { HASH_LENGTH, MESSAGE_APPENDS, WRITER_YOUNG_GENERATION_MB } from './writer-protocol.ts';
import type { FromWriter, ToWriter, WireAnswer, WireAppend, WireRun, WriterStart } from './writer-protocol.ts';

/** How many appends may wait for the writer; a further one is refused at once with `EventStoreUnavailable`. */
export const MAX_QUEUED_APPENDS = 16_384;
/** How many characters of JSON the waiting appends may hold together; likewise. */
export const MAX_QUEUED_CHARACTERS = 64 * 1024 * 1024;

/** What became of an append, as far as the writer knows it; the events themselves are here already. */
export type Written =
  | {
      readonly outcome: 'appended';
      readonly firstVersion: number;
      readonly firstPosition: number;
      readonly hashes: readonly string[];
    }
  | { readonly outcome: 'repeated'; readonly firstVersion: number }
  | { readonly outcome: 'conflict'; readonly actual: number };

interface QueuedAppend {
  readonly append: CheckedAppend;
  readonly characters: number;
  /** Called in commit order, before anything else learns of the append. */
  readonly settle: (written: Written) => void;
  readonly reject: (error: Error) => void;
}

/** The main thread's end of the writer thread. */
export interface WriterClient {
  /** The newest position and moment in the log when the writer started. */
  readonly head: number;
  readonly lastRecordedAt: string;
  /** Set once the thread has ended without being asked to: nothing will be written any more. */
  readonly broken: EventStoreBroken | undefined;
  /** Hands an append over; exactly one of the two callbacks is called. */
  append(
    append: CheckedAppend,
    recordedAt: string,
    settle: (written: Written) => void,
    reject: (error: Error) => void,
  ): void;
  /** Writes what was handed over, then ends the thread. Safe to call twice. */
  close(): Promise<void>;
}

/** A writer thread as its client meets it. */
export interface WriterThread {
  readonly worker: Pick<Worker, 'on'>;
  readonly port: MessagePort;
  readonly bell: Int32Array;
  readonly file: string;
}

/** Resolves when the thread has opened the file; rejects with {@link EventStoreUnavailable} where it cannot. */
export async function connectWriter(thread: WriterThread): Promise<WriterClient> {
  return new ThreadClient(thread).started();
}

/** Starts a writer thread, which asks for checkpoints by `checkpointBell`. Whoever connects to it closes it. */
export function startWriterThread(
  file: string,
  checkpointBell: Int32Array,
): WriterThread & { readonly worker: Worker } {
  const { port1: port, port2 } = new MessageChannel();
  const bell = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData: WriterStart = { file, port: port2, bell, checkpointBell };
  const script = new URL(
    import.meta.url.endsWith('.ts') ? './writer-thread.ts' : './writer-thread.js',
    import.meta.url,
  );
  const worker = new Worker(script, {
    workerData,
    transferList: [port2],
    name: 'event-log-writer',
    resourceLimits: { maxYoungGenerationSizeMb: WRITER_YOUNG_GENERATION_MB },
  });
  return { worker, port, bell, file };
}

class ThreadClient implements WriterClient {
  head = 0;
  lastRecordedAt = '';
  readonly #thread: WriterThread;
  readonly #exited: Promise<void>;
  #ready: { resolve: () => void; reject: (error: Error) => void } | undefined;
  /** Handed over and not yet answered, by request number, in order. */
  readonly #queued = new Map<number, QueuedAppend>();
  #queuedCharacters = 0;
  /** What goes out with the next message: everything that is appended in one turn goes together. */
  #outbox: WireAppend[] = [];
  #lastRequest = 0;
  #closing = false;
  broken: EventStoreBroken | undefined;

  constructor(thread: WriterThread) {
    this.#thread = thread;
    thread.port.on('message', (message: FromWriter) => this.#receive(message));
    thread.worker.on('error', (error) => this.#end(error instanceof Error ? error.message : String(error)));
    this.#exited = new Promise((resolve) => {
      thread.worker.on('exit', () => {
        this.#end('the writer thread ended');
        resolve();
      });
    });
  }

  async started(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.#ready = { resolve, reject };
    });
    return this;
  }

  append(
    append: CheckedAppend,
    recordedAt: string,
    settle: (written: Written) => void,
    reject: (error: Error) => void,
  ): void {
    const refusal = this.#refusal();
    if (refusal) {
      reject(refusal);
      return;
    }
    const { stream, expected, events } = append;
    let characters = 0;
    const wireEvents = events.map((event) => {
      characters += event.dataText.length + event.metadataText.length;
      return [event.id, event.type, event.schemaVersion, event.occurredAt, event.dataText, event.metadataText] as const;
    });
    this.#queuedCharacters += characters;
    this.#lastRequest += 1;
    this.#queued.set(this.#lastRequest, { append, characters, settle, reject });
    this.#outbox.push([this.#lastRequest, stream, expected, recordedAt, wireEvents]);
    // An idle writer starts at once. What comes while it is busy leaves together: the tick's queue runs when all that was
    // ready to run has run.
    if (this.#queued.size === 1 || this.#outbox.length === MESSAGE_APPENDS) this.#flush();
    else if (this.#outbox.length === 1) process.nextTick(() => this.#flush());
  }

  async close(): Promise<void> {
    if (!this.#closing) {
      this.#closing = true;
      this.#flush();
      this.#send('close');
    }
    await this.#exited;
  }

  #refusal(): Error | undefined {
    const { file } = this.#thread;
    if (this.#closing) return new EventStoreClosed(`event log ${file} was closed`);
    if (this.broken) return this.broken;
    if (this.#queued.size >= MAX_QUEUED_APPENDS) {
      return new EventStoreUnavailable(
        `event log ${file}: MAX_QUEUED_APPENDS (${MAX_QUEUED_APPENDS}) wait already; try later`,
      );
    }
    if (this.#queuedCharacters >= MAX_QUEUED_CHARACTERS) {
      return new EventStoreUnavailable(
        `event log ${file}: appends of MAX_QUEUED_CHARACTERS (${MAX_QUEUED_CHARACTERS}) wait already; try later`,
      );
    }
    return undefined;
  }

  #flush(): void {
    if (this.#outbox.length === 0) return;
    const appends = this.#outbox;
    this.#outbox = [];
    this.#send(appends);
  }

  #send(message: ToWriter): void {
    const { port, bell } = this.#thread;
    port.postMessage(message);
    Atomics.add(bell, 0, 1);
    Atomics.notify(bell, 0);
  }

  #receive(message: FromWriter): void {
    if ('versions' in message) this.#receiveRun(message);
    else if ('state' in message) this.#receiveState(message);
    else for (const answer of message) this.#answer(answer);
  }

  #receiveRun({ firstRequest, firstPosition, versions, hashes }: WireRun): void {
    for (const [index, firstVersion] of versions.entries()) {
      const hash = hashes.slice(index * HASH_LENGTH, (index + 1) * HASH_LENGTH);
      this.#take(firstRequest + index).settle({
        outcome: 'appended',
        firstVersion,
        firstPosition: firstPosition + index,
        hashes: [hash],
      });
    }
  }

  #receiveState(message: Extract<FromWriter, { state: string }>): void {
    switch (message.state) {
      case 'ready':
        this.head = message.head;
        this.lastRecordedAt = message.lastRecordedAt;
        this.#ready?.resolve();
        return;
      case 'failed':
        this.#break(message.message);
        return;
      case 'closed':
        this.#thread.port.close();
        return;
    }
  }

  #answer(answer: WireAnswer): void {
    const queued = this.#take(answer[0]);
    switch (answer[1]) {
      case 'appended':
        queued.settle({ outcome: 'appended', firstVersion: answer[2], firstPosition: answer[3], hashes: answer[4] });
        return;
      case 'repeated':
        queued.settle({ outcome: 'repeated', firstVersion: answer[2] });
        return;
      case 'conflict':
        queued.settle({ outcome: 'conflict', actual: answer[2] });
        return;
      case 'failed':
        queued.reject(this.#failure(queued.append, answer[2], answer[3]));
        return;
    }
  }

  /** The append that was answered, which waits no more. */
  #take(request: number): QueuedAppend {
    const queued = this.#queued.get(request);
    if (!queued)
      throw new Error(`event log ${this.#thread.file}: an answer to append ${request}, which nobody waits for`);
    this.#queued.delete(request);
    this.#queuedCharacters -= queued.characters;
    return queued;
  }

  #failure({ stream }: CheckedAppend, why: 'corrupt' | 'unavailable', message: string): Error {
    const text = `event log ${this.#thread.file}: append to ${stream} failed: ${message}`;
    return why === 'corrupt' ? new CorruptEvent(text) : new EventStoreUnavailable(text);
  }

  /** Takes in what the thread said last: the news of its end may overtake its answers, and what they tell is on disk. */
  #end(why: string): void {
    const { port } = this.#thread;
    for (;;) {
      const received: { message: FromWriter } | undefined = receiveMessageOnPort(port);
      if (!received) break;
      this.#receive(received.message);
    }
    this.#break(why);
  }

  /** After a close that was asked for, nothing waits any more and this changes nothing. */
  #break(why: string): void {
    this.#thread.port.close();
    this.broken ??= new EventStoreBroken(`event log ${this.#thread.file}: ${why}; open it again`);
    this.#ready?.reject(this.broken);
    for (const { reject } of this.#queued.values()) reject(this.broken);
    this.#queued.clear();
    this.#queuedCharacters = 0;
    this.#outbox = [];
  }
}
