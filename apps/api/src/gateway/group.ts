import { setImmediate } from 'node:timers/promises';
import type { Passing, Shareable } from '../graphql/shareable.ts';
import type { PositionToken } from '../projections/views.ts';
import { Member, type MemberParts } from './member.ts';
import { type GroupOperation, type Look, type Rendered, renderFor, renderShared } from './rendering.ts';

export interface GroupParts {
  readonly operation: GroupOperation;
  readonly shareable: Shareable<object>;
  /** Where the reading begins. */
  readonly position: PositionToken;
  /** The last member has left; nobody can join any more. */
  readonly onEmpty: () => void;
}

/** How many messages may go out before the event loop gets its turn, so that nobody else waits for a burst to end. */
export const SENDS_A_TURN = 8_000;

/**
 * Operations of one scope that ask the same, behind one reading: what comes by is run and written out once, and the bytes are
 * sent to all of them. What depends on the person is made once for each person instead.
 */
export class Group {
  readonly #parts: GroupParts;
  readonly #members = new Set<Member>();
  readonly #stop = new AbortController();
  /** The last event that was handed out. */
  #position: PositionToken;
  #sends = 0;
  /** Where everybody is who is caught up; null while events come. */
  #level: (() => PositionToken) | null = null;

  constructor(parts: GroupParts) {
    this.#parts = parts;
    this.#position = parts.position;
    void this.#follow();
  }

  /** Has nothing behind that position been handed out yet? Then who stands there misses nothing by joining. */
  canTake(position: PositionToken): boolean {
    return position >= this.#position;
  }

  /** From now on the member is sent what comes behind its position, until its operation ends. */
  join(parts: MemberParts, position: PositionToken): Member {
    const member = new Member(parts, position);
    const end = (): void => this.#remove(member, () => member.leave(null));
    this.#members.add(member);
    member.signal.addEventListener('abort', end, { once: true });
    if (member.signal.aborted) end();
    return member;
  }

  #remove(member: Member, leave: () => void): void {
    if (!this.#members.delete(member)) return;
    leave();
    if (this.#members.size > 0) return;
    this.#parts.onEmpty();
    this.#stop.abort();
  }

  async #follow(): Promise<void> {
    const { shareable, position } = this.#parts;
    try {
      for await (const passing of shareable.together(position, this.#stop.signal)) {
        await this.#pass(passing);
        if (this.#sends > SENDS_A_TURN) await this.#giveWay();
      }
      this.#endAll((member) => member.leave(null));
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      this.#endAll((member) => member.fail(failure));
    }
  }

  async #giveWay(): Promise<void> {
    this.#sends = 0;
    await setImmediate();
  }

  #endAll(leave: (member: Member) => void): void {
    for (const member of [...this.#members]) this.#remove(member, () => leave(member));
  }

  async #pass(passing: Passing<object>): Promise<void> {
    if (passing.passing === 'event') return this.#passEvent(passing);
    if (passing.passing === 'caught-up') {
      this.#level = () => passing.positionNow();
      return this.#mark(this.#level, (member) => member.owedMark);
    }
    if (this.#level) await this.#mark(this.#level, () => true);
  }

  async #passEvent(passing: Extract<Passing<object>, { passing: 'event' }>): Promise<void> {
    this.#level = null;
    const { position } = passing;
    const renderedFor = await this.#render((viewer) => passing.seenBy(viewer));
    // From here to the end nothing is awaited: whoever joins does so before the event, or behind it.
    this.#position = position;
    for (const member of [...this.#members]) {
      // They had it before they joined.
      if (position <= member.position) continue;
      const { frame, seen } = renderedFor(member);
      if (seen) member.owedMark = true;
      if (frame) this.#send(member, frame, position);
      else member.position = position;
    }
  }

  #send(member: Member, frame: Buffer, position: PositionToken): void {
    this.#sends += 1;
    if (!member.send(frame, position)) this.#remove(member, () => member.leave(member.position));
  }

  async #mark(positionNow: () => PositionToken, isOwed: (member: Member) => boolean): Promise<void> {
    const owed = [...this.#members].filter(isOwed);
    if (owed.length === 0) return;
    const now = positionNow();
    // Whoever joined may stand further on than the reading does; a mark never goes back.
    const placeOf = ({ position }: Member): PositionToken => (position > now ? position : now);
    for (const place of new Set(owed.map(placeOf))) {
      const renderedFor = await this.#render(() => this.#parts.shareable.mark(place));
      for (const member of owed) {
        const { frame } = renderedFor(member);
        if (placeOf(member) !== place || !frame || !this.#members.has(member)) continue;
        member.owedMark = false;
        this.#send(member, frame, place);
      }
    }
  }

  /** Resolves when there is something to send to every member there is by then. */
  async #render(look: Look): Promise<(member: Member) => Rendered> {
    const { operation } = this.#parts;
    const [someone] = this.#members;
    if (someone && this.#hasSeveralPersons(someone)) {
      const shared = await renderShared(operation, someone.viewer, look);
      if (shared) return () => shared;
    }
    const byPerson = new Map<string, Rendered>();
    const isMissing = ({ viewer }: Member): boolean => !byPerson.has(viewer.id);
    for (let next = someone; next; next = [...this.#members].find(isMissing)) {
      byPerson.set(next.viewer.id, await renderFor(operation, next.viewer, look));
    }
    return ({ viewer }) => byPerson.get(viewer.id) ?? NOTHING;
  }

  #hasSeveralPersons({ viewer }: Member): boolean {
    for (const member of this.#members) if (member.viewer.id !== viewer.id) return true;
    return false;
  }
}

const NOTHING: Rendered = { frame: null, seen: false };
