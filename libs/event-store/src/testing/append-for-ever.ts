/**
 * A process for crash tests: appends batches of three events to the log named first on its command line, many at once, and
 * prints each event's id when it was acknowledged, until it is killed. The second argument makes its streams its own, the third
 * says where commits are fsynced.
 */
import { openSqliteEventStore } from '../sqlite/index.ts';
import { newEvents } from './event-samples.ts';
import { isSyncPlace, SYNC_PLACES } from './sync-places.ts';

const APPENDERS = 16;

const [, , file, run, place = ''] = process.argv;
if (!file || !run || !isSyncPlace(place)) throw new Error('usage: append-for-ever.ts <file> <run> <place>');
const store = await openSqliteEventStore({ file, syncPlace: SYNC_PLACES[place]() });

async function appendForEver(stream: string): Promise<void> {
  for (;;) {
    const result = await store.append({ stream, expected: 'any', events: newEvents(3) });
    if (result.outcome === 'conflict') throw new Error(`${stream}: a conflict without an expected version`);
    process.stdout.write(result.events.map((event) => `${event.id}\n`).join(''));
  }
}

await Promise.all(Array.from({ length: APPENDERS }, (_, nth) => appendForEver(`crash-${run}-${nth}`)));
