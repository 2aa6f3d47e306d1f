import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

/** What a client of the old schema would stumble over in the new one, a sentence each, sorted. */
export async function breakingChanges(oldText: string, newText: string): Promise<string[]> {
  const changes = await diff(buildSchema(oldText), buildSchema(newText));
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message, path }) => (path === undefined ? message : `${path}: ${message}`))
    .sort();
}
