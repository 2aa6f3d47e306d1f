import { EventStoreClosed, EventStoreUnavailable } from '@meets/event-store';
import type { Viewer } from '../../viewer.ts';
import { SAID } from './cast.ts';
import type { Chance } from './chance.ts';
import type { LogBook } from './log-book.ts';
import type { Core, Node } from './node.ts';
import { isUnreadable } from './unreadable.ts';
import { hold } from './violation.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Somebody who listens at a node, from a call to `listen` on. */
interface Ear {
  readonly core: Core;
  readonly viewer: Viewer;
  readonly meetId: string;
  readonly heard: string[];
  readonly stop: AbortController;
  /** How much had been said before they asked, and before they were told that they listen: theirs begins in between. */
  readonly askedAt: number;
  listensAt: number | null;
  open: boolean;
}

/** Who said what in which meet, and who heard it (R25): all that is said while they are in, and nothing else. */
export class ChatBook {
  readonly #log: LogBook;
  readonly #time: VirtualTime;
  readonly #trace: (line: string) => void;
  /** In the order in which it was said, by process and meet. */
  readonly #said = new WeakMap<Core, Map<string, string[]>>();
  /** What the log held when it was said. */
  readonly #saidAt = new Map<string, number>();
  readonly #ears = new Set<Ear>();
  #count = 0;
  #failure: unknown = null;

  constructor(log: LogBook, time: VirtualTime, trace: (line: string) => void) {
    this.#log = log;
    this.#time = time;
    this.#trace = trace;
  }

  say(node: Node, viewer: Viewer, meetId: string): void {
    const { core } = node;
    if (!core) return;
    this.#count += 1;
    this.#track(node, core, this.#say(core, viewer, meetId, `${SAID}${this.#count}`));
  }

  listen(node: Node, viewer: Viewer, meetId: string): void {
    const { core } = node;
    if (!core) return;
    const { length } = this.#saidIn(core, viewer, meetId);
    const ear: Ear = {
      ...{ core, viewer, meetId, heard: [], stop: new AbortController() },
      ...{ askedAt: length, listensAt: null, open: true },
    };
    this.#ears.add(ear);
    this.#track(node, core, this.#listen(ear));
  }

  /** One of those who listen hangs up, whoever it is. */
  hangUp(chance: Chance): void {
    const listening = [...this.#ears].filter(({ open }) => open);
    chance.pickOr(listening, null)?.stop.abort();
  }

  /** Throws what went wrong so far. */
  check(): void {
    if (this.#failure !== null) throw this.#failure as Error;
  }

  /** At a node that knows all, while nothing goes wrong and nothing is under way: who listens has heard everything. */
  look(core: Core): void {
    for (const ear of this.#ears) {
      if (ear.core !== core || ear.listensAt === null) continue;
      const said = this.#saidIn(core, ear.viewer, ear.meetId);
      const { heard, open, askedAt, listensAt } = ear;
      const from = open ? said.length - heard.length : Math.max(askedAt, said.indexOf(heard[0] ?? ''));
      const right = from >= askedAt && (!open || from <= listensAt);
      const theirs = said.slice(from, from + heard.length).join();
      const words = (): string => `${nameOf(ear)} heard ${heard.join()} of ${said.join()}, from ${askedAt} on`;
      hold(right && theirs === heard.join(), 'what is said stays among them', words);
      const isIn = this.#wasIn(ear.viewer, ear.meetId, this.#log.events.length);
      hold(isIn || !open, 'what is said stays among them', () => `${nameOf(ear)} still listens`);
    }
  }

  /** Everybody hangs up. */
  close(): void {
    for (const { stop } of this.#ears) stop.abort();
  }

  async #say(core: Core, viewer: Viewer, meetId: string, text: string): Promise<void> {
    const from = this.#log.events.length;
    const answer = await core.chat.send(viewer, meetId, text);
    // At once, for the order in which it is said is the order of the answers.
    if (answer.outcome === 'sent') this.#saidIn(core, viewer, meetId).push(text);
    this.#saidAt.set(text, this.#log.events.length);
    await this.#log.catchUp(this.#time.elapsed);
    this.#trace(`  ${viewer.id} says ${text} in ${meetId}: ${answer.outcome}`);
    // What was known before they spoke does not count as being in.
    const right = answer.outcome !== 'sent' || this.#wasIn(viewer, meetId, from + 1);
    hold(right, 'what is said stays among them', () => `${viewer.id} said ${text} in ${meetId} from outside`);
  }

  async #listen(ear: Ear): Promise<void> {
    const { core, viewer, meetId, stop, heard } = ear;
    try {
      const answer = await core.chat.listen(viewer, meetId, stop.signal);
      this.#trace(`  ${nameOf(ear)}: ${answer.outcome}`);
      if (answer.outcome !== 'listening') return;
      ear.listensAt = this.#saidIn(core, viewer, meetId).length;
      for await (const { text } of answer.messages) {
        heard.push(text);
        await this.#log.catchUp(this.#time.elapsed);
        this.#trace(`  ${nameOf(ear)} hears ${text}`);
        const wasIn = this.#wasIn(viewer, meetId, this.#saidAt.get(text) ?? Infinity);
        hold(wasIn, 'what is said stays among them', () => `${nameOf(ear)} heard ${text} and was not in`);
      }
    } finally {
      ear.open = false;
    }
  }

  #saidIn(core: Core, { channelId }: Viewer, meetId: string): string[] {
    const here = this.#said.get(core) ?? new Map<string, string[]>();
    this.#said.set(core, here);
    const key = `${channelId} ${meetId}`;
    const said = here.get(key) ?? [];
    here.set(key, said);
    return said;
  }

  /** Were they in from that position on, for a moment at least? Only team meets have any chat. */
  #wasIn({ channelId, role, id }: Viewer, meetId: string, position: number): boolean {
    const meet = this.#log.meets.byId(channelId, meetId);
    if (meet?.teamRoomId == null) return false;
    return meet.stays.some(({ person, to }) => person === `${role}:${id}` && to >= position);
  }

  #track(node: Node, core: Core, work: Promise<void>): void {
    void work.catch((error: unknown) => {
      // Who is dead tells nobody; and whoever is told that the store cannot be reached asks again.
      const isExpected =
        error instanceof EventStoreUnavailable || error instanceof EventStoreClosed || isUnreadable(error);
      if (node.core === core && !isExpected) this.#failure ??= error;
    });
  }
}

const nameOf = ({ viewer, meetId }: Pick<Ear, 'viewer' | 'meetId'>): string =>
  `${viewer.channelId}/${viewer.id}, who listens in ${meetId}`;
