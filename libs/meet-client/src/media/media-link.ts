import type { Api } from '../api.ts';
import type { ClientInput, PersonFieldsFragment, TrackFieldsFragment, TrackKind } from '../generated/operations.ts';
import type { LinkCounts } from './counts.ts';
import type { MediaOutcome } from './media-outcome.ts';

export type OwnKind = TrackKind;

/** What somebody sends, ready to be played. */
export interface ReceivedTrack {
  readonly id: string;
  readonly kind: OwnKind;
  readonly from: PersonFieldsFragment;
  /** Nothing of it comes, as of a microphone that is off. */
  readonly paused: boolean;
  readonly track: MediaStreamTrack;
}

/** Whose media, and how the API is asked. */
export interface MediaSeat {
  readonly api: Pick<Api, 'run'>;
  readonly meetId: string;
  readonly deviceId: string;
  readonly client: ClientInput | null;
}

/** How a received track is wanted; what is left out stays as it is. */
export interface ReceptionWish {
  readonly paused?: boolean;
  readonly layers?: { readonly size: number; readonly frames?: number };
}

/** One opening of a meet's media, and what goes over it. It ends with the room it is in; then another one is opened. Nothing rejects. */
export interface MediaLink {
  /** What there was to receive when it was opened. */
  readonly tracks: readonly TrackFieldsFragment[];
  /**
   * Sends the track in the place of what is sent of this kind: whoever receives that goes on receiving, without a break. `paused`: the
   * meet lets nothing of it through, as of a microphone that is off.
   */
  send(kind: OwnKind, track: MediaStreamTrack): Promise<MediaOutcome<Pick<TrackFieldsFragment, 'id' | 'paused'>>>;
  /** Sends no more of this kind. The API is told where `saying`, and not where it knows. Safe where nothing was sent. */
  stop(kind: OwnKind, saying: boolean): Promise<void>;
  /** Begins to receive; the same again is the same track. */
  receive(wanted: TrackFieldsFragment): Promise<MediaOutcome<MediaStreamTrack>>;
  /** Holds one received track back or lets it come, and says how large it is wanted. */
  adjust(trackId: string, wish: ReceptionWish): Promise<MediaOutcome>;
  /** Receives no more of it. Safe where it is not received. */
  drop(trackId: string): void;
  /** What it has counted until now; null where the browser does not tell. */
  measure(): Promise<LinkCounts | null>;
  /** Safe to call twice. The API is told where `saying`. */
  close(saying: boolean): Promise<void>;
}

/** `onBroken` is told where the connection is lost and cannot be mended: then all is to be opened anew. */
export type OpenLink = (seat: MediaSeat, onBroken: () => void) => Promise<MediaOutcome<MediaLink>>;
