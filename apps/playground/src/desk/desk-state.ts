import type {
  FollowState,
  Meet,
  ReadTeamRoomQuery,
  ReadUserChatQuery,
  ReadViewerQuery,
  RingNotice,
} from '@meets/meet-client';
import type { LogLine } from './log-line.ts';

export type Chat = NonNullable<ReadUserChatQuery['userChat']>;
export type Room = NonNullable<ReadTeamRoomQuery['teamRoom']>;
export type Viewer = ReadViewerQuery['viewer'];

/** What a window shows of a person's desk. */
export interface DeskState {
  /** How the line to the service stands. */
  readonly line: FollowState['kind'];
  /** Set once the places were read. */
  readonly viewer: Viewer | null;
  readonly chats: readonly Chat[];
  readonly rooms: readonly Room[];
  /** Newest first. */
  readonly meets: readonly Meet[];
  readonly rings: readonly RingNotice[];
  /** Newest first. */
  readonly log: readonly LogLine[];
  /** A ring stopped because somebody else, or another device, answered (R11). Counts how often. */
  readonly answeredElsewhere: number;
}
