import type { LogFilter } from '../port.ts';
import type { KurrentFilterRule } from './kurrent-client.ts';

/**
 * The narrowest filter of the server's that lets through everything the port's filter wants, and no system streams. What it
 * lets through too much is dropped here.
 */
export function filterAtServer(filter: LogFilter | undefined, prefix: string): KurrentFilterRule {
  const wanted = filter?.streamPrefixes;
  if (wanted && wanted.length > 0 && !wanted.some((each) => prefix + each === '')) {
    return { filterOn: 'streamName', prefixes: wanted.map((each) => prefix + each) };
  }
  if (prefix) return { filterOn: 'streamName', prefixes: [prefix] };
  if (filter?.types && filter.types.length > 0) return { filterOn: 'eventType', prefixes: [...filter.types] };
  return { filterOn: 'streamName', regex: '^[^$]' };
}
