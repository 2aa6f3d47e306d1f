import {
  type Client,
  type MediaRefusal,
  type Meet,
  type Person,
  type TrackSource,
  whyNoMedia,
  whyNoTrack,
} from '@meets/meet-domain';
import type { Position } from '@meets/event-store';
import type { Viewer } from '../viewer.ts';
import { mayTakePart, ROLE_NOT_ALLOWED } from './actor.ts';
import { isMeetId } from './addressable.ts';
import type { MeetAnswer } from './answers.ts';
import { isHidden } from './hidden-meets.ts';
import type { WriteSide } from './write-side.ts';

export interface MediaQuestion {
  readonly meetId: string;
  /** Null: the client did not tell. */
  readonly client: Client | null;
  /** What is to be sent; null: asked of being there at all. */
  readonly source: TrackSource | null;
}

/** Why somebody has no part in a meet's media, or may not send this. */
export type MediaRefused = Extract<
  MeetAnswer,
  { readonly outcome: 'not-allowed' | 'not-found' | 'conflict' | 'already-over' | 'meet-full' }
>;
export type MediaStanding =
  { readonly outcome: 'in'; readonly meet: Meet; readonly person: Person; readonly position: Position } | MediaRefused;

/** Asked of the log itself: nobody is heard or seen before their coming in is there, nor after their leaving is. */
export async function mediaStanding(
  side: WriteSide,
  viewer: Viewer,
  { meetId, client, source }: MediaQuestion,
): Promise<MediaStanding> {
  const { channelId, role, id } = viewer;
  if (!mayTakePart(viewer) || (role !== 'manager' && role !== 'customer')) return ROLE_NOT_ALLOWED;
  if (!isMeetId(channelId, meetId)) return NO_SUCH_MEET;
  const { state: meet, position } = await side.meets.fold(channelId, meetId);
  if (!meet || (await isHidden(side, viewer, meet))) return NO_SUCH_MEET;
  const person = { role, id };
  const refusal = source === null ? whyNoMedia(meet, person, client) : whyNoTrack(meet, person, source, client);
  return refusal === null ? { outcome: 'in', meet, person, position } : refused(refusal);
}

function refused(refusal: MediaRefusal): MediaRefused {
  switch (refusal.reason) {
    case 'not-allowed':
      return { outcome: 'not-allowed', reasons: refusal.guards };
    case 'unknown':
      return NO_SUCH_MEET;
    case 'over':
      return { outcome: 'already-over' };
    case 'not-answered':
      return conflict('nobody has answered this meet yet; its media begin once somebody has');
    case 'full':
      return { outcome: 'meet-full', limit: refusal.limit };
    case 'not-in-meet':
      return conflict('only who is in the meet is heard and seen; join it first');
    case 'device-off':
      return conflict(
        refusal.source === 'screen'
          ? 'the screen is not shared by the meet’s history: setScreenShare first, then send'
          : 'the camera is off by the meet’s history: setCamera first, then send',
      );
  }
}

const conflict = (message: string): MediaRefused => ({ outcome: 'conflict', message, winner: null });

const NO_SUCH_MEET: MediaRefused = { outcome: 'not-found', what: 'meet' };
