import { Inject, UseFilters } from '@nestjs/common';
import { Args, Query, Resolver } from '@nestjs/graphql';
import type { PermissionGuide as Guide, PermissionGuides } from '../permission-guides/permission-guides.ts';
import type { Device as RefusedDevice, OperatingSystem as System } from '../permission-guides/read-guides.ts';
import { PERMISSION_GUIDES } from '../tokens.ts';
import { checkQueryInput } from './check-query.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import { ClientInput, clientOf } from './input/client.input.ts';
import { Device, OperatingSystem } from './schema/enums.ts';
import { PermissionGuide } from './schema/permission-guide.type.ts';

/** R36: the same for everybody who has a token. */
@Resolver()
@UseFilters(errorsToTheClient)
export class PermissionGuideResolver {
  constructor(@Inject(PERMISSION_GUIDES) private readonly guides: PermissionGuides) {}

  @Query(() => PermissionGuide, {
    description: 'R36. Korean and English (`ko`, `en`, with any region); any other locale is answered in Korean.',
  })
  permissionGuide(
    @Args('client') client: ClientInput,
    @Args('device', { type: () => Device }) device: RefusedDevice,
    @Args('locale', { type: () => String, nullable: true, defaultValue: 'ko' }) locale?: string | null,
    @Args('os', {
      type: () => OperatingSystem,
      nullable: true,
      description: 'What the browser runs on; left out, the steps of every system are given.',
    })
    os?: System | null,
  ): Guide {
    checkQueryInput(ClientInput, client);
    return this.guides.guideFor({ client: clientOf(client), device, locale: locale ?? null, os: os ?? null });
  }
}
