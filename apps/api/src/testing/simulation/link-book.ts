import type { RecordedEvent } from '@meets/event-store';
import { type MeetKind, parseStream } from '@meets/meet-domain';
import { MANAGERS_ONLY, mayTakePart, ROLE_NOT_ALLOWED } from '../../commands/actor.ts';
import type { LinkAnswer, MeetAnswer } from '../../commands/answers.ts';
import type { LinkWish } from '../../commands/commands.ts';
import type { LinkTarget } from '../../links/link-tokens.ts';
import type { Viewer } from '../../viewer.ts';
import { linkTo } from './links.ts';
import type { LogBook } from './log-book.ts';
import type { KnownMeet } from './meet-book.ts';
import type { RoomState } from './room-book.ts';
import { opensTo } from './sight.ts';
import { hold } from './violation.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Somebody opens a link. `target` null: it leads nowhere. */
interface LinkUse {
  readonly viewer: Viewer;
  readonly target: LinkTarget | null;
  /** What to start where nothing is live. */
  readonly kind: MeetKind | null;
  /** The answer may be that of an earlier use, under the same key. */
  readonly keyed: boolean;
}

interface GivenUse extends LinkUse {
  /** What was stored by then was known to whoever decided. */
  readonly from: number;
  /** In elapsed time. */
  readonly at: number;
  /** Is it a customer's link, and the wait over already, as every clock says? */
  readonly isLate: boolean;
}

const NO_SUCH_LINK = JSON.stringify({ outcome: 'not-found', what: 'link' });

/** Who opened which link, and what came of it: R18 and R26 to R31, held against the log by other code than the core's. */
export class LinkBook {
  readonly #log: LogBook;
  readonly #time: VirtualTime;
  /** By the correlation id that everything carries which the use set in motion. */
  readonly #uses = new Map<string, GivenUse>();

  constructor(log: LogBook, time: VirtualTime) {
    this.#log = log;
    this.#time = time;
  }

  /** Somebody opens a link now, under this correlation id. Answers what has to hold of the answer, once it is there. */
  opens(use: LinkUse): { readonly correlationId: string; readonly check: (answer: MeetAnswer) => void } {
    const correlationId = `link-${this.#uses.size}`;
    const given = {
      ...use,
      ...{
        from: use.keyed ? 0 : this.#log.events.length,
        at: this.#time.elapsed,
        isLate: !use.keyed && this.#isLate(use),
      },
    };
    this.#uses.set(correlationId, given);
    return { correlationId, check: (answer) => this.#checkAnswer(given, answer) };
  }

  /** Somebody wants a link made now. Likewise. */
  wants(viewer: Viewer, wish: LinkWish): (answer: LinkAnswer) => void {
    const from = this.#log.events.length;
    return (answer) => this.#checkMade(viewer, wish, from, answer);
  }

  /** What a link's holder set in motion stays within what the link is for; and nobody comes into a room's meet by nothing. */
  take(event: RecordedEvent): void {
    const { actor, correlationId } = event.metadata;
    const stream = parseStream(event.stream);
    if (!stream || actor.role === 'system') return;
    const use = this.#uses.get(correlationId);
    const meet = stream.category === 'meet' ? this.#log.meets.byId(stream.channelId, stream.rest) : undefined;
    if (!use) return this.#checkUnaided(event, meet);
    const { viewer, target } = use;
    const check = (condition: boolean, why: string): void =>
      hold(
        condition,
        'links open to whom they may',
        () => `${why}: ${event.type} at ${event.position}, ${nameOf(use)}`,
      );
    check(target !== null && this.#isFor(viewer, target), 'a link that is not for them');
    if (!target) return;
    check(actor.role === viewer.role && actor.id === viewer.id, 'somebody else acted');
    check(stream.channelId === viewer.channelId, 'in another channel');
    switch (target.kind) {
      case 'CUSTOMER':
        check(meet?.id === target.meetId, 'into another meet');
        return check(event.occurredAt < (meet?.until ?? ''), 'behind the end of the wait (R18)');
      case 'BOX':
        check(meet?.id === target.meetId, 'into another meet');
        return check(event.type !== 'ParticipantCameByRoomLink', 'a box link makes no member (R29)');
      case 'ROOM':
        check((meet?.teamRoomId ?? event.data['teamRoomId']) === target.teamRoomId, 'into another room');
        if (!meet) return check(event.data['managerId'] === viewer.id, 'somebody else became a member');
        if (event.type !== 'MeetStarted')
          return check(this.#mayEnter(use, meet, event), 'no member, nor invited (R29)');
        check(event.data['kind'] === use.kind, 'a meet that nobody wished for (R31)');
        return check(
          this.#states(use, target.teamRoomId, event.position).some(to(viewer)),
          'started by no member (R29)',
        );
    }
  }

  /** Without a link only members come in (R20). */
  #checkUnaided({ type, data, metadata: { actor }, position }: RecordedEvent, meet: KnownMeet | undefined): void {
    const { id, role } = (data['participant'] ?? {}) as { readonly id?: string; readonly role?: string };
    const comes = type === 'ParticipantJoined' && role === actor.role && id === actor.id;
    if (!comes || meet?.teamRoomId == null) return;
    const states = this.#log.rooms.statesOf(meet.channelId, meet.teamRoomId);
    const isMember = states.some(({ members }) => members.has(id));
    hold(isMember, 'links open to whom they may', () => `${id} came into ${meet.id} at ${position} without a link`);
  }

  /** Is the link for such as them at all? Whatever else they hear, everybody else is told that there is none. */
  #isFor(viewer: Viewer, target: LinkTarget): boolean {
    if (target.channelId !== viewer.channelId) return false;
    if (target.kind !== 'CUSTOMER') return viewer.role === 'manager';
    const meet = this.#log.meets.byId(target.channelId, target.meetId);
    return viewer.role === 'customer' && meet?.customerId === viewer.id;
  }

  #isLate({ target }: LinkUse): boolean {
    const meet = target?.kind === 'CUSTOMER' ? this.#log.meets.byId(target.channelId, target.meetId) : undefined;
    return meet?.until != null && Date.parse(meet.until) <= this.#time.wall;
  }

