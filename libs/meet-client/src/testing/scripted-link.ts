import type { TrackFieldsFragment } from '../generated/operations.ts';
import type { SentCounts } from '../media/counts.ts';
import type { MediaLink, MediaSeat, OpenLink, OwnKind } from '../media/media-link.ts';
import { done, failed, type MediaOutcome, type MediaProblem } from '../media/media-outcome.ts';

/** A link over which nothing comes, behind the port that the browser's WebRTC is behind. */
export interface ScriptedLink extends MediaLink {
  /** What is sent over it now. */
  readonly sent: Map<OwnKind, MediaStreamTrack>;
  /** The ids of what is received over it. */
  readonly receiving: Set<string>;
  /** What was stopped, and whether the API was told. */
  readonly stopped: string[];
  readonly closed: boolean[];
  /** As if it were lost for good. */
  breakDown(): void;
}

export interface ScriptedLinks {
  readonly open: OpenLink;
  readonly opened: readonly ScriptedLink[];
  readonly seats: readonly MediaSeat[];
  /** What the next link finds there to receive. */
  offer(...tracks: readonly TrackFieldsFragment[]): void;
  /** The microphone is off, as the meet has it. */
  holdMicrophone(held: boolean): void;
  /** The next openings fail so. */
  failToOpen(...problems: readonly MediaProblem[]): void;
  /** Every attempt to receive this track fails so; null: no more. */
  failToReceive(trackId: string, problem: MediaProblem | null): void;
  /** The next thing to be sent fails so. */
  failToSend(problem: MediaProblem): void;
}

export function scriptedLinks(): ScriptedLinks {
  const opened: ScriptedLink[] = [];
  const seats: MediaSeat[] = [];
  const openFailures: MediaProblem[] = [];
  const sendFailures: MediaProblem[] = [];
  const receiveFailures = new Map<string, MediaProblem>();
  let offered: readonly TrackFieldsFragment[] = [];
  let held = false;
  const open = async (seat: MediaSeat, onBroken: () => void): Promise<MediaOutcome<MediaLink>> => {
    const problem = openFailures.shift();
    if (problem) return failed(problem);
    seats.push(seat);
    const link = linkOf(offered, opened.length, onBroken, { held: () => held, sendFailures, receiveFailures });
    opened.push(link);
    return done(link);
  };
  return {
    ...{ open, opened, seats },
    offer: (...tracks) => void (offered = tracks),
    holdMicrophone: (off) => void (held = off),
    failToOpen: (...problems) => void openFailures.push(...problems),
    failToReceive: (id, problem) => void (problem ? receiveFailures.set(id, problem) : receiveFailures.delete(id)),
    failToSend: (problem) => void sendFailures.push(problem),
  };
}

const NOTHING_COUNTED: SentCounts = {
  ...{ atMs: 0, rttMs: null, jitterMs: null, packets: 0, lossPercent: null, bytes: 0, frames: null },
};

interface Script {
  readonly held: () => boolean;
  readonly sendFailures: MediaProblem[];
  readonly receiveFailures: ReadonlyMap<string, MediaProblem>;
}

function linkOf(
  tracks: readonly TrackFieldsFragment[],
  nth: number,
  onBroken: () => void,
  { held, sendFailures, receiveFailures }: Script,
): ScriptedLink {
  const [sent, receiving] = [new Map<OwnKind, MediaStreamTrack>(), new Set<string>()];
  const [stopped, closed]: [string[], boolean[]] = [[], []];
  return {
    ...{ tracks, sent, receiving, stopped, closed, breakDown: onBroken },
    async send(kind, track) {
      const problem = sendFailures.shift();
      if (problem) return failed(problem);
      sent.set(kind, track);
      return done({ id: `own-${nth}-${kind}`, paused: kind === 'AUDIO' && held() });
    },
    async stop(kind, saying) {
      if (sent.delete(kind)) stopped.push(`${kind} ${saying ? 'told' : 'known'}`);
    },
    async receive({ id }) {
      const problem = receiveFailures.get(id);
      if (problem) return failed(problem);
      receiving.add(id);
      return done({ id } as MediaStreamTrack);
    },
    adjust: async () => done(null),
    drop: (id) => void receiving.delete(id),
    measure: async () => ({ state: 'connected', sent: NOTHING_COUNTED, received: new Map() }),
    close: async (saying) => void closed.push(saying),
  };
}
