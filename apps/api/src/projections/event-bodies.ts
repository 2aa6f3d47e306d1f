import type { EventStore, RecordedEvent } from '@meets/event-store';

/** Where an event stands in its stream. */
export interface EventPlace {
  readonly stream: string;
  readonly version: number;
}

/**
 * The stored events of these places, in their order. Neighbours in one stream are read at one go. Throws where the log
 * does not hold what the rows say it does: then the rows are of another log.
 */
export async function readEvents(store: EventStore, places: readonly EventPlace[]): Promise<readonly RecordedEvent[]> {
  const read = await Promise.all(
    [...versionsByStream(places)].map(([stream, versions]) => readPart(store, stream, versions)),
  );
  const found = new Map(read.flat().map((event) => [keyOf(event), event]));
  return places.map((place) => {
    const event = found.get(keyOf(place));
    if (!event)
      throw new Error(`stream ${place.stream} has no version ${place.version}, though the read model knows of it`);
    return event;
  });
}

function versionsByStream(places: readonly EventPlace[]): ReadonlyMap<string, readonly number[]> {
  const streams = new Map<string, number[]>();
  for (const { stream, version } of places) {
    const versions = streams.get(stream);
    if (versions) versions.push(version);
    else streams.set(stream, [version]);
  }
  return streams;
}

async function readPart(
  store: EventStore,
  stream: string,
  versions: readonly number[],
): Promise<readonly RecordedEvent[]> {
  const first = Math.min(...versions);
  const events: RecordedEvent[] = [];
  for await (const event of store.readStream(stream, { after: first - 1, limit: Math.max(...versions) - first + 1 })) {
    events.push(event);
  }
  return events;
}

const keyOf = ({ stream, version }: EventPlace): string => `${version}:${stream}`;
