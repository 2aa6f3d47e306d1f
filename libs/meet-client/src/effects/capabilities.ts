import type { ReadClientCapabilitiesQuery } from '../generated/operations.ts';

export type ClientCapabilitiesFields = ReadClientCapabilitiesQuery['clientCapabilities'];
