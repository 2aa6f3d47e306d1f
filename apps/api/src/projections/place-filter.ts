import { idOfPlace, type Place, placeOfMeetId } from '@meets/meet-domain';

/** The places that a filter names. Conditions hold together, so two places have no meet in common. */
export function placesIn(filter: {
  readonly userChatId?: string;
  readonly internalChatOf?: string;
  readonly teamRoomId?: string;
}): readonly Place[] {
  const places: Place[] = [];
  if (filter.userChatId !== undefined) places.push({ type: 'user-chat', userChatId: filter.userChatId });
  if (filter.internalChatOf !== undefined) places.push({ type: 'internal-chat', userChatId: filter.internalChatOf });
  if (filter.teamRoomId !== undefined) places.push({ type: 'team-room', teamRoomId: filter.teamRoomId });
  return places;
}

/** Is this meet one of the place's? Its id says so, and nothing has to be looked up. */
export function isMeetOf(place: Place, meetId: string): boolean {
  const where = placeOfMeetId(meetId);
  return where?.type === place.type && idOfPlace(where) === idOfPlace(place);
}
