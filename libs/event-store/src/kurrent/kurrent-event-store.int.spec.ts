import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { GENESIS_HASH, verifyStream } from '../hash-chain.ts';
import type { EventStore, FollowMessage } from '../port.ts';
import { CorruptEvent, EventStoreUnavailable, InvalidAppend } from '../port.ts';
import { collect, eventStoreContract, newEvent, newEvents, takeFollowed, until } from '../testing/index.ts';
import type { OpenedStore } from '../testing/index.ts';
import type { KurrentServer, KurrentServerOptions } from '../testing/kurrent-server/kurrent-server.ts';
import { startKurrentServer } from '../testing/kurrent-server/kurrent-server.ts';
import type { TestCertificate } from '../testing/kurrent-server/self-signed-certificate.ts';
import { makeSelfSignedCertificate } from '../testing/kurrent-server/self-signed-certificate.ts';
import { ServerLog } from '../testing/kurrent-server/server-log.ts';
import { connectKurrentClient } from './connect.ts';
import type { KurrentClient } from './index.ts';
import { createKurrentEventStore, openKurrentEventStore } from './index.ts';

// Everything crosses a real connection, with the server in the same process.
jest.setTimeout(30_000);

const REAL_SERVER = process.env['KURRENTDB_URL'];
const PASSWORD = { username: 'admin', password: 'ch@ngeit' };

