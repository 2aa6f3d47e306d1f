import type { RecordedEvent } from '@meets/event-store';
import { hold } from './violation.ts';

/** A team room as it was from one position on, until its next state. */
export interface RoomState {
  readonly from: number;
  readonly kind: string;
  readonly name: string | null;
  /** How often the host had told of it by then. */
  readonly edition: number;
  /** Whom the host named. */
  readonly named: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
}

interface Data {
  readonly [field: string]: unknown;
}

interface CameByLink {
  readonly room: string;
  readonly managerId: string;
  readonly edition: number;
}

/** Every team room there has been, checked event by event against R29: who is in because of a link, and who ought to be. */
export class RoomBook {
  readonly #states = new Map<string, RoomState[]>();
  readonly #came: CameByLink[] = [];

  take(event: RecordedEvent, channelId: string): void {
    const data: Data = event.data;
    const id = data['teamRoomId'];
    if (typeof id !== 'string') return;
    const room = `${channelId} ${id}`;
    if (event.type === 'TeamRoomPut') this.#put(room, data, event.position);
    if (event.type === 'TeamRoomMemberAdded') this.#add(room, String(data['managerId']), event.position);
    if (event.type !== 'ParticipantCameByRoomLink') return;
    const { id: managerId } = data['participant'] as { readonly id: string };
    this.#come({ room, managerId, edition: Number(data['roomEdition']) }, event);
  }

  statesOf(channelId: string, id: string): readonly RoomState[] {
    return this.#states.get(`${channelId} ${id}`) ?? [];
  }

  /** As it is now. */
  now(channelId: string, id: string): RoomState | undefined {
    return this.statesOf(channelId, id).at(-1);
  }

  /** The states that it was in at some time from one position to another, both included. */
  between(channelId: string, id: string, from: number, to: number): readonly RoomState[] {
    const states = this.statesOf(channelId, id);
    return states.filter((state, nth) => state.from <= to && (states[nth + 1]?.from ?? Infinity) > from);
  }

  /** R29: who came by a link and is no member, though the host has told nothing new of the room since. */
  owed(): readonly string[] {
    return this.#came
      .filter(({ room, managerId, edition }) => {
        const now = this.#states.get(room)?.at(-1);
        return now?.edition === edition && !now.members.has(managerId);
      })
      .map(({ room, managerId }) => `${managerId} came by the link of ${room} and is no member`);
  }

  #put(room: string, data: Data, position: number): void {
    const states = this.#states.get(room) ?? [];
    const named = new Set(data['memberIds'] as readonly string[]);
    const name = data['name'] as string | null;
    const edition = (states.at(-1)?.edition ?? 0) + 1;
    states.push({ from: position, kind: String(data['kind']), name, edition, named, members: named });
    this.#states.set(room, states);
  }

  #add(room: string, managerId: string, position: number): void {
    const states = this.#states.get(room) ?? [];
    const now = states.at(-1);
    const here = (): string => `${managerId} became a member of ${room} at ${position}`;
    const cameIn = this.#came.some(
      (one) => one.room === room && one.managerId === managerId && one.edition === now?.edition,
    );
    hold(
      cameIn,
      'links open to whom they may',
      () => `${here()}, and did not come in by its link since it was told of`,
    );
    if (!now) return;
    hold(now.kind !== 'DIRECT_MESSAGE', 'links open to whom they may', () => `${here()}, a direct message`);
    hold(!now.members.has(managerId), 'links open to whom they may', () => `${here()}, again`);
    states.push({ ...now, from: position, members: new Set([...now.members, managerId]) });
  }

  #come(coming: CameByLink, { stream, position }: RecordedEvent): void {
    const { room, managerId, edition } = coming;
    const here = (): string =>
      `${managerId} came into ${stream} by the link of ${room}, edition ${edition}, at ${position}`;
    const told = this.#states.get(room)?.find((state) => state.edition === edition);
    hold(told !== undefined, 'links open to whom they may', () => `${here()}, which was never told of`);
    hold(told.kind !== 'DIRECT_MESSAGE', 'links open to whom they may', () => `${here()}, a direct message`);
    hold(!told.named.has(managerId), 'links open to whom they may', () => `${here()}, and was named there`);
    this.#came.push(coming);
  }
}
