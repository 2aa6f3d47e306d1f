import type {
  Duty,
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
  /** R38, R39, for managers: the calls by phone that are not over. */
  readonly calls: readonly Meet[];
  /** R39: of every manager who ever came on duty, by their ids. */
  readonly duties: readonly Duty[];
  /** The channel's own, E.164. */
  readonly numbers: readonly string[];
  readonly rings: readonly RingNotice[];
  /** Newest first. */
  readonly log: readonly LogLine[];
  /** A ring stopped because somebody else, or another device, answered (R11). Counts how often. */
  readonly answeredElsewhere: number;
}
