import { Worker } from 'node:worker_threads';
import type { JoinedMix, PhoneMix, PhoneSound } from '@meets/meet-domain';
import type { SoundEars } from '../rtp/sound-endpoint.ts';
import type { OwnAddress } from '../sip/flow.ts';
import type { DeskAnswers, DeskOrder, DeskQuestion, FromDesk, ToDesk } from './desk-messages.ts';
import type { CallSound, DeskLoad, DeskSettings, SoundDesk } from './sound-desk.ts';

const FROM_SOURCES = import.meta.url.endsWith('.ts');
const SCRIPT = new URL(FROM_SOURCES ? './desk-thread.ts' : './desk-thread.js', import.meta.url);
/** Sources are found where whoever runs them says so. */
const EXEC_ARGV = FROM_SOURCES ? ['--conditions=meets-source', '--disable-warning=ExperimentalWarning'] : [];

/** Opens a desk on a thread of its own. */
export const openSoundThread = (settings: DeskSettings): SoundDesk => new ThreadedDesk(settings);

/**
 * {@link SoundDesk} on a thread of its own. Should that break, which is a bug of ours, its calls are told that nothing is heard of them any more,
 * and what is opened later is opened on another.
 */
class ThreadedDesk implements SoundDesk {
  readonly #settings: DeskSettings;
  readonly #sounds = new Map<number, SoundEars>();
  readonly #mixes = new WeakMap<PhoneMix, number>();
  readonly #asked = new Map<number, (answer: DeskAnswers[keyof DeskAnswers] | null) => void>();
  #worker: Worker | null = null;
  #closed = false;
  #last = 0;

  constructor(settings: DeskSettings) {
    this.#settings = settings;
  }

  async start(): Promise<void> {
    await this.load();
  }

  async open(ears: SoundEars, at: OwnAddress): Promise<CallSound | null> {
    const sound = this.#next();
    this.#sounds.set(sound, ears);
    const port = await this.#ask({ is: 'open', sound, host: at.host });
    if (port !== null) return this.#callSound(sound, port, at);
    this.#sounds.delete(sound);
    return null;
  }

  async openMix(): Promise<PhoneMix | null> {
    const mix = this.#next();
    const port = await this.#ask({ is: 'open-mix', mix });
    if (port === null) return null;
    const opened: PhoneMix = {
      port,
      tune: (from) => this.#order({ is: 'tune', mix, from }),
      close: () => this.#order({ is: 'close-mix', mix }),
    };
    this.#mixes.set(opened, mix);
    return opened;
  }

  load(): Promise<DeskLoad | null> {
    return this.#ask({ is: 'load' });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    this.#worker = null;
    this.#sounds.clear();
    this.#answerNobody();
    await worker?.terminate();
  }

  #run(): void {
    if (this.#closed || this.#worker) return;
    const worker = new Worker(SCRIPT, { name: 'sound-desk', workerData: this.#settings, execArgv: EXEC_ARGV });
    this.#worker = worker;
    worker.on('message', (message: FromDesk) => this.#hear(message));
    // Why it broke is for the process's own report of it; what follows from it is done on its exit.
    worker.on('error', (error) => process.emitWarning(error));
    worker.on('exit', () => this.#broken(worker));
  }

  #callSound(sound: number, port: number, { host, advertisedHost }: OwnAddress): CallSound {
    return {
      address: advertisedHost ?? host,
      port,
      agree: (theirs, ours) => this.#order({ is: 'agree', sound, theirs, ours }),
      press: async (digits) => (await this.#ask({ is: 'press', sound, digits })) ?? false,
      join: async (mix) => {
        const known = this.#mixes.get(mix);
        if (known === undefined) return null;
        const joined = await this.#ask({ is: 'join', sound, mix: known });
        return joined && this.#joined(sound, joined);
      },
      close: () => {
        this.#sounds.delete(sound);
        this.#order({ is: 'close', sound });
      },
    };
  }

  #joined(sound: number, stream: PhoneSound): JoinedMix {
    return {
      sound: stream,
      passOn: (toPort) => this.#order({ is: 'pass-on', sound, toPort }),
      leave: () => this.#order({ is: 'leave', sound }),
    };
  }

  #next(): number {
    this.#last += 1;
    return this.#last;
  }

  #order(order: DeskOrder): void {
    this.#worker?.postMessage(order satisfies ToDesk);
  }

  /** Null where there is no desk to answer. */
  async #ask<Question extends DeskQuestion>(question: Question): Promise<DeskAnswers[Question['is']] | null> {
    this.#run();
    const worker = this.#worker;
    if (!worker) return null;
    const number = this.#next();
    const answer = await new Promise<DeskAnswers[keyof DeskAnswers] | null>((resolve) => {
      this.#asked.set(number, resolve);
      worker.postMessage({ is: 'ask', number, question } satisfies ToDesk);
    });
    // The desk answers each question by its own kind.
    return answer as DeskAnswers[Question['is']] | null;
  }

  #hear(message: FromDesk): void {
    switch (message.is) {
      case 'answer':
        this.#asked.get(message.number)?.(message.answer);
        this.#asked.delete(message.number);
        return;
      case 'digit':
        return this.#sounds.get(message.sound)?.digit(message.digit);
      case 'lost':
        return this.#sounds.get(message.sound)?.lost();
      case 'timed-out':
        return this.#sounds.get(message.sound)?.timedOut();
    }
  }

  #broken(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    const sounds = [...this.#sounds.values()];
    this.#sounds.clear();
    this.#answerNobody();
    for (const ears of sounds) ears.timedOut();
  }

  #answerNobody(): void {
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const answer of asked) answer(null);
  }
}
