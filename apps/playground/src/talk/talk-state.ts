import type { DeviceProblemReason } from '@meets/meet-client/devices';
import type { MediaProblem, MediaState, OwnKind } from '@meets/meet-client/media';
import type { Without } from './own-track.ts';

/** What went wrong with one thing that this window sends; `lost`: it ended by itself, as a camera that was unplugged. */
export type Trouble =
  | { readonly kind: OwnKind; readonly why: DeviceProblemReason | 'lost' }
  | { readonly kind: OwnKind; readonly why: 'not-sent'; readonly problem: MediaProblem };

/** A window's sound and picture in one meet, as it stands. */
export interface TalkState extends Pick<MediaState, 'received' | 'speaker' | 'levels' | 'quality'> {
  /**
   * `joining`: for the first time. `waiting`: the server carries no media now; it is asked again. `open`, `moving`, `over`:
   * as in `MediaState`, `over` also where joining failed.
   */
  readonly kind: 'joining' | 'waiting' | MediaState['kind'];
  readonly why: MediaProblem | null;
  /** What this window sends, or is about to. */
  readonly own: ReadonlyMap<OwnKind, MediaStreamTrack>;
  /** Of what is sent: effects that were wished for, and are not there. */
  readonly without: readonly Without[];
  /** What is being turned on or off just now. */
  readonly busy: ReadonlySet<OwnKind>;
  readonly trouble: Trouble | null;
}

export const NO_TALK: TalkState = {
  ...{ kind: 'joining', why: null, received: [], speaker: null, levels: new Map() },
  quality: { own: null, received: new Map() },
  ...{ own: new Map(), without: [], busy: new Set(), trouble: null },
};
