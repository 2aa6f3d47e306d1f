import type { Client } from '@meets/meet-domain';
import { Field, InputType } from '@nestjs/graphql';
import { Browser, ClientPlatform } from '../schema/enums.ts';
import { IsOsVersion } from './constraints.ts';

@InputType({ description: 'What the app or browser says it is (R24).' })
export class ClientInput {
  @Field(() => ClientPlatform)
  readonly platform!: Client['platform'];

  @Field(() => Browser, { nullable: true })
  readonly browser?: Client['browser'];

  @IsOsVersion()
  @Field(() => String, { nullable: true, description: 'Such as 17.4.' })
  readonly osVersion?: string | null;
}

export function clientOf(input: ClientInput): Client;
export function clientOf(input: ClientInput | null | undefined): Client | null;
export function clientOf(input: ClientInput | null | undefined): Client | null {
  return input
    ? { platform: input.platform, browser: input.browser ?? null, osVersion: input.osVersion ?? null }
    : null;
}
