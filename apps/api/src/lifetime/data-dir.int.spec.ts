import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirUnusable, openDataDir } from './data-dir.ts';

describe('the data directory', () => {
  let scratch: string;
  beforeEach(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'data-dir-'));
    await writeFile(join(scratch, 'file'), '');
    await symlink(join(scratch, 'nowhere'), join(scratch, 'dangling'));
  });
  afterEach(() => rm(scratch, { recursive: true }));

  it('is made with all that is missing above it, and left as it is where it is there', async () => {
    const deep = join(scratch, 'a', 'b', 'c');
    await openDataDir(deep);
    await writeFile(join(deep, 'kept'), '');
    await Promise.all([openDataDir(deep), openDataDir(deep)]);
    expect(await readdir(deep)).toEqual(['kept']);
  });

  it.each([
    ['below /proc', () => '/proc/meets/data'],
    ['/proc itself', () => '/proc'],
    ['below a device', () => '/dev/null/data'],
    ['a file', () => join(scratch, 'file')],
    ['below a file', () => join(scratch, 'file', 'data')],
    ['a link to nowhere', () => join(scratch, 'dangling')],
    ['a name that is too long', () => join(scratch, 'x'.repeat(300))],
    ['a name that no path can have', () => 'data\0'],
  ])('is refused at once where it is %s', async (_what, path) => {
    const began = performance.now();
    await expect(openDataDir(path())).rejects.toThrow(DataDirUnusable);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
