import { Field, ID, InputType, Int } from '@nestjs/graphql';
import type { Commands } from '../../commands/commands.ts';
import { IsHostId } from './constraints.ts';
import { IsWholeFrom, MAX_CALL_LIMIT } from './phone-constraints.ts';

@InputType({ description: 'R39, R42. What is left out or null stays as it is.' })
export class MyDutyInput {
  @Field(() => Boolean, { nullable: true, description: 'On duty: calls are given to you.' })
  readonly available?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  readonly doNotDisturb?: boolean | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'R42: you need no more time to wrap up.' })
  readonly endWrapUp?: boolean | null;
}

@InputType({ description: 'R39: how many calls a manager is given while on duty.' })
export class CallLimitInput {
  @IsHostId()
  @Field(() => ID)
  readonly managerId!: string;

  @IsWholeFrom(0, MAX_CALL_LIMIT)
  @Field(() => Int, { nullable: true, description: 'Null: any number.' })
  readonly callLimit?: number | null;
}

type Order<Name extends keyof Commands> = Parameters<Commands[Name]>[1];

export const dutyChangeOf = ({ available, doNotDisturb, endWrapUp }: MyDutyInput): Order<'updateMyDuty'> => ({
  ...(available != null && { available }),
  ...(doNotDisturb != null && { doNotDisturb }),
  ...(endWrapUp === true && { endWrapUp }),
});

export const callLimitOrderOf = ({ managerId, callLimit }: CallLimitInput): Order<'setCallLimit'> => ({
  managerId,
  callLimit: callLimit ?? null,
});
