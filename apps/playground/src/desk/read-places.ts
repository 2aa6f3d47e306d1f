import { type MeetFilter, ReadMeets, ReadPhone, ReadTeamRoom, ReadUserChat, ReadViewer } from '@meets/meet-client';
import { CHAT_IDS, ROOM_IDS } from '../demo/cast.ts';
import type { Session } from '../session/session.ts';
import type { DeskState } from './desk-state.ts';

/** How many of the newest meets are shown. */
export const SHOWN_MEETS = 50;

/** How many calls by phone there are at one time, and numbers of the channel's, as far as the page shows them. */
export const SHOWN_CALLS = 50;

type Places = Pick<DeskState, 'viewer' | 'chats' | 'rooms' | 'meets' | 'calls' | 'numbers'>;

/** The places that this person may know of; null where they cannot be read now. */
export async function readPlaces(
  { api, me }: Session,
  minPosition: string | null,
  signal: AbortSignal,
): Promise<Places | null> {
  const roomIds = me.role === 'manager' ? ROOM_IDS : [];
  const [viewer, meets, chats, rooms] = await Promise.all([
    api.run(ReadViewer, { minPosition }, { signal }),
    api.run(ReadMeets, { first: SHOWN_MEETS, minPosition }, { signal }),
    Promise.all(CHAT_IDS.map((id) => api.run(ReadUserChat, { id, minPosition }, { signal }))),
    Promise.all(roomIds.map((id) => api.run(ReadTeamRoom, { id, minPosition }, { signal }))),
  ]);
  if (!viewer.ok || !meets.ok) return null;
  const phone = me.role === 'manager' ? await readPhone(api, minPosition, signal) : { calls: [], numbers: [] };
  return {
    ...phone,
    viewer: viewer.data.viewer,
    meets: meets.data.meets.edges.map(({ node }) => node),
    chats: chats.flatMap((answer) => (answer.ok && answer.data.userChat ? [answer.data.userChat] : [])),
    rooms: rooms.flatMap((answer) => (answer.ok && answer.data.teamRoom ? [answer.data.teamRoom] : [])),
  };
}

/** R38: what is waiting, ringing or spoken by phone. */
async function readPhone(
  api: Session['api'],
  minPosition: string | null,
  signal: AbortSignal,
): Promise<Pick<Places, 'calls' | 'numbers'>> {
  const where: MeetFilter = { kinds: ['PHONE'], states: ['QUEUED', 'RINGING', 'LIVE'] };
  const [calls, phone] = await Promise.all([
    api.run(ReadMeets, { where, first: SHOWN_CALLS, minPosition }, { signal }),
    api.run(ReadPhone, { first: SHOWN_CALLS }, { signal }),
  ]);
  return {
    calls: calls.ok ? calls.data.meets.edges.map(({ node }) => node) : [],
    numbers: phone.ok ? phone.data.viewer.channel.phoneNumbers.edges.map(({ node }) => node.number) : [],
  };
}