if (REAL_SERVER) {
  eventStoreContract('EventStoreDB at KURRENTDB_URL', async () => {
    // A prefix of its own makes a used server look empty to each test, however much lies in it.
    const streamPrefix = `test-${randomUUID()}-`;
    const options = { connectionString: REAL_SERVER, streamPrefix, headSearchEvents: Number.MAX_SAFE_INTEGER };
    return openedStore(() => openKurrentEventStore(options));
  });
} else {
  eventStoreContract('EventStoreDB, plain', async () => {
    const server = await startKurrentServer();
    return openedStore(() => openAt(server), server);
  });

  eventStoreContract('EventStoreDB with a stream prefix among others', async () => {
    const log = new ServerLog();
    writeForeignEvents(log);
    const server = await startKurrentServer({ log });
    const connectionString = `kurrentdb://127.0.0.1:${server.port}?tls=false`;
    return openedStore(() => openKurrentEventStore({ connectionString, streamPrefix: 'ours.' }), server);
  });

  eventStoreContract('EventStoreDB whose writes share one commit position', async () => {
    const server = await startKurrentServer({ log: new ServerLog({ commits: 'shared' }) });
    return openedStore(() => openAt(server), server);
  });

  describe('EventStoreDB behind TLS', () => {
    let certificate: TestCertificate;
    beforeAll(() => {
      certificate = makeSelfSignedCertificate();
    });
    afterAll(() => certificate.remove());

    eventStoreContract('with credentials', async () => {
      const server = await startKurrentServer({ certificate, credentials: PASSWORD });
      return openedStore(() => openSecurely(server, certificate), server);
    });

    it('refuses wrong credentials at once, as unavailable', async () => {
      const server = await startKurrentServer({ certificate, credentials: PASSWORD });
      const ca = encodeURIComponent(certificate.certFile);
      const connectionString = `esdb://admin:wrong@127.0.0.1:${server.port}?tlsCaFile=${ca}`;
      const store = openKurrentEventStore({ connectionString });
      const append = store.append({ stream: 'meet-1', expected: 'none', events: newEvents(1) });
      await expect(append).rejects.toThrow(EventStoreUnavailable);
      await expect(collect(store.readAll())).rejects.toThrow(EventStoreUnavailable);
      await expect(collect(store.follow())).rejects.toThrow(EventStoreUnavailable);
      await store.close();
      server.close();
    });

    it('does not speak with a server whose certificate it cannot check', async () => {
      const server = await startKurrentServer({ certificate });
      const connectionString = `esdb://127.0.0.1:${server.port}`;
      const store = openKurrentEventStore({ connectionString, retryForMs: 200 });
      await expect(store.head()).rejects.toThrow(EventStoreUnavailable);
      await store.close();
      server.close();
    });
  });

  describe('EventStoreDB, its connection', () => {
    let server: KurrentServer;
    let store: EventStore;
    const start = async (options: KurrentServerOptions = {}): Promise<void> => {
      server = await startKurrentServer(options);
      store = openAt(server);
    };
    const restart = async (): Promise<void> => {
      server = await startKurrentServer({ log: server.log, port: server.port });
    };
    afterEach(async () => {
      await store.close();
      server.close();
    });

    it.each([
      'esdb+discover://127.0.0.1:PORT',
      'kurrentdb+discover://127.0.0.1:PORT',
      'esdb://127.0.0.1:1,127.0.0.1:PORT',
    ])('finds the leader of a cluster by %s', async (address) => {
      await start();
      const connectionString = `${address.replace('PORT', String(server.port))}?tls=false`;
      const discovering = openKurrentEventStore({ connectionString });
      await discovering.append({ stream: 'meet-1', expected: 'none', events: newEvents(2) });
      expect(await discovering.head()).toBe(await store.head());
      await discovering.close();
    });

    it('goes on following over a restart of the server, with no gap and no duplicate', async () => {
      await start();
      await store.append({ stream: 'meet-1', expected: 'none', events: newEvents(50) });
      const seen: string[] = [];
      const abort = new AbortController();
      const following = (async () => {
        for await (const message of store.follow({ signal: abort.signal })) {
          if (message.kind === 'event') seen.push(message.event.id);
        }
      })();
      for (let round = 0; round < 3; round += 1) {
        const expected = 50 + round * 20;
        await until(() => seen.length === expected);
        server.close();
        // Written by somebody else while this follower hears nothing.
        const direct = await startKurrentServer({ log: server.log });
        const other = openAt(direct);
        await other.append({ stream: 'meet-1', expected: expected, events: newEvents(20) });
        await other.close();
        direct.close();
        await restart();
      }
      await until(() => seen.length === 110);
      expect(seen).toEqual((await collect(store.readAll())).map((event) => event.id));
      abort.abort();
      await following;
    });

    it('takes a filtered follower past what it does not want, over a restart', async () => {
      await start();
      const abort = new AbortController();
      const messages: FollowMessage[] = [];
      const following = (async () => {
        const filter = { types: ['Wanted'] };
        for await (const message of store.follow({ filter, signal: abort.signal })) messages.push(message);
      })();
      await until(() => messages.length === 1);
      await store.append({ stream: 'chat-1', expected: 'none', events: newEvents(3) });
      const head = await store.head();
      await until(() => messages.at(-1)?.kind === 'caught-up' && positionOf(messages.at(-1)) === head);
      server.close();
      await restart();
      await store.append({ stream: 'chat-1', expected: 3, events: [newEvent({ type: 'Wanted' })] });
      const wanted = await store.head();
      await until(() => messages.some((message) => message.kind === 'event'));
      await until(() => positionOf(messages.at(-1)) === wanted);
      expect(messages.filter((message) => message.kind === 'event')).toHaveLength(1);
      abort.abort();
      await following;
    });

    it('takes an append that began while the server was away, once', async () => {
      await start();
      await store.append({ stream: 'meet-1', expected: 'none', events: newEvents(1) });
      server.close();
      const appends = Array.from({ length: 20 }, (_, n) =>
        store.append({ stream: `meet-${n}`, expected: 'any', events: newEvents(2) }),
      );
      await restart();
      expect((await Promise.all(appends)).every((result) => result.outcome === 'appended')).toBe(true);
      expect(await collect(store.readAll())).toHaveLength(41);
    });

    it('knows an append again whose answer was lost with the connection', async () => {
      await start();
      const { log } = server;
      const write = log.write.bind(log);
      let lost = 0;
      log.write = (...written) => {
        const result = write(...written);
        if (lost < 3) {
          lost += 1;
          // The events are stored, the answer never leaves the server.
          server.close();
          void restart();
        }
        return result;
      };
      for (let version = 0; version < 5; version += 1) {
        const result = await store.append({ stream: 'meet-1', expected: version, events: newEvents(1) });
        expect(result).toMatchObject({ outcome: 'appended', events: [{ version: version + 1 }] });
      }
      expect(lost).toBe(3);
      const read = await collect(store.readStream('meet-1'));
      expect(read).toHaveLength(5);
      expect(await verifyStream(read)).toMatchObject({ outcome: 'intact', version: 5 });
    });

    it('rejects with a typed error when the server stays away for longer than agreed', async () => {
      await start();
      const connectionString = `esdb://127.0.0.1:${server.port}?tls=false`;
      const impatient = openKurrentEventStore({ connectionString, retryForMs: 150 });
      server.close();
      const append = impatient.append({ stream: 'meet-1', expected: 'none', events: newEvents(1) });
      await expect(append).rejects.toThrow(EventStoreUnavailable);
      await expect(impatient.lastOf('meet-1')).rejects.toThrow(EventStoreUnavailable);
      await expect(collect(impatient.readStream('meet-1'))).rejects.toThrow(EventStoreUnavailable);
      await expect(collect(impatient.readAll())).rejects.toThrow(EventStoreUnavailable);
      await impatient.close();
      await restart();
    });

    it('reads on in the middle of a stream and of the log when the connection drops', async () => {
      await start();
      for (let n = 0; n < 8; n += 1) {
        await store.append({ stream: 'long', expected: 'any', events: newEvents(250) });
      }
      for (const read of [() => store.readStream('long'), () => store.readAll()]) {
        const versions: number[] = [];
        for await (const event of read()) {
          versions.push(event.version);
          if (versions.length === 300) {
            server.close();
            await restart();
          }
        }
        expect(versions).toEqual(Array.from({ length: 2_000 }, (_, index) => index + 1));
      }
    });

    it('ends followers and rejects appends that wait, when it is closed while the server is away', async () => {
      await start();
      const connectionString = `esdb://127.0.0.1:${server.port}?tls=false`;
      const waiting = openKurrentEventStore({ connectionString, retryForMs: 300 });
      const following = takeFollowed(waiting, {}, () => false);
      server.close();
      const append = waiting.append({ stream: 'meet-1', expected: 'none', events: newEvents(1) });
      const rejected = expect(append).rejects.toThrow(EventStoreUnavailable);
      await waiting.close();
      await rejected;
      await following;
      await restart();
    });

    it('marks what it has caught up with at a server that does not say so itself', async () => {
      await start({ caughtUpMessages: false });
      await store.append({ stream: 'meet-1', expected: 'none', events: newEvents(2) });
      const head = await store.head();
      const filter = { types: ['Nothing'] };
      const { messages } = await takeFollowed(store, { filter }, (_, all) => all.length === 1);
      expect(messages).toEqual([{ kind: 'caught-up', position: head }]);
    });

    it('holds a server back that is faster than the reader', async () => {
      await start();
      for (let n = 0; n < 16; n += 1) {
        await store.append({
          stream: 'long',
          expected: 'any',
          events: newEvents(256, { data: { text: 'x'.repeat(2_000) } }),
        });
      }
      const iterator = store.follow()[Symbol.asyncIterator]();
      expect((await iterator.next()).value).toMatchObject({ event: { version: 1 } });
      let version = 1;
      while (version < 4_096) {
        const { value } = await iterator.next();
        if (value?.kind !== 'event') continue;
        version += 1;
        expect(value.event.version).toBe(version);
      }
      await iterator.return?.();
    });
  });

  describe('EventStoreDB, what stands in it', () => {
    let server: KurrentServer;
    let store: EventStore;
    beforeEach(async () => {
      server = await startKurrentServer();
      store = openAt(server);
    });
    afterEach(async () => {
      await store.close();
      server.close();
    });

    it('sees neither the server’s own events nor those of other programs', async () => {
      writeForeignEvents(server.log);
      await store.append({ stream: 'meet-1', expected: 'none', events: newEvents(2) });
      writeForeignEvents(server.log);
      const log = await collect(store.readAll());
      expect(log.map((event) => event.stream)).toEqual(['meet-1', 'meet-1']);
      expect(await store.head()).toBe(log[1]?.position);
      const { events } = await takeFollowed(store, {}, (_, messages) => messages.at(-1)?.kind === 'caught-up');
      expect(events).toHaveLength(2);
    });

    it('notices an event that was changed at the server', async () => {
      await store.append({ stream: 'meet-1', expected: 'none', events: newEvents(3) });
      const [, second] = server.log.stream('meet-1') ?? [];
      Object.assign(second ?? {}, { data: Buffer.from('{"nth":99}') });
      await expect(collect(store.readStream('meet-1'))).rejects.toThrow(CorruptEvent);
      await expect(collect(store.readAll())).rejects.toThrow(CorruptEvent);
      await expect(collect(store.follow())).rejects.toThrow(CorruptEvent);
    });

    it('notices an event in a stream that it did not write, and a stream that was deleted', async () => {
      await store.append({ stream: 'meet-1', expected: 'none', events: newEvents(1) });
      const none = new Uint8Array(0);
      const stranger = {
        id: randomUUID(),
        type: 'Stranger',
        contentType: 'application/json',
        data: none,
        customMetadata: none,
      };
      server.log.write('meet-1', 'any', [stranger]);
      await expect(collect(store.readStream('meet-1'))).rejects.toThrow(CorruptEvent);
      await store.append({ stream: 'meet-2', expected: 'none', events: newEvents(1) });
      server.log.tombstone('meet-2', 'any');
      await expect(collect(store.readStream('meet-2'))).rejects.toThrow(CorruptEvent);
      const append = store.append({ stream: 'meet-2', expected: 1, events: newEvents(1) });
      await expect(append).rejects.toThrow(CorruptEvent);
    });

    it('answers from the stream where the server mistakes a repeated append for a new one', async () => {
      const events = newEvents(2);
      const first = await store.append({ stream: 'meet-1', expected: 'none', events });
      // A second process knows nothing of the first one's append.
      const other = openAt(server);
      expect(await other.append({ stream: 'meet-1', expected: 'none', events })).toEqual({
        ...first,
        outcome: 'repeated',
      });
      await other.append({ stream: 'meet-1', expected: 2, events: newEvents(1) });
      await other.close();
      expect(await verifyStream(await collect(store.readStream('meet-1')))).toMatchObject({
        outcome: 'intact',
        version: 3,
      });
    });

    it('races another process for a stream: one wins, and the chain holds', async () => {
      const others = Array.from({ length: 4 }, () => openAt(server));
      const results = await Promise.all(
        others.flatMap((each) =>
          Array.from({ length: 10 }, () => each.append({ stream: 'meet-1', expected: 'any', events: newEvents(2) })),
        ),
      );
      expect(results.every((result) => result.outcome === 'appended')).toBe(true);
      expect(await verifyStream(await collect(store.readStream('meet-1')))).toMatchObject({
        outcome: 'intact',
        version: 80,
      });
      await Promise.all(others.map((each) => each.close()));
    });

    it.each(['the batch call', 'the successor’s option names'])(
      'works through a client that is given, by %s',
      async (by) => {
        const { client } = connectKurrentClient(`esdb://127.0.0.1:${server.port}?tls=false`);
        // Without credentials for appends the client shares one call among all appends.
        const given = createKurrentEventStore(by === 'the batch call' ? client : asSuccessor(client));
        const appends = Array.from({ length: 40 }, (_, n) =>
          given.append({ stream: `meet-${n % 5}`, expected: 'any', events: newEvents(3) }),
        );
        expect((await Promise.all(appends)).every((result) => result.outcome === 'appended')).toBe(true);
        expect(await given.append({ stream: 'meet-1', expected: 'none', events: newEvents(1) })).toEqual({
          outcome: 'conflict',
          expected: 'none',
          actual: 24,
        });
        expect(await collect(given.readAll())).toHaveLength(120);
        await given.close();
      },
    );

    it('refuses as invalid what the server takes as too large', async () => {
      const events = newEvents(6, { data: { text: 'x'.repeat(200_000) } });
      const append = store.append({ stream: 'meet-1', expected: 'none', events });
      await expect(append).rejects.toThrow(InvalidAppend);
    });

    it('writes what another language can check: hash, previous hash and the fields they cover', async () => {
      const event = newEvent();
      await store.append({ stream: 'meet-1', expected: 'none', events: [event] });
      const [record] = server.log.stream('meet-1') ?? [];
      expect(record).toMatchObject({ id: event.id, type: event.type, revision: 0, contentType: 'application/json' });
      const metadata: unknown = JSON.parse(Buffer.from(record?.customMetadata ?? []).toString());
      expect(metadata).toMatchObject({
        meets: 1,
        schemaVersion: 1,
        occurredAt: event.occurredAt,
        previousHash: GENESIS_HASH,
        metadata: event.metadata,
        $correlationId: event.metadata.correlationId,
      });
    });
  });
}

