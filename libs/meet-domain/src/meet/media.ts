import type { Person } from '../person.ts';
import type { TrackAudience, TrackSource } from '../ports/media-bridge.ts';
import { type Client, clientCapabilities } from './client-capabilities.ts';
import type { Meet, MeetState, Participant } from './state.ts';
import { MAX_PARTICIPANTS } from './limits.ts';
import type { MeetRefusal } from './refusals.ts';
import { isOver, isStranger, stayOf, staysNow } from './standing.ts';

/** `device-off`: the meet's history does not say that it is on. It is turned on by its command, before its track. */
export type MediaRefusal =
  | Extract<
      MeetRefusal,
      { readonly reason: 'not-allowed' | 'unknown' | 'over' | 'not-answered' | 'not-in-meet' | 'full' }
    >
  | { readonly reason: 'device-off'; readonly source: TrackSource };

/**
 * Why this person has no part in the meet's media; null where they have: they are in now, by the log and not by what they
 * say. R5: who is not in, and could not come in either, is told so. R23: a phone meet's customer is on the phone, and on
 * nothing else.
 */
export function whyNoMedia(meet: MeetState, person: Person, client: Client | null): MediaRefusal | null {
  if (meet === null || isStranger(meet, person)) return { reason: 'unknown' };
  if (isOver(meet)) return { reason: 'over' };
  if (meet.phase !== 'LIVE') return { reason: 'not-answered' };
  if (stayOf(meet, person) === undefined) return whyOutside(meet);
  if (meet.kind === 'PHONE' && person.role === 'customer') return { reason: 'not-allowed', guards: ['MANAGERS_ONLY'] };
  if (client !== null && !clientCapabilities(client).meets) {
    return { reason: 'not-allowed', guards: ['CLIENT_UNSUPPORTED'] };
  }
  return null;
}

const whyOutside = (meet: Meet): MediaRefusal =>
  staysNow(meet).length >= MAX_PARTICIPANTS ? { reason: 'full', limit: MAX_PARTICIPANTS } : { reason: 'not-in-meet' };

/** Is the person in now, by the meet's history? */
export const isIn = (meet: Meet, person: Person): boolean => stayOf(meet, person) !== undefined;

/** Why this person may not send from there; null where they may. R24: no screen from where none can be shared. */
export function whyNoTrack(
  meet: Meet,
  person: Person,
  source: TrackSource,
  client: Client | null,
): MediaRefusal | null {
  const refusal = whyNoMedia(meet, person, client);
  if (refusal !== null) return refusal;
  if (source === 'screen' && client !== null && !clientCapabilities(client).screenShare) {
    return { reason: 'not-allowed', guards: ['SCREEN_SHARE_UNSUPPORTED'] };
  }
  // A microphone that is off sends silence, so that turning it on needs no new track.
  return source === 'microphone' || isDeviceOn(meet, person, source) ? null : { reason: 'device-off', source };
}

/** Whom a track reaches. R23: in a phone meet a picture is the managers' own. */
export const audienceOf = ({ kind }: Pick<Meet, 'kind'>, source: TrackSource): TrackAudience =>
  kind === 'PHONE' && source !== 'microphone' ? 'managers' : 'everyone';

/** Does the meet's history say that this device of the person is on? False where they are not in. */
export function isDeviceOn(meet: Meet, person: Person, source: TrackSource): boolean {
  const stay = stayOf(meet, person);
  return stay !== undefined && DEVICE_OF[source](stay);
}

const DEVICE_OF = {
  microphone: ({ microphone }) => microphone,
  camera: ({ camera }) => camera,
  screen: ({ screen }) => screen,
} satisfies Record<TrackSource, (stay: Participant) => boolean>;
