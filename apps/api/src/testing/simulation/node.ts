import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore, PersonKeys } from '@meets/event-store';
import { DEFAULT_MEET_LIMITS, type Notifier } from '@meets/meet-domain';
import type { Commands } from '../../commands/commands.ts';
import { commandsOf } from '../../commands/create-commands.ts';
import type { Telephones } from '../../commands/telephones.ts';
import { type WriteSide, writeSide } from '../../commands/write-side.ts';
import { silentLog } from '../../logging/log.ts';
import { createMeetChat, type MeetChat } from '../../meet-chat/meet-chat.ts';
import { openReadModel } from '../../projections/open-read-model.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import { type Reactions, startReactions } from '../../reactions/start-reactions.ts';
import { steadyClock, type SteadyClock } from '../../time/steady-clock.ts';
import { type Door, notingTokens, openDoor } from './door.ts';
import { LINKS, linkTo } from './links.ts';
import type { Plant } from './plant.ts';
import { type Faults, ProcessStore } from './process-store.ts';
import { hold, Violation } from './violation.ts';
import type { VirtualTime } from './virtual-time.ts';

/** How long a lost connection may last in a simulated world, in milliseconds. */
export const GRACE_MS = 30_000;
/** Rare, because each beat of each subscription is something that happens. */
const HEARTBEAT_MS = 600_000;

/** What becomes of a file when its process starts again. */
export type Fate = 'kept' | 'lost' | 'stale';
const FILES = ['rows', 'agenda'] as const;
/** Telephones at which whatever is pressed is heard. */
const TELEPHONES: Telephones = { press: async () => 'pressed', digest: (digits) => digits.join('') };
type FileName = (typeof FILES)[number];

export interface NodeParts {
  readonly name: string;
  readonly disk: EventStore;
  readonly keys: PersonKeys;
  readonly time: VirtualTime;
  readonly faults: Readonly<Faults>;
  readonly notifier: Notifier;
  readonly plant: Plant;
  /** Where it keeps its files; null for a node that keeps nothing and reads the whole log at every start. */
  readonly folder: string | null;
}

/** What runs in one process while it runs. */
export interface Core {
  readonly store: ProcessStore;
  readonly side: WriteSide;
  readonly commands: Commands;
  readonly reads: ReadModel;
  readonly reactions: Reactions;
  readonly door: Door;
  readonly chat: MeetChat;
}

/** One machine with the whole core on it: it can die at any moment and start again on what is left of its files. */
export class Node {
  readonly name: string;
  readonly #parts: NodeParts;
  #state: 'down' | 'opening' | 'up' | 'stopping' = 'down';
  #core: Core | null = null;
  #store: ProcessStore | null = null;
  #generation = 0;
  #backedUp: number | null = null;
  /** What was given to this process and is not answered yet. */
  readonly underWay = new Set<Promise<unknown>>();
  /** Whatever goes on in the background; all of it ends. */
  readonly ending = new Set<Promise<void>>();
  /** Since when it knows how much time has passed, whatever the wall clock says: its files may tell, if they were kept. */
  knowsTimeSince = 0;
  /** Why the read model gave up; nothing may make it. */
  failure: Error | null = null;

  constructor(parts: NodeParts) {
    this.name = parts.name;
    this.#parts = parts;
  }

  get state(): 'down' | 'opening' | 'up' | 'stopping' {
    return this.#state;
  }

  /** Null unless it is up. */
  get core(): Core | null {
    return this.#state === 'up' ? this.#core : null;
  }

