import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personKeysContract } from '../testing/index.ts';
import type { PersonKeys } from './person-keys.ts';
import { openSqlitePersonKeys } from './sqlite-person-keys.ts';

personKeysContract('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'person-keys-'));
  const file = join(folder, 'keys.sqlite');
  let current: PersonKeys = openSqlitePersonKeys({ file });
  return {
    keys: current,
    reopen: async () => {
      await current.close();
      current = openSqlitePersonKeys({ file });
      return current;
    },
    close: async () => {
      await current.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describe('the file of person keys', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'person-keys-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Reads everything in the folder; done last, because closing a file drops SQLite's locks on it. */
  const everythingOnDisk = (): Buffer =>
    Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

  it('holds a key no longer once it is forgotten, in none of its files', async () => {
    const keys = openSqlitePersonKeys({ file: join(folder, 'keys.sqlite') });
    const kept = await keys.keyFor('kept');
    const forgotten = await keys.keyFor('forgotten');
    await keys.forget('forgotten');
    const bytes = everythingOnDisk();
    expect(bytes.includes(Buffer.from(kept.secret))).toBe(true);
    expect(bytes.includes(Buffer.from(forgotten.secret))).toBe(false);
    expect(bytes.includes(forgotten.id)).toBe(false);
    await keys.close();
  });

  it('is readable by its owner only', async () => {
    const keys = openSqlitePersonKeys({ file: join(folder, 'below', 'keys.sqlite') });
    await keys.keyFor('somebody');
    for (const name of readdirSync(join(folder, 'below'))) {
      expect(statSync(join(folder, 'below', name)).mode & 0o077).toBe(0);
    }
    await keys.close();
  });
});
