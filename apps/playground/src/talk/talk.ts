import type { JoinedMedia, MeetMedia, MediaState, OwnKind } from '@meets/meet-client/media';
import { OwnTracks, type Standing } from './own-tracks.ts';
import type { OpenedOwnTrack } from './own-track.ts';
import { NO_TALK, type TalkState } from './talk-state.ts';
import { changedBy, NO_WISHES, type Wishes } from './wishes.ts';

/** How often a server that carries no media is asked whether it does by now. */
export const ASK_AGAIN_MS = 3_000;

export interface TalkOptions {
  /** Joins the meet's media, as the SDK's `joinMedia`. */
  readonly join: (onChange: (state: MediaState) => void) => Promise<JoinedMedia>;
  readonly open: (kind: OwnKind, wishes: Wishes) => Promise<OpenedOwnTrack>;
  /** Tells the meet alone, where there are no media. */
  readonly command: (kind: OwnKind, on: boolean) => Promise<unknown>;
}

/** What a window sends and receives of the meet that its person is in, from `begin` to `close`. */
export interface Talk {
  readonly state: () => TalkState;
  /** Answers how to hear no more. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly begin: () => Promise<void>;
  /** Sends it, or no more of it. While the media are joined, that is waited for; where there are none, the meet is told alone. */
  readonly turn: (kind: OwnKind, on: boolean) => Promise<void>;
  /** What the meet says of this person's devices, as often as it is heard of. */
  readonly told: (standing: Standing) => void;
  /** With which devices, and how (R34). What is sent already is opened anew where it would be another. */
  readonly prefer: (wishes: Wishes) => void;
  /** Has a received picture come as that element shows it, as the SDK's `fit`; answers how to end that. */
  readonly fit: (trackId: string, video: HTMLVideoElement) => () => void;
  /** What went wrong is known. */
  readonly dismiss: () => void;
  /** The window goes away: what breaks off with it is nothing that the meet is told. */
  readonly part: () => void;
  /** Stops every track. Safe twice. */
  readonly close: () => Promise<void>;
}

export function createTalk(options: TalkOptions): Talk {
  let state = NO_TALK;
  let standing: Standing = { AUDIO: false, CAMERA: false, SCREEN: false };
  let wishes: Wishes = NO_WISHES;
  let media: MeetMedia | null = null;
  let joining: Promise<void> = Promise.resolve();
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const show = (change: Partial<TalkState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const own = new OwnTracks((kind) => options.open(kind, wishes), show);
  const hear = ({ kind, why, received, speaker, levels, quality }: MediaState): void => {
    if (closed) return;
    if (kind === 'over') own.close();
    show({ kind, why, received, speaker, levels, quality });
  };

  async function join(): Promise<void> {
    const joined = await options.join(hear);
    if (closed) return void (joined.ok && (await joined.value.close()));
    if (joined.ok) {
      media = joined.value;
      hear(media.state);
      return comeIn(media);
    }
    const { problem } = joined;
    const waits = problem.by === 'product' && problem.name === 'MediaUnavailable';
    show({ kind: waits ? 'waiting' : 'over', why: problem });
    if (waits) timer = setTimeout(() => void join(), ASK_AGAIN_MS);
  }

  /** As the meet says: a microphone that is on, a camera that was on before the page was loaded anew. */
  async function comeIn(open: MeetMedia): Promise<void> {
    if (standing.AUDIO) await own.turn(open, 'AUDIO', true);
    if (standing.CAMERA) await own.turn(open, 'CAMERA', true);
    // Only whoever clicks can share a screen.
    if (standing.SCREEN) await own.turn(open, 'SCREEN', false);
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin: () => (joining = join()),
    async turn(kind, on) {
      if (media === null) await joining;
      await (media && state.kind !== 'over' ? own.turn(media, kind, on) : options.command(kind, on));
    },
    told(now) {
      standing = now;
      own.told(now);
    },
    prefer(now) {
      const before = wishes;
      wishes = now;
      if (media) for (const kind of changedBy(before, now)) void own.renew(media, kind);
    },
    fit: (trackId, video) => media?.fit(trackId, video) ?? nothingToEnd,
    dismiss: () => show({ trouble: null }),
    part: () => own.close(),
    async close() {
      closed = true;
      clearTimeout(timer);
      own.close();
      await media?.close();
    },
  };
}

const nothingToEnd = (): void => undefined;
