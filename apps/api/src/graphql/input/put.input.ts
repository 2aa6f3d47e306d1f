import type { Medium as ChatMedium, Person, TeamRoomKind as RoomKind } from '@meets/meet-domain';
import { Field, ID, InputType } from '@nestjs/graphql';
import type { Commands } from '../../commands/commands.ts';
import { Medium, TeamRoomKind } from '../schema/enums.ts';
import { AreHostIds, ExactlyOneOf, IsCurrency, IsHostId, IsName, IsPhoneNumber } from './constraints.ts';

@InputType()
export class ChannelMeetSettingsInput {
  @Field(() => Boolean)
  readonly customersMayStart!: boolean;
}

@InputType()
export class ChannelInput {
  @IsName()
  @Field(() => String)
  readonly name!: string;

  @Field(() => Boolean)
  readonly paidPlan!: boolean;

  @Field(() => Boolean, { nullable: true, defaultValue: false })
  readonly businessVerified?: boolean | null;

  @IsCurrency()
  @Field(() => String, { nullable: true, defaultValue: 'KRW', description: 'ISO 4217.' })
  readonly currency?: string | null;
}

@InputType()
export class ManagerInput {
  @IsHostId()
  @Field(() => ID)
  readonly id!: string;

  @IsName()
  @Field(() => String)
  readonly name!: string;

  @Field(() => Boolean)
  readonly operatorSeat!: boolean;
}

@InputType()
export class CustomerInput {
  @IsHostId()
  @Field(() => ID)
  readonly id!: string;

  @IsName()
  @Field(() => String, { nullable: true })
  readonly name?: string | null;

  @IsPhoneNumber()
  @Field(() => String, { nullable: true, description: 'E.164. Shown nowhere in a voice or video meet (R6).' })
  readonly phoneNumber?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false })
  readonly blocked?: boolean | null;
}

@InputType()
export class UserChatInput {
  @IsHostId()
  @Field(() => ID)
  readonly id!: string;

  @IsHostId()
  @Field(() => ID)
  readonly customerId!: string;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly assigneeId?: string | null;

  @AreHostIds()
  @Field(() => [ID], { nullable: true, defaultValue: [] })
  readonly managerIds?: readonly string[] | null;

  @Field(() => Medium, { nullable: true, defaultValue: 'NATIVE' })
  readonly medium?: ChatMedium | null;

  @Field(() => Boolean, { nullable: true, defaultValue: true })
  readonly inputOpen?: boolean | null;
}

@InputType({ description: 'The whole room anew: whoever is not named is a member no more.' })
export class TeamRoomInput {
  @IsHostId()
  @Field(() => ID)
  readonly id!: string;

  @Field(() => TeamRoomKind, { description: 'A direct message never becomes a group, nor a group one.' })
  readonly kind!: RoomKind;

  @IsName()
  @Field(() => String, { nullable: true, description: 'A direct message’s is not kept: it would be its people’s.' })
  readonly name?: string | null;

  @AreHostIds()
  @Field(() => [ID])
  readonly memberIds!: readonly string[];
}

@InputType({ description: 'Exactly one of the ids.' })
export class PresenceInput {
  @ExactlyOneOf('managerId', 'customerId')
  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly managerId?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly customerId?: string | null;

  @Field(() => Boolean)
  readonly online!: boolean;
}

@InputType({ description: 'Exactly one of the ids.' })
export class ForgetPersonInput {
  @ExactlyOneOf('managerId', 'customerId')
  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly managerId?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly customerId?: string | null;
}

@InputType({ description: 'Whose tokens, by their `sub`: exactly one of the ids.' })
export class RevokeTokensInput {
  @ExactlyOneOf('managerId', 'customerId', 'integratorId', 'analystId')
  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly managerId?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly customerId?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly integratorId?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly analystId?: string | null;
}

type Order<Name extends keyof Commands> = Parameters<Commands[Name]>[1];

export const channelOrderOf = (input: ChannelInput): Order<'putChannel'> => ({
  name: input.name,
  paidPlan: input.paidPlan,
  businessVerified: input.businessVerified ?? false,
  currency: input.currency ?? 'KRW',
});

export const managerOrderOf = (input: ManagerInput): Order<'putManager'> => ({
  id: input.id,
  name: input.name,
  operatorSeat: input.operatorSeat,
});

export const customerOrderOf = (input: CustomerInput): Order<'putCustomer'> => ({
  id: input.id,
  name: input.name ?? null,
  phoneNumber: input.phoneNumber ?? null,
  blocked: input.blocked ?? false,
});

export const userChatOrderOf = (input: UserChatInput): Order<'putUserChat'> => ({
  id: input.id,
  customerId: input.customerId,
  assigneeId: input.assigneeId ?? null,
  managerIds: [...new Set(input.managerIds ?? [])],
  medium: input.medium ?? 'NATIVE',
  inputOpen: input.inputOpen ?? true,
});

export const teamRoomOrderOf = (input: TeamRoomInput): Order<'putTeamRoom'> => ({
  id: input.id,
  kind: input.kind,
  name: input.name ?? null,
  memberIds: [...new Set(input.memberIds)],
});

/** Whose tokens, as checked: exactly one of the ids is there. */
export function holderIn(input: RevokeTokensInput): Order<'revokeTokens'>['holder'] {
  if (input.integratorId != null) return { role: 'integrator', id: input.integratorId };
  if (input.analystId != null) return { role: 'analyst', id: input.analystId };
  return personIn(input);
}

/** The person as checked: exactly one of the ids is there. */
export function personIn(input: { readonly managerId?: string | null; readonly customerId?: string | null }): Person {
  if (input.managerId != null) return { role: 'manager', id: input.managerId };
  if (input.customerId != null) return { role: 'customer', id: input.customerId };
  throw new Error('a person was used without being checked');
}
