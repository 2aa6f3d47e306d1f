import { existsSync } from 'node:fs';
import type { types } from 'mediasoup';

/** How long a worker that died, or could not start, stays down before another is started in its place; doubled each time it fails again. */
export const WORKER_RESTART_MS = 100;
/** The longest such pause. */
export const WORKER_RESTART_LONGEST_MS = 10_000;
/** A worker that has run for so long counts as healthy: when it dies, the next starts without a longer pause. */
export const WORKER_HEALTHY_MS = 30_000;
/** How often somebody looks whether the worker's program is there by now. */
export const WORKER_LOOK_MS = 1_000;

/** Where the pool says what went on; pino's logger has this shape. */
export interface MediaLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface PoolOptions {
  /** How many workers run: one a core is what mediasoup is made for. */
  readonly workers: number;
  /** The worker's program; null: where mediasoup itself looks for it. It may come later. */
  readonly workerBin: string | null;
  /** The address that workers listen on. */
  readonly listenIp: string;
  /** What clients are told instead, where they reach it by another address or name; null: nothing else. */
  readonly announcedAddress: string | null;
  /** The first worker's port, UDP and TCP; the next one has the next. 0: any that is free. */
  readonly port: number;
  readonly log: MediaLog;
}

/** A worker that runs, with the one port that all of its transports share. */
export interface RunningWorker {
  readonly worker: types.Worker;
  readonly server: types.WebRtcServer;
}

/** Keeps that many workers running, through their deaths, until it is closed. */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #onDeath: (dead: RunningWorker) => void;
  readonly #running = new Map<number, RunningWorker>();
  readonly #timers = new Set<NodeJS.Timeout>();
  /** Starts under way, which `close` waits for. */
  readonly #starting = new Set<Promise<void>>();
  #begun = false;
  #closed = false;
  #why = 'its workers are starting';

  /** `onDeath` is told of each worker that ends by itself, once it is out of the pool. */
  constructor(options: PoolOptions, onDeath: (dead: RunningWorker) => void) {
    this.#options = options;
    this.#onDeath = onDeath;
  }

  get running(): readonly RunningWorker[] {
    return [...this.#running.values()];
  }

  /** Why none runs, where none does. */
  get why(): string {
    return this.#why;
  }

  /** Starts what has not been started. Resolves once every first start has ended, well or not. */
  async start(): Promise<void> {
    const { workers } = this.#options;
    if (!this.#begun && !this.#closed) for (let index = 0; index < workers; index++) this.#begin(index, 0);
    this.#begun = true;
    await Promise.all(this.#starting);
  }

  /** Ends every worker. Safe to call twice. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#why = 'it is closed';
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await Promise.all(this.#starting);
    const all = this.running;
    this.#running.clear();
    await Promise.all(all.map(({ worker }) => ended(worker)));
  }

  #begin(index: number, failures: number): void {
    const start = this.#start(index, failures).finally(() => this.#starting.delete(start));
    this.#starting.add(start);
  }

  async #start(index: number, failures: number): Promise<void> {
    const { log } = this.#options;
    // Only now, for it takes as long to load as much of the service.
    const { createWorker, workerBin: defaultWorkerBin } = await import('mediasoup');
    const program = this.#options.workerBin ?? defaultWorkerBin;
    if (!existsSync(program)) {
      if (index === 0 && failures === 0)
        log.warn({ program }, 'there is no media worker yet; meets have no sound until there is');
      this.#why = 'its worker is not there yet';
      return this.#later(index, 1, WORKER_LOOK_MS);
    }
    try {
      const starting = deafToSignals(() => createWorker({ workerBin: program, logLevel: 'warn' }));
      await this.#run(index, failures, await starting);
    } catch (error) {
      this.#why = 'its workers cannot be started; the log says why';
      log.error({ err: error, worker: index, failures }, 'a media worker could not be started');
      this.#later(index, failures + 1, pauseMs(failures));
    }
  }

  async #run(index: number, failures: number, worker: types.Worker): Promise<void> {
    const startedAt = performance.now();
    let one: RunningWorker | null = null;
    worker.on('died', (error) => {
      if (this.#closed) return;
      const healthy = performance.now() - startedAt > WORKER_HEALTHY_MS;
      this.#options.log.error({ err: error, worker: index, pid: worker.pid }, 'a media worker died');
      this.#why = 'its workers died and are being started anew';
      this.#running.delete(index);
      if (one) this.#onDeath(one);
      this.#later(index, healthy ? 0 : failures + 1, healthy ? 0 : pauseMs(failures));
    });
    try {
      one = { worker, server: await worker.createWebRtcServer({ listenInfos: this.#listenInfos(index) }) };
    } catch (error) {
      // Where it died instead, that has been heard of already.
      if (worker.died) return;
      worker.close();
      throw error;
    }
    if (this.#closed) return ended(worker);
    this.#running.set(index, one);
    this.#options.log.info({ worker: index, pid: worker.pid }, 'a media worker runs');
  }

  #listenInfos(index: number): types.TransportListenInfo[] {
    const { listenIp: ip, announcedAddress, port } = this.#options;
    const where = { ip, ...(announcedAddress && { announcedAddress }), ...(port > 0 && { port: port + index }) };
    return [
      { protocol: 'udp', ...where },
      { protocol: 'tcp', ...where },
    ];
  }

  #later(index: number, failures: number, inMs: number): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#begin(index, failures);
    }, inMs);
    this.#timers.add(timer);
  }
}

const pauseMs = (failures: number): number => Math.min(WORKER_RESTART_MS * 2 ** failures, WORKER_RESTART_LONGEST_MS);

/**
 * At a signal mediasoup closes its workers by itself, and one that is just starting is then never heard of again: whoever
 * closes the pool would wait for it for ever. When to end is for the process to say that they work for.
 */
function deafToSignals<T>(create: () => T): T {
  const before = SIGNALS.map((signal) => process.listeners(signal));
  const created = create();
  SIGNALS.forEach((signal, index) => {
    const own = process.listeners(signal).filter((listener) => !before[index]?.includes(listener));
    for (const listener of own) process.removeListener(signal, listener);
  });
  return created;
}

/** Those that mediasoup listens for. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Closes the worker, and resolves once its process is gone. */
async function ended(worker: types.Worker): Promise<void> {
  if (worker.subprocessClosed) return;
  const gone = new Promise<void>((resolve) => worker.once('subprocessclose', resolve));
  worker.close();
  await gone;
}