  #mayEnter(use: GivenUse, meet: KnownMeet, { position, metadata }: RecordedEvent): boolean {
    const wasInvited = meet.stays.some(
      ({ person, from, to: until, commandId }) =>
        person === `manager:${use.viewer.id}` &&
        commandId !== metadata.commandId &&
        from < position &&
        until >= use.from,
    );
    return wasInvited || this.#states(use, meet.teamRoomId ?? '', position).some(to(use.viewer));
  }

  #states({ viewer, from }: GivenUse, teamRoomId: string, position: number): readonly RoomState[] {
    return this.#log.rooms.between(viewer.channelId, teamRoomId, from, position);
  }

  #checkAnswer(use: GivenUse, answer: MeetAnswer): void {
    const { viewer, target, keyed, isLate, at } = use;
    const check = (condition: boolean, why: string): void =>
      hold(condition, 'links open to whom they may', () => `${why}: ${JSON.stringify(answer)}, ${nameOf(use)}`);
    if (!mayTakePart(viewer)) return check(isSame(answer, ROLE_NOT_ALLOWED), 'no participant');
    if (keyed && answer.outcome === 'idempotency-conflict') return;
    if (target === null || !this.#isFor(viewer, target)) {
      return check(JSON.stringify(answer) === NO_SUCH_LINK, 'to them it is no link');
    }
    check(answer.outcome !== 'not-found' && answer.outcome !== 'already-live', 'not an answer to a link');
    if (target.kind === 'ROOM') return this.#checkRoomAnswer(use, target.teamRoomId, answer, check);
    if (answer.outcome === 'accepted') {
      check(answer.meetId === target.meetId, 'another meet');
      check(!isLate || this.#time.setBackAt >= at, 'behind the end of the wait (R18)');
    }
    if (answer.outcome !== 'already-over') return;
    const meet = this.#log.meets.byId(viewer.channelId, target.meetId);
    const waited = target.kind === 'CUSTOMER' && Date.parse(meet?.until ?? '') <= this.#time.latest;
    check(waited || isOver(meet), 'over, though it is not');
  }

  #checkRoomAnswer(use: GivenUse, teamRoomId: string, answer: MeetAnswer, check: Check): void {
    const { viewer, kind } = use;
    check(answer.outcome !== 'already-over', 'a room is never over');
    if (answer.outcome === 'accepted') {
      const meet = this.#log.meets.byId(viewer.channelId, answer.meetId);
      check(meet?.teamRoomId === teamRoomId, 'a meet of another room');
    }
    if (answer.outcome === 'conflict' && answer.winner === null) {
      const nothingLive = answer.message.startsWith('no meet is live');
      check(!nothingLive || kind === null, 'a kind was named');
    }
    if (answer.outcome !== 'not-allowed' || !answer.reasons.includes('NOT_A_MEMBER')) return;
    const closed = this.#states(use, teamRoomId, Infinity).some((state) => !opensTo(state, viewer.id));
    check(closed, 'they may use it (R29)');
  }

  /** R26 to R28. */
  #checkMade(viewer: Viewer, wish: LinkWish, from: number, answer: LinkAnswer): void {
    const check = (condition: boolean, why: string): void =>
      hold(
        condition,
        'links open to whom they may',
        () => `${why}: ${JSON.stringify(answer)} to ${viewer.channelId}/${viewer.id} for ${JSON.stringify(wish)}`,
      );
    if (viewer.role === 'customer') return check(isSame(answer, MANAGERS_ONLY), 'a customer');
    if (viewer.role !== 'manager') return check(isSame(answer, ROLE_NOT_ALLOWED), 'no manager');
    const { channelId, id } = viewer;
    if (answer.outcome === 'link') {
      check(answer.token === linkTo({ ...wish, channelId }).token, 'not always the same link (R28)');
    }
    if (wish.kind === 'ROOM') {
      const states = this.#log.rooms.between(channelId, wish.teamRoomId, from, Infinity);
      if (answer.outcome === 'link') return check(states.some(to(viewer)), 'a room that they may not know of');
      return check(states.length === 0 || states.some((state) => !opensTo(state, id)), 'a room that they know of');
    }
    const meet = this.#log.meets.byId(channelId, wish.meetId);
    const stays = meet?.stays.filter(({ person }) => person === `manager:${id}`) ?? [];
    if (answer.outcome === 'already-over') return check(isOver(meet), 'over, though it is not');
    if (answer.outcome === 'link') {
      check(meet !== undefined && meet.teamRoomId !== null, 'only team rooms have links (R26)');
      return check(
        stays.some((stay) => stay.to >= from),
        'made from outside (R27)',
      );
    }
    const isIn = meet?.teamRoomId != null && stays.some((stay) => stay.from <= from && stay.to === Infinity);
    check(!isIn, 'refused to who is in (R27)');
  }
}

type Check = (condition: boolean, why: string) => void;

const to =
  ({ id }: Viewer) =>
  (state: RoomState): boolean =>
    opensTo(state, id);

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const isOver = (meet: KnownMeet | undefined): boolean => meet?.phase === 'ENDED' || meet?.phase === 'MISSED';

const nameOf = ({ viewer, target, kind }: LinkUse): string =>
  `${viewer.role} ${viewer.channelId}/${viewer.id} by ${JSON.stringify(target)}${kind === null ? '' : ` for ${kind}`}`;
