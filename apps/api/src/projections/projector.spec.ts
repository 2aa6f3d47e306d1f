import { type EventStore, EventStoreUnavailable } from '@meets/event-store';
import { at, host, inbound, live, MEET_ID } from '@meets/meet-domain/testing';
import { channelStream } from '@meets/meet-domain';
import { fakeClock } from '../testing/fake-clock.ts';
import { CHANNEL, collect, createToldLog, manager, turns } from '../testing/read-model-scene.ts';
import { openReadModel } from './open-read-model.ts';
import { FOLLOW_RETRY_MS } from './projector.ts';

describe('the read model and its log', () => {
  it('show what one append brought together or not at all, however small the batches', async () => {
    const log = createToldLog();
    const reads = await openReadModel({ store: log.store, keys: log.keys, file: ':memory:', maxBatchEvents: 1 });
    await log.tellMeet(inbound());
    await reads.positionFor(manager, 2);
    const updates = collect((signal) => reads.meetUpdates(manager, MEET_ID, signal));
    await turns();
    await log.tellMeet(live().slice(2));
    await reads.positionFor(manager, 5);
    await turns();
    expect(updates.items.map(({ state, participants }) => [state, participants.length])).toEqual([
      ['RINGING', 0],
      ['LIVE', 2],
    ]);
    await updates.stop();
    await reads.close();
  });

  it('find each other again when the log could not be reached for a while', async () => {
    const log = createToldLog();
    const clock = fakeClock();
    let failures = 2;
    const store: EventStore = {
      ...bound(log.store),
      follow: (options) => {
        failures -= 1;
        if (failures >= 0) throw new EventStoreUnavailable('the engine is away');
        return log.store.follow(options);
      },
    };
    await log.tellMeet(inbound());
    const opening = openReadModel({ store, keys: log.keys, file: ':memory:', clock });
    await turns();
    clock.advance(FOLLOW_RETRY_MS);
    await turns();
    clock.advance(2 * FOLLOW_RETRY_MS);
    const reads = await opening;
    expect(reads.meet(manager, MEET_ID)?.state).toBe('RINGING');
    await reads.close();
  });

  it('part for good at an event that cannot be read: waiting ends, streams fail, and somebody is told', async () => {
    const log = createToldLog();
    const told: Error[] = [];
    const reads = await openReadModel({
      store: log.store,
      keys: log.keys,
      file: ':memory:',
      onFailure: (error) => told.push(error),
    });
    await log.tellMeet(inbound());
    await reads.positionFor(manager, 2);
    const updates = reads.meetUpdates(manager, MEET_ID, new AbortController().signal)[Symbol.asyncIterator]();
    await updates.next();
    const next = updates.next();
    const [good] = await log.tell(channelStream(CHANNEL), [
      { type: 'ChannelMeetSettingsChanged', at: at(0), by: host, data: { customersMayStart: true } },
    ]);
    if (!good) throw new Error('an append answers with its events');
    await log.store.append({
      stream: good.stream,
      expected: 'any',
      events: [
        {
          id: '00000000-0000-8000-8000-000000000001',
          type: 'EventOfANewerRelease',
          schemaVersion: 1,
          occurredAt: at(0),
          data: {},
          metadata: good.metadata,
        },
      ],
    });
    await expect(next).rejects.toThrow('EventOfANewerRelease');
    await expect(reads.positionFor(manager, 4)).rejects.toThrow('EventOfANewerRelease');
    expect(told).toHaveLength(1);
    expect(reads.meet(manager, MEET_ID)?.state).toBe('RINGING');
    await reads.close();
    expect(told).toHaveLength(1);
  });
});

const bound = (store: EventStore): EventStore => ({
  append: (request) => store.append(request),
  readStream: (stream, options) => store.readStream(stream, options),
  lastOf: (stream) => store.lastOf(stream),
  readAll: (options) => store.readAll(options),
  follow: (options) => store.follow(options),
  head: () => store.head(),
  close: () => store.close(),
});
