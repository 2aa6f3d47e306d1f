import type { AudioLevel, MediaBridge, MediaEvent, MediaTrack, Person } from '@meets/meet-domain';
import type { Commands } from '../commands/commands.ts';
import type { MediaRefused } from '../commands/media-standing.ts';
import { Ear } from '../projections/live/ear.ts';
import { Topics } from '../projections/live/topics.ts';
import { untilGone } from '../projections/live/until-gone.ts';
import type { ReadModel } from '../projections/read-model.ts';
import type { Viewer } from '../viewer.ts';
import { type OwnDevice, peerOf } from './meet-media.ts';

/** How many signals wait for a slow reader; one that is further behind is ended, and subscribes again. */
export const MAX_PENDING_MEDIA_SIGNALS = 500;

/** What somebody who is in is told of the meet's media. `moved`: everything is to be opened anew; `ended`: the last one. */
export type MediaSignal =
  | { readonly signal: 'track-started' | 'track-changed' | 'track-stopped'; readonly track: MediaTrack }
  | { readonly signal: 'speaker-changed'; readonly person: Person }
  | { readonly signal: 'audio-levels'; readonly levels: readonly AudioLevel[] }
  | { readonly signal: 'moved' }
  | { readonly signal: 'ended' };

export type SignalsAnswer =
  { readonly outcome: 'listening'; readonly signals: AsyncIterable<MediaSignal> } | MediaRefused;

export interface MediaSignals {
  /**
   * What this device can receive now, and who speaks, then everything that changes, until the viewer is in no more (`ended`) or the signal ends
   * it. What is not for them is left out. Of its own tracks the device hears what others may do to them: a person turns a
   * microphone or a camera off on any device of theirs.
   */
  listen(viewer: Viewer, device: OwnDevice, signal: AbortSignal): Promise<SignalsAnswer>;
  /** Hears no more of the bridge. Safe to call twice. */
  close(): void;
}

export interface MediaSignalsParts {
  readonly bridge: MediaBridge | null;
  readonly commands: Pick<Commands, 'mediaStanding'>;
  readonly reads: Pick<ReadModel, 'meetUpdates' | 'positionFor'>;
}

export function createMediaSignals({ bridge, commands, reads }: MediaSignalsParts): MediaSignals {
  const rooms = new Topics<MediaEvent>();
  const stop = bridge?.listen((event) => rooms.tell(event.roomId, event));
  return {
    async listen(viewer, device, signal) {
      const peer = peerOf(viewer, device);
      // Heard from before the question on, so that nothing is missed between it and the first read.
      const ear = new Ear<MediaEvent>((hear) => rooms.listen(peer.roomId, hear), MAX_PENDING_MEDIA_SIGNALS, signal);
      const question = { meetId: device.meetId, source: null, client: null };
      const standing = await commands.mediaStanding(viewer, question);
      if (standing.outcome !== 'in') {
        ear.close();
        return standing;
      }
      const known = bridge?.tracks(peer) ?? [];
      const speaker = bridge?.speaker(peer.roomId) ?? null;
      const gone = untilGone(reads, viewer, device.meetId, standing.position, ear);
      const isIn = async () => (await commands.mediaStanding(viewer, question)).outcome === 'in';
      const isOwn = ({ peerId }: MediaTrack): boolean => peerId === peer.peerId;
      const isShown = (track: MediaTrack): boolean => !isOwn(track) && isFor(viewer, track);
      const signals = heard({ ear, known, speaker, gone, isIn, isShown, isOwn, aborted: signal });
      return { outcome: 'listening', signals };
    },
    close: () => stop?.(),
  };
}

interface Hearing {
  readonly ear: Ear<MediaEvent>;
  readonly known: readonly MediaTrack[];
  readonly speaker: Person | null;
  readonly gone: Promise<{ readonly error: unknown } | null>;
  readonly isIn: () => Promise<boolean>;
  readonly isShown: (track: MediaTrack) => boolean;
  readonly isOwn: (track: MediaTrack) => boolean;
  readonly aborted: AbortSignal;
}

async function* heard({
  ear,
  known,
  speaker,
  gone,
  isIn,
  aborted,
  ...tracks
}: Hearing): AsyncGenerator<MediaSignal, void> {
  try {
    for (const track of known) yield { signal: 'track-started', track };
    if (speaker) yield { signal: 'speaker-changed', person: speaker };
    do {
      for (let event = ear.next(); event; event = ear.next()) {
        const signal = signalOf(event, tracks);
        if (signal === null) continue;
        // Between the leaving and the row that tells of it nobody hears of a new track either.
        if (event.type === 'track-started' && !(await isIn())) {
          yield { signal: 'ended' };
          return;
        }
        yield signal;
      }
    } while (await ear.more());
    if (aborted.aborted) return;
    ear.close();
    const failure = await gone;
    if (failure) throw failure.error;
    if (!(await isIn())) yield { signal: 'ended' };
  } finally {
    ear.close();
  }
}

/** Null for what is not told: that their own begins, what is not for them, and the room's end, of which the meet's own end tells. */
function signalOf(event: MediaEvent, { isShown, isOwn }: Pick<Hearing, 'isShown' | 'isOwn'>): MediaSignal | null {
  switch (event.type) {
    case 'track-started':
      return isShown(event.track) ? { signal: event.type, track: event.track } : null;
    case 'track-changed':
    case 'track-stopped':
      return isShown(event.track) || isOwn(event.track) ? { signal: event.type, track: event.track } : null;
    case 'speaker-changed':
      return { signal: 'speaker-changed', person: event.person };
    case 'audio-levels':
      return { signal: 'audio-levels', levels: event.levels };
    case 'room-lost':
      return { signal: 'moved' };
    case 'room-closed':
      return null;
  }
}

const isFor = ({ role }: Viewer, { audience }: MediaTrack): boolean => audience === 'everyone' || role === 'manager';
