import type { Meet, MeetPlaceInput } from '@meets/meet-client';

/** Where a meet happens, as this page names it. */
export type Place =
  | { readonly type: 'chat'; readonly id: string }
  | { readonly type: 'internal'; readonly id: string }
  | { readonly type: 'room'; readonly id: string };

export function placeInput(place: Place): MeetPlaceInput {
  switch (place.type) {
    case 'chat':
      return { userChatId: place.id };
    case 'internal':
      return { internalChatOf: place.id };
    case 'room':
      return { teamRoomId: place.id };
  }
}

export function placeOf({ place }: Meet): Place {
  switch (place.__typename) {
    case 'UserChat':
      return { type: 'chat', id: place.id };
    case 'InternalChat':
      return { type: 'internal', id: place.userChat.id };
    case 'TeamRoom':
      return { type: 'room', id: place.id };
  }
}

export const isSamePlace = (one: Place, other: Place): boolean => one.type === other.type && one.id === other.id;

/** What the main part of the window shows; internal chats are shown with their chat. */
export type View =
  { readonly type: 'chat' | 'room'; readonly id: string } | { readonly type: 'phone' | 'missed' | 'settings' };

/** The view as the part of the address behind `#`, so that it survives a reload. */
export const hashOf = (view: View): string => ('id' in view ? `#${view.type}/${view.id}` : `#${view.type}`);

/** Null for anything else. */
export function viewOf(hash: string): View | null {
  const [, type, , id] = /^#(chat|room|phone|missed|settings)(\/([\w.-]+))?$/.exec(hash) ?? [];
  if (type === 'chat' || type === 'room') return id ? { type, id } : null;
  return type === 'phone' || type === 'missed' || type === 'settings' ? { type } : null;
}

export const viewOfPlace = (place: Place): View =>
  place.type === 'room' ? { type: 'room', id: place.id } : { type: 'chat', id: place.id };

/** Calls by phone are shown beside each other, each of them in a chat of its own (R2). */
export const viewOfMeet = (meet: Meet): View =>
  meet.kind === 'PHONE' ? { type: 'phone' } : viewOfPlace(placeOf(meet));
