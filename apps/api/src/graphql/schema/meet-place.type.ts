import { createUnionType } from '@nestjs/graphql';
import { TeamRoom } from './team-room.type.ts';
import { InternalChat, UserChat } from './user-chat.type.ts';

export const MeetPlace = createUnionType({
  name: 'MeetPlace',
  description: 'Where a meet happens.',
  types: () => [UserChat, InternalChat, TeamRoom] as const,
  resolveType: (place: { readonly __typename: string }) => place.__typename,
});
