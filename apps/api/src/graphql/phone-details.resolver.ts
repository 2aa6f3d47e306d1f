import { Inject, UseFilters } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import type { Commands } from '../commands/commands.ts';
import type { MeetView } from '../projections/views.ts';
import { COMMANDS } from '../tokens.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import type { GraphContext } from './graph-context.ts';
import { CallHeader, PhoneDetails } from './schema/phone.type.ts';

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

  @ResolveField(() => [CallHeader], {
    nullable: true,
    description:
      'What the carrier said of a call that came in, by headers of its own that the trunk’s settings let through; for managers. Null where the customer was forgotten.',
  })
  headers(
    { meetId }: NonNullable<MeetView['phone']>,
    _args: unknown,
    { viewer }: GraphContext,
  ): Promise<readonly CallHeader[] | null> {
    return this.commands.callHeaders(viewer, { meetId });
  }
}
