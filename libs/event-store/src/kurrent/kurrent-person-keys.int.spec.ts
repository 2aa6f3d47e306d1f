import { randomBytes, randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { EventStoreUnavailable } from '../port.ts';
import { PersonKeysClosed } from '../sealing/person-keys.ts';
import { seal, unseal } from '../sealing/seal.ts';
import { collect, newEvents, personKeysContract } from '../testing/index.ts';
import type { OpenedPersonKeys } from '../testing/index.ts';
import type { KurrentServer } from '../testing/kurrent-server/kurrent-server.ts';
import { startKurrentServer } from '../testing/kurrent-server/kurrent-server.ts';
import type { PersonKeys } from '../sealing/person-keys.ts';
import type { OpenKurrentPersonKeysOptions } from './index.ts';
import { openKurrentEventStore, openKurrentPersonKeys } from './index.ts';

// Everything crosses a real connection, with the server in the same process.
jest.setTimeout(30_000);

const REAL_SERVER = process.env['KURRENTDB_URL'];

if (REAL_SERVER) {
  personKeysContract('EventStoreDB at KURRENTDB_URL', () =>
    openedKeys({ connectionString: REAL_SERVER, streamPrefix: `test-${randomUUID()}-`, masterSecret: randomBytes(32) }),
  );
} else {
  personKeysContract('EventStoreDB', async () => {
    const server = await startKurrentServer();
    return openedKeys({ connectionString: addressOf(server) }, server);
  });

  personKeysContract('EventStoreDB under a master secret', async () => {
    const server = await startKurrentServer();
    const options = { connectionString: addressOf(server), streamPrefix: 'ours.', masterSecret: randomBytes(32) };
    return openedKeys(options, server);
  });

  describe('person keys that several nodes share', () => {
    let server: KurrentServer;
    let one: PersonKeys;
    let other: PersonKeys;
    beforeEach(async () => {
      server = await startKurrentServer();
      one = await openKurrentPersonKeys({ connectionString: addressOf(server) });
      other = await openKurrentPersonKeys({ connectionString: addressOf(server) });
    });
    afterEach(async () => {
      await one.close();
      await other.close();
      server.close();
    });
    const end = (): number => server.log.records.at(-1)?.prepare ?? 0;

    it('make one key when both are asked at once, and find each other’s', async () => {
      const keys = await Promise.all([one.keyFor('c-1'), other.keyFor('c-1'), one.keyFor('c-1'), other.keyFor('c-1')]);
      expect(new Set(keys.map((key) => key.id)).size).toBe(1);
      const made = await one.keyFor('c-2');
      await other.reach(end());
      expect(other.find(made.id)).toEqual(made);
    });

    it('forget a person on every node, and give the same new key afterwards', async () => {
      const sealed = seal('Hong', await one.keyFor('c-1'), 'name');
      await other.reach(end());
      expect(unseal(sealed, other, 'name')).toBe('Hong');
      expect(await one.forget('c-1')).toBe(true);
      await other.reach(end());
      expect(unseal(sealed, other, 'name')).toBeNull();
      const [again, same] = await Promise.all([one.keyFor('c-1'), other.keyFor('c-1')]);
      expect(again.id).toBe(same.id);
      expect(again.id).not.toBe(sealed.$sealed.key);
      expect(await other.forget('c-1')).toBe(true);
      expect(await one.forget('c-1')).toBe(false);
    });

    it('reach a place that only other events lie at, also over a restart of the server', async () => {
      const store = openKurrentEventStore({ connectionString: addressOf(server) });
      await store.append({ stream: 'meet-1', expected: 'none', events: newEvents(3) });
      await one.reach(await store.head());
      server.close();
      server = await startKurrentServer({ log: server.log, port: server.port });
      const key = await other.keyFor('c-1');
      await one.reach(end());
      expect(one.find(key.id)).toEqual(key);
      // Keys are no events: no reader of the log is given one.
      expect(await collect(store.readAll())).toHaveLength(3);
      await store.close();
    });

    it('tell whoever waits that they were closed', async () => {
      const waiting = expect(one.reach(end() + 1_000)).rejects.toThrow(PersonKeysClosed);
      await one.close();
      await waiting;
    });
  });

  describe('person keys at the server', () => {
    let server: KurrentServer;
    beforeEach(async () => {
      server = await startKurrentServer();
    });
    afterEach(() => server.close());
    const stored = (): string => server.log.records.map((record) => Buffer.from(record.data).toString()).join('\n');

    it('lie there until the operator’s scavenge, and are gone after it', async () => {
      const keys = await openKurrentPersonKeys({ connectionString: addressOf(server) });
      const { secret } = await keys.keyFor('c-1');
      const text = Buffer.from(secret).toString('base64');
      await keys.forget('c-1');
      expect(stored()).toContain(text);
      server.log.scavenge();
      expect(stored()).not.toContain(text);
      await keys.close();
      const again = await openKurrentPersonKeys({ connectionString: addressOf(server) });
      expect((await again.keyFor('c-1')).secret).not.toEqual(secret);
      await again.close();
    });

    it('are stored as nobody without the master secret can read them', async () => {
      const options = { connectionString: addressOf(server), masterSecret: randomBytes(32) };
      const keys = await openKurrentPersonKeys(options);
      const key = await keys.keyFor('c-1');
      expect(stored()).not.toContain(Buffer.from(key.secret).toString('base64'));
      await keys.close();
      await expect(openKurrentPersonKeys({ ...options, masterSecret: randomBytes(32) })).rejects.toThrow(
        'master secret',
      );
      await expect(openKurrentPersonKeys({ connectionString: addressOf(server) })).rejects.toThrow('master secret');
      const again = await openKurrentPersonKeys(options);
      expect(again.find(key.id)).toEqual(key);
      await again.close();
    });

    it('name no person in the clear', async () => {
      const keys = await openKurrentPersonKeys({ connectionString: addressOf(server) });
      await keys.keyFor('channel-1:customer:hong');
      expect(server.log.records.map((record) => record.stream).join()).not.toContain('hong');
      await keys.close();
    });

    it('cannot be opened at a server that is away', async () => {
      const connectionString = addressOf(server);
      server.close();
      const opening = openKurrentPersonKeys({ connectionString, retryForMs: 150 });
      await expect(opening).rejects.toThrow(EventStoreUnavailable);
    });
  });
}

const addressOf = (server: KurrentServer): string => `esdb://127.0.0.1:${server.port}?tls=false`;

async function openedKeys(options: OpenKurrentPersonKeysOptions, server?: KurrentServer): Promise<OpenedPersonKeys> {
  let keys = await openKurrentPersonKeys(options);
  return {
    keys,
    async reopen() {
      await keys.close();
      keys = await openKurrentPersonKeys(options);
      return keys;
    },
    async close() {
      await keys.close();
      server?.close();
    },
  };
}