const openAt = (server: KurrentServer): EventStore =>
  openKurrentEventStore({ connectionString: `esdb://127.0.0.1:${server.port}?tls=false` });

function openSecurely(server: KurrentServer, certificate: TestCertificate): EventStore {
  const user = `${PASSWORD.username}:${encodeURIComponent(PASSWORD.password)}`;
  const ca = encodeURIComponent(certificate.certFile);
  return openKurrentEventStore({ connectionString: `esdb://${user}@127.0.0.1:${server.port}?tlsCaFile=${ca}` });
}

function openedStore(open: () => EventStore, server?: KurrentServer): OpenedStore {
  let store = open();
  return {
    store,
    async reopen() {
      await store.close();
      store = open();
      return store;
    },
    async close() {
      await store.close();
      server?.close();
    },
  };
}

/** The same client as its successor is called: the revision that a write expects is its `streamState`. */
const asSuccessor = (client: KurrentClient): KurrentClient => ({
  appendToStream: (stream, events, { streamState }) =>
    client.appendToStream(stream, events, { expectedRevision: streamState, streamState }),
  tombstoneStream: (stream, options) => client.tombstoneStream(stream, options),
  readStream: (...read) => client.readStream(...read),
  readAll: (...read) => client.readAll(...read),
  subscribeToAll: (...subscribed) => client.subscribeToAll(...subscribed),
  dispose: () => client.dispose(),
});

function writeForeignEvents(log: ServerLog): void {
  const data = Buffer.from('{}');
  const foreign = { contentType: 'application/json', data, customMetadata: new Uint8Array(0) };
  log.write('$stats-0', 'any', [{ ...foreign, id: randomUUID(), type: '$statsCollected' }]);
  log.write('another-program', 'any', [{ ...foreign, id: randomUUID(), type: 'SomethingHappened' }]);
  log.write('$ce-meet', 'any', [{ ...foreign, id: randomUUID(), type: '$>' }]);
}

const positionOf = (message: FollowMessage | undefined): number | undefined =>
  message?.kind === 'caught-up' ? message.position : message?.event.position;
