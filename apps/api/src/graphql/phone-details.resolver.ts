import { Inject, UseFilters } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import type { Commands } from '../commands/commands.ts';
import type { MeetView } from '../projections/read-model.ts';
import { COMMANDS } from '../tokens.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import type { GraphContext } from './graph-context.ts';
import { PhoneDetails } from './schema/phone.type.ts';

/** What a call by phone has beyond any meet. */
@Resolver(() => PhoneDetails)
@UseFilters(errorsToTheClient)
export class PhoneDetailsResolver {
  constructor(@Inject(COMMANDS) private readonly commands: Commands) {}

  @ResolveField(() => String, {
    nullable: true,
    description: 'The customer’s number, for managers and integrators. Null where it is withheld, or was forgotten.',
  })
  customerNumber(
    { meetId }: NonNullable<MeetView['phone']>,
    _args: unknown,
    { viewer }: GraphContext,
  ): Promise<string | null> {
    return this.commands.customerNumber(viewer, { meetId });
  }
}
