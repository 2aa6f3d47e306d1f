import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { Meet } from './meet.type.ts';
import { LinkKind } from './enums.ts';
import {
  AlreadyLive,
  AlreadyOver,
  Conflict,
  IdempotencyConflict,
  InvalidInput,
  MeetFull,
  NotAllowed,
  NotFound,
} from './problem.type.ts';
import { Position } from './scalars.ts';

@ObjectType({ description: 'Done. Asked again with the same idempotency key, the answer is the same.' })
export class MeetAccepted {
  @Field(() => Meet)
  readonly meet!: Meet;
  @Field(() => Position, { description: 'Give it as `minPosition` to read what was written.' })
  readonly position!: string;
}

@ObjectType({ description: 'Done.' })
export class Put {
  @Field(() => Position, { description: 'Give it as `minPosition` to read what was written.' })
  readonly position!: string;
}

const byTypename = (result: { readonly __typename: string }): string => result.__typename;

export const StartMeetResult = createUnionType({
  name: 'StartMeetResult',
  types: () => [MeetAccepted, AlreadyLive, NotAllowed, NotFound, InvalidInput, IdempotencyConflict] as const,
  resolveType: byTypename,
});
export const MeetResult = createUnionType({
  name: 'MeetResult',
  types: () =>
    [MeetAccepted, NotAllowed, NotFound, Conflict, MeetFull, AlreadyOver, InvalidInput, IdempotencyConflict] as const,
  resolveType: byTypename,
});
export const PutResult = createUnionType({
  name: 'PutResult',
  types: () => [Put, NotAllowed, NotFound, InvalidInput] as const,
  resolveType: byTypename,
});
@ObjectType({ description: 'R26: a link into a team room or a meet there.' })
export class MeetLink {
  @Field(() => LinkKind)
  readonly kind!: keyof typeof LinkKind;
  @Field(() => String, {
    description: 'For `meetLink` and `joinByLink`. Whoever has it can use it, within the rules of R29.',
  })
  readonly token!: string;
  @Field(() => String, { description: 'The page of the link.' })
  readonly url!: string;
}
export const MeetLinkResult = createUnionType({
  name: 'MeetLinkResult',
  types: () => [MeetLink, NotAllowed, NotFound, Conflict, AlreadyOver, InvalidInput] as const,
  resolveType: byTypename,
});
export const MyMeetSettingsResult = createUnionType({
  name: 'MyMeetSettingsResult',
  types: () => [Put, NotAllowed, NotFound, InvalidInput] as const,
  resolveType: byTypename,
});
export const ChannelMeetSettingsResult = createUnionType({
  name: 'ChannelMeetSettingsResult',
  types: () => [Put, NotAllowed, NotFound, InvalidInput] as const,
  resolveType: byTypename,
});
export const ChannelPhoneSettingsResult = createUnionType({
  name: 'ChannelPhoneSettingsResult',
  types: () => [Put, NotAllowed, NotFound, InvalidInput] as const,
  resolveType: byTypename,
});
export const PhoneNumberResult = createUnionType({
  name: 'PhoneNumberResult',
  types: () => [Put, NotAllowed, NotFound, Conflict, InvalidInput] as const,
  resolveType: byTypename,
});
export const DutyResult = createUnionType({
  name: 'DutyResult',
  types: () => [Put, NotAllowed, NotFound, InvalidInput] as const,
  resolveType: byTypename,
});
