import type { LogFilter, RecordedEvent } from './port.ts';

/** The filter as a test of one event; undefined where the filter wants everything, so that callers can skip the test. */
export function eventTest(filter: LogFilter | undefined): ((event: RecordedEvent) => boolean) | undefined {
  const prefixes = filter?.streamPrefixes;
  const types = filter?.types && new Set(filter.types);
  if (!prefixes && !types) return undefined;
  return (event) =>
    (!types || types.has(event.type)) && (!prefixes || prefixes.some((prefix) => event.stream.startsWith(prefix)));
}