  /** Starts, if it is down. The store may fail it; then it is down again. */
  start(fates: Readonly<Record<FileName, Fate>>): void {
    if (this.#state !== 'down') return;
    for (const file of FILES) this.#prepare(file, fates[file]);
    this.#state = 'opening';
    if (fates.agenda !== 'kept' || !this.keepsFiles) this.knowsTimeSince = this.#parts.time.elapsed;
    const store = new ProcessStore(this.#parts.disk, this.#parts.time, this.#parts.faults);
    this.#store = store;
    this.#background(this.#open(store));
  }

  /** The process is gone between two instructions. */
  crash(): void {
    if (this.#state === 'down') return;
    const core = this.#core;
    const opening = this.#state === 'opening';
    this.#moveFilesOn();
    this.#state = 'down';
    this.#store?.die();
    this.#store = null;
    this.#core = null;
    this.underWay.clear();
    if (core && !opening) this.#background(close(core));
  }

  /** The process finishes what it was given, takes its leave, and is down. */
  stop(): void {
    if (this.#state !== 'up' || !this.#core) return;
    const core = this.#core;
    this.#state = 'stopping';
    this.#background(this.#stop(core));
  }

  /** Somebody copies the files of the running process away; `stale` brings them back. */
  backUp(): void {
    if (this.#state !== 'up' || !this.keepsFiles) return;
    for (const file of FILES) copy(this.#path(file), this.#path(file, 'backup'));
    this.#backedUp = this.#generation;
  }

  get keepsFiles(): boolean {
    return this.#parts.folder !== null;
  }

  /** A copy of the rows as they are on disk now. */
  copyOfRows(): string {
    const target = join(this.#parts.folder ?? '', `${this.name}-looked-at`);
    copy(this.#path('rows'), target);
    return target;
  }

  async #open(store: ProcessStore): Promise<void> {
    const { keys, time, notifier, plant, disk } = this.#parts;
    const clock = steadyClock(time.clock());
    await reachNewest(clock, disk);
    const taken = notingTokens(clock.wall);
    const parts = {
      store: plant.writeStore?.(store, disk) ?? store,
      keys,
      clock,
      links: LINKS,
      lineId: 'here',
      telephones: TELEPHONES,
      newId: () => time.chance.uuid(),
      limits: DEFAULT_MEET_LIMITS,
      presenceGraceMs: GRACE_MS,
      issuedUntilMs: () => taken.issuedUntilMs(),
      pause: (longestMs: number) => time.pass(time.chance.next() * longestMs),
      nonce: () => time.chance.bytes(12),
    };
    const side = plant.writeSide?.(writeSide(parts), parts) ?? writeSide(parts);
    const ordered = commandsOf(side);
    const commands = { ...ordered, ...plant.commands?.(ordered, side) };
    let opened: ReadModel;
    try {
      opened = await openReadModel({
        store: plant.readStore?.(store) ?? store,
        keys,
        clock,
        file: this.#path('rows'),
        heartbeatMs: HEARTBEAT_MS,
        onRecorded: (at) => clock.reach(Date.parse(at)),
        onFailure: (error) => (this.failure ??= error),
      });
    } catch {
      // Nobody could reach the store; whoever looks after the process starts it again.
      if (this.#store === store) this.#state = 'down';
      return;
    }
    // Killed while it opened.
    if (this.#store !== store) return opened.close();
    const reads = plant.reads?.(opened) ?? opened;
    const reactions = startReactions({
      callersSecret: new Uint8Array(32),
      store: plant.reactionStore?.(store) ?? store,
      keys,
      commands,
      notifier: notifierOf(store, notifier),
      clock,
      log: silentLog,
      file: this.#path('agenda'),
      linkOf: (meet) => `https://example.test/m/${linkTo({ kind: 'CUSTOMER', ...meet }).token}`,
      random: () => time.chance.next(),
    });
    const chat = createMeetChat({ commands, reads, clock });
    this.#core = {
      ...{ store, side, commands, reads, reactions },
      door: openDoor(taken, reads),
      chat: plant.chat?.(chat, { commands, folder: this.#parts.folder }) ?? chat,
    };
    this.#state = 'up';
  }

  async #stop(core: Core): Promise<void> {
    await Promise.allSettled(this.underWay);
    core.door.close();
    await core.reactions.close();
    await core.reads.close();
    if (this.#core !== core) return;
    core.store.die();
    this.#core = null;
    this.#store = null;
    this.#state = 'down';
  }

  #background(work: Promise<void>): void {
    const ended: Promise<void> = work
      .catch((error: unknown) => {
        this.failure ??= error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => this.ending.delete(ended));
    this.ending.add(ended);
  }

  #prepare(file: FileName, fate: Fate): void {
    if (fate === 'kept' || !this.keepsFiles) return;
    remove(this.#path(file));
    if (fate === 'stale' && this.#backedUp !== null) copy(this.#path(file, 'backup'), this.#path(file));
  }

  /** The dead process may still hold its files open, so the next one goes on with what was on disk at that moment. */
  #moveFilesOn(): void {
    if (!this.keepsFiles) return;
    const before = FILES.map((file) => this.#path(file));
    this.#generation += 1;
    FILES.forEach((file, index) => copy(before[index] ?? '', this.#path(file)));
  }

  #path(file: FileName, what: 'live' | 'backup' = 'live'): string {
    const { folder } = this.#parts;
    if (folder === null) return ':memory:';
    return join(folder, `${this.name}-${file}-${what === 'live' ? this.#generation : what}.sqlite`);
  }
}

/** As the service does at its start: it is no earlier than what the newest event says. */
async function reachNewest(clock: SteadyClock, disk: EventStore): Promise<void> {
  const head = await disk.head();
  if (head === 0) return;
  for await (const { recordedAt } of disk.readAll({ after: head - 1 })) clock.reach(Date.parse(recordedAt));
}

/** A dead process tells nobody anything. */
const notifierOf = (store: ProcessStore, notifier: Notifier): Notifier => ({
  sendFollowUp: async (followUp) => {
    await store.head();
    return notifier.sendFollowUp(followUp);
  },
});

async function close({ door, reactions, reads }: Core): Promise<void> {
  door.close();
  await reactions.close();
  await reads.close();
}

const SUFFIXES = ['', '-wal'] as const;

function copy(from: string, to: string): void {
  remove(to);
  for (const suffix of SUFFIXES) if (existsSync(from + suffix)) copyFileSync(from + suffix, to + suffix);
}

function remove(path: string): void {
  for (const suffix of [...SUFFIXES, '-shm', '-journal']) rmSync(path + suffix, { force: true });
}

/** Throws what broke in a node, if anything did. */
export function holdWhole(node: Node): void {
  if (node.failure instanceof Violation) throw node.failure;
  hold(node.failure === null, 'nothing breaks', () => `${node.name}: ${String(node.failure?.stack)}`);
}
