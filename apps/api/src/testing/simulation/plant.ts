import type { EventStore } from '@meets/event-store';
import type { Commands } from '../../commands/commands.ts';
import type { SystemCommands } from '../../commands/system-commands.ts';
import type { WriteSide, WriteSideParts } from '../../commands/write-side.ts';
import type { MeetChat } from '../../meet-chat/meet-chat.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import type { Invariant } from './violation.ts';

/** A mistake to be made on purpose, wherever the core is put together; nothing of it is there by default. */
export interface Plant {
  readonly writeStore?: (store: EventStore, disk: EventStore) => EventStore;
  readonly readStore?: (store: EventStore) => EventStore;
  readonly reactionStore?: (store: EventStore) => EventStore;
  readonly writeSide?: (side: WriteSide, parts: WriteSideParts) => WriteSide;
  readonly commands?: (commands: Commands & SystemCommands, side: WriteSide) => Partial<Commands>;
  readonly reads?: (reads: ReadModel) => ReadModel;
  /** `folder`: where this process keeps its files; null where it keeps none. */
  readonly chat?: (chat: MeetChat, parts: { readonly commands: Commands; readonly folder: string | null }) => MeetChat;
  /** Names of moves without which it does no harm, where those are rare: they are made {@link OFTEN} times as often. */
  readonly often?: readonly string[];
}

export const OFTEN = 8;

/** One that a simulation has to find, and which invariants it may find broken by it. */
export type FoundPlant = Plant & { readonly breaks: readonly Invariant[] };

export const NO_PLANT: Plant = {};
