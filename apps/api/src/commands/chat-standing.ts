import type { Position } from '@meets/event-store';
import { whyNoChat } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { mayTakePart, ROLE_NOT_ALLOWED } from './actor.ts';
import { isMeetId } from './addressable.ts';
import type { MeetAnswer } from './answers.ts';
import { isHidden } from './hidden-meets.ts';
import { answerRefusal } from './refusal-answers.ts';
import type { WriteSide } from './write-side.ts';

/** May the viewer chat in this meet (R25)? As of a place in the log; nothing of it is written. */
export type ChatStanding = { readonly outcome: 'in'; readonly position: Position } | Exclude<MeetAnswer, Accepted>;
type Accepted = { readonly outcome: 'accepted' | 'already-live' | 'idempotency-conflict' | 'meet-full' };

/** Asked of the log itself, so that who came in or left a moment ago counts. */
export async function chatStanding(side: WriteSide, viewer: Viewer, meetId: string): Promise<ChatStanding> {
  const { channelId, role, id } = viewer;
  if (!mayTakePart(viewer) || (role !== 'manager' && role !== 'customer')) return ROLE_NOT_ALLOWED;
  if (!isMeetId(channelId, meetId)) return NO_SUCH_MEET;
  const { state: meet, position } = await side.meets.fold(channelId, meetId);
  if (!meet || (await isHidden(side, viewer, meet))) return NO_SUCH_MEET;
  const refusal = whyNoChat(meet, { role, id });
  if (refusal === null) return { outcome: 'in', position };
  // Nothing here is a race, so no event's name is ever asked for.
  return (await answerRefusal(viewer, refusal, noHistory)) as ChatStanding;
}

const NO_SUCH_MEET: ChatStanding = { outcome: 'not-found', what: 'meet' };

async function* noHistory(): AsyncGenerator<never, void> {
  // There is none to give.
}
