import type { PersonFieldsFragment } from '../generated/operations.ts';
import type { OwnKind, ReceivedTrack, ReceptionWish } from './media-link.ts';
import type { MediaOutcome, MediaProblem } from './media-outcome.ts';
import type { OwnState } from './own-tracks.ts';
import type { MeetQuality } from './quality.ts';

export interface MediaState extends OwnState {
  /** `moving`: something broke, and the media are being opened anew. `over`: for good; `why` where nobody here wanted it. */
  readonly kind: 'open' | 'moving' | 'over';
  readonly why: MediaProblem | null;
  readonly received: readonly ReceivedTrack[];
  /** Who spoke last. */
  readonly speaker: PersonFieldsFragment | null;
  /** By track, in dBov: 0 is the loudest, and who is silent stands not here. */
  readonly levels: ReadonlyMap<string, number>;
  /** Of the connection, looked at every few seconds. */
  readonly quality: MeetQuality;
}

/** A meet's sound and picture on this page. It mends itself after a fault; nothing here rejects. */
export interface MeetMedia {
  readonly state: MediaState;
  /** The state as it is, then after every change, until the media are over or the signal ends it. Who is slow gets the newest. */
  changes(signal?: AbortSignal): AsyncIterableIterator<MediaState>;
  /** The quality alone, as `changes` tells all. */
  qualities(signal?: AbortSignal): AsyncIterableIterator<MeetQuality>;
  /**
   * Sends the track. A camera or a screen is turned on for the meet first (R21), so this is all there is to do. It takes the
   * place of what was sent of this kind, without a break for those who receive it: so a device is changed. The track stays the
   * caller's: to stop it is theirs. One that ends by itself is stopped here, turned off for the meet, and told in `ended`.
   */
  start(kind: OwnKind, track: MediaStreamTrack): Promise<MediaOutcome>;
  /** Sends no more of this kind, and turns it off for the meet. */
  stop(kind: OwnKind): Promise<MediaOutcome>;
  /**
   * Mutes or unmutes for everybody, and says so in the meet. While muted the microphone's track is disabled, so that no sound
   * leaves this page; it is disabled at once, and enabled when the meet says that the microphone is on. Works before `start` too.
   */
  mute(muted: boolean): Promise<MediaOutcome>;
  /** Holds a received track back or lets it come, and says how large it is wanted. */
  adjust(trackId: string, wish: ReceptionWish): Promise<MediaOutcome>;
  /**
   * Has a received picture come as large as that element shows it, and not at all while nobody sees it: the page is hidden, or the element
   * is scrolled away. In the place of `adjust`, until the answered function is called, after which it is held back. Once for
   * each track that the element is given; safe where the track has ended.
   */
  fit(trackId: string, video: HTMLVideoElement): () => void;
  /** Ends the media of this page; the person stays in the meet. Safe to call twice. */
  close(): Promise<void>;
}
