import { isSealed, seal, unseal } from '../sealing/seal.ts';
import type { PersonKeys } from '../sealing/person-keys.ts';
import { PersonKeysClosed } from '../sealing/person-keys.ts';

/** Person keys of their own for one test. */
export interface OpenedPersonKeys {
  readonly keys: PersonKeys;
  /** Closes the keys and opens the same ones again; left out where nothing is kept. */
  readonly reopen?: () => Promise<PersonKeys>;
  /** Closes whatever is open and removes what it left behind. */
  close(): Promise<void>;
}

/** What every keeper of person keys has to do. */
export function personKeysContract(name: string, open: () => Promise<OpenedPersonKeys>): void {
  describe(`${name}: person keys`, () => {
    let opened: OpenedPersonKeys;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    it('makes one key per person, however often and at once it is asked', async () => {
      const asked = await Promise.all(Array.from({ length: 10 }, () => opened.keys.keyFor('ch-1:customer:c-1')));
      expect(new Set(asked.map((key) => key.id)).size).toBe(1);
      const other = await opened.keys.keyFor('ch-1:customer:c-2');
      expect(other.id).not.toBe(asked[0]?.id);
      expect(other.secret).toHaveLength(32);
      expect(Buffer.from(other.secret)).not.toEqual(Buffer.from(asked[0]?.secret ?? []));
    });

    it('finds a key by its id, and none for an id that never was', async () => {
      const key = await opened.keys.keyFor('c-1');
      expect(Buffer.from(opened.keys.find(key.id)?.secret ?? [])).toEqual(Buffer.from(key.secret));
      expect(opened.keys.find('2a1b8b52-6a1b-4d3e-8b52-6a1b4d3e8b52')).toBeUndefined();
    });

    it('knows every key that was made before the start of the log', async () => {
      await expect(opened.keys.reach(0)).resolves.toBeUndefined();
    });

    it('opens what was sealed under the key', async () => {
      const sealed = seal('홍길동 +82 10-1234-5678', await opened.keys.keyFor('c-1'), 'name');
      expect(isSealed(JSON.parse(JSON.stringify(sealed)))).toBe(true);
      expect(unseal(sealed, opened.keys, 'name')).toBe('홍길동 +82 10-1234-5678');
    });

    it('keeps what was sealed closed for ever once the person is forgotten', async () => {
      const { keys } = opened;
      const sealed = seal('Hong', await keys.keyFor('c-1'), 'name');
      const others = seal('Kim', await keys.keyFor('c-2'), 'name');
      expect(await keys.forget('c-1')).toBe(true);
      expect(await keys.forget('c-1')).toBe(false);
      expect(await keys.forget('never-was')).toBe(false);
      expect(unseal(sealed, keys, 'name')).toBeNull();
      expect(unseal(others, keys, 'name')).toBe('Kim');
    });

    it('gives a person who comes back another key, and old boxes stay closed', async () => {
      const { keys } = opened;
      const first = await keys.keyFor('c-1');
      const sealed = seal('Hong', first, 'name');
      await keys.forget('c-1');
      const second = await keys.keyFor('c-1');
      expect(second.id).not.toBe(first.id);
      expect(unseal(sealed, keys, 'name')).toBeNull();
      expect(unseal(seal('Hong', second, 'name'), keys, 'name')).toBe('Hong');
    });

    it('destroys of a person’s keys only those that are named, though a newer one is there by then', async () => {
      const { keys } = opened;
      const first = await keys.keyFor('c-1');
      const old = seal('Hong', first, 'name');
      expect(await keys.forget('c-1', new Set(['2a1b8b52-6a1b-4d3e-8b52-6a1b4d3e8b52']))).toBe(false);
      expect(unseal(old, keys, 'name')).toBe('Hong');
      expect(await keys.forget('c-1', new Set([first.id]))).toBe(true);
      const anew = seal('Hong again', await keys.keyFor('c-1'), 'name');
      expect(await keys.forget('c-1', new Set([first.id]))).toBe(false);
      expect([unseal(old, keys, 'name'), unseal(anew, keys, 'name')]).toEqual([null, 'Hong again']);
      expect((await keys.keyFor('c-1')).id).toBe(anew.$sealed.key);
    });

    it('holds the same keys after it was closed and opened again', async () => {
      const { reopen } = opened;
      if (!reopen) return;
      const sealed = seal('Hong', await opened.keys.keyFor('c-1'), 'name');
      const forgotten = seal('Kim', await opened.keys.keyFor('c-2'), 'name');
      await opened.keys.forget('c-2');
      const again = await reopen();
      expect(unseal(sealed, again, 'name')).toBe('Hong');
      expect(unseal(forgotten, again, 'name')).toBeNull();
      expect((await again.keyFor('c-1')).id).toBe(sealed.$sealed.key);
    });

    it('refuses every use after close, which may be repeated', async () => {
      const key = await opened.keys.keyFor('c-1');
      await opened.keys.close();
      await opened.keys.close();
      await expect(opened.keys.keyFor('c-1')).rejects.toThrow(PersonKeysClosed);
      await expect(opened.keys.forget('c-1')).rejects.toThrow(PersonKeysClosed);
      expect(() => opened.keys.find(key.id)).toThrow(PersonKeysClosed);
    });
  });
}
