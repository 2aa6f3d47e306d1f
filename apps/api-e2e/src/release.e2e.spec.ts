import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sessionFor } from './graphql-client.ts';
import { startServer, temporaryDataDir, type RunningServer } from './running-server.ts';

const RELEASE = fileURLToPath(new URL('../../api/dist/release', import.meta.url));
/**
 * How much code a start may read. What exceeds it is likely a library that was loaded when asked for, or not at all: find it
 * among the modules that rolldown lists of each chunk, and see `tools/lighter-packages.ts`.
 */
const MOST_START_CODE_BYTES = 4_100_000;
const SCHEMA = fileURLToPath(new URL('../../../schema.graphql', import.meta.url));
const TYPE_NAMES = '{ __schema { types { name } } }';
const ASSETS = ['react.js', 'react-dom.js', 'graphiql.js', 'graphiql.css', 'graphql-ws.js', 'page.js', 'operations.js'];
/** What Node says of a file that a bundle left behind. */
const MODULE_MISSING = /ERR_MODULE_NOT_FOUND|Cannot find (module|package)/;

describe('the released bundle', () => {
  let server: RunningServer;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path);
  });
  afterAll(async () => {
    await server.stop();
    await dataDir.remove();
  });

  it('serves the types of the committed schema under their names', async () => {
    const committed = [
      ...(await readFile(SCHEMA, 'utf8')).matchAll(/^(?:type|enum|input|union|interface|scalar) (\w+)/gm),
    ];
    const session = await sessionFor(server, 'shop', 'integrator', 'host');
    const { __schema } = await session.run<{ __schema: { types: { name: string }[] } }>(TYPE_NAMES);
    const builtIn = /^(__\w+|Boolean|Float|ID|Int|String)$/;
    const served = __schema.types.map(({ name }) => name).filter((name) => !builtIn.test(name));
    expect(served.sort()).toEqual(committed.map(([, name]) => name).sort());
    await session.close();
  });

  it('reads no more code at its start than it has to', async () => {
    const files = new Map<string, string>();
    // What these load besides, they load when it is asked for.
    for (const name of ['main.js', 'start.js', 'serve.js']) await readWithImports(join(RELEASE, name), files);
    const bytes = [...files.values()].reduce((sum, code) => sum + Buffer.byteLength(code), 0);
    expect([...files.keys()].map((file) => basename(file))).toEqual(expect.arrayContaining(['graphql.js', 'serve.js']));
    expect(bytes).toBeLessThan(MOST_START_CODE_BYTES);
  });

  it('lets no cache keep an answer', async () => {
    const session = await sessionFor(server, 'shop', 'integrator', 'host');
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${session.token}` };
    const asked = { method: 'POST', headers, body: JSON.stringify({ query: '{ __typename }' }) };
    expect((await fetch(`${server.url}/graphql`, asked)).headers.get('cache-control')).toBe('no-store');
    await session.close();
  });

  it.each(ASSETS)('finds the page’s %s', async (name) => {
    expect((await fetch(`${server.url}/graphql/assets/${name}`)).status).toBe(200);
  });

  it.each(['/', '/join/a-token'])('has the playground at %s, with all that it loads', async (path) => {
    const page = await (await fetch(`${server.url}${path}`)).text();
    const loaded = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url);
    expect(loaded.map((url) => url?.split('.').at(-1)).sort()).toEqual(['css', 'js', 'svg']);
    const answers = await Promise.all(loaded.map((url) => fetch(`${server.url}${url}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('is the process that was started, under the settings that bound its memory', async () => {
    const [, ...args] = (await readFile(`/proc/${server.pid}/cmdline`, 'utf8')).split('\0');
    expect(args.filter((arg) => arg.startsWith('--'))).toContain('--max-semi-space-size=8');
    const settings = (await readFile(`/proc/${server.pid}/environ`, 'utf8')).split('\0');
    expect(settings).toEqual(
      expect.arrayContaining(['MALLOC_ARENA_MAX=2', 'MALLOC_MMAP_THRESHOLD_=131072', 'MALLOC_TRIM_THRESHOLD_=131072']),
    );
  });

  it('finds the door of the store for many machines, which it loads when it is asked for', async () => {
    const elsewhere = await temporaryDataDir();
    const env = { EVENT_STORE: 'esdb://127.0.0.1:1?tls=false' };
    const why = await startServer(elsewhere.path, env).then(
      async (started) => {
        await started.stop();
        return started.output();
      },
      (error: Error) => error.message,
    );
    expect(why).toMatch(/The event store cannot be used: .* no answer in/);
    expect(why).not.toMatch(MODULE_MISSING);
    await elsewhere.remove();
  });
});

/** Reads a file of the release, and those that it imports at once, into `files`, by path. */
async function readWithImports(path: string, files: Map<string, string>): Promise<void> {
  if (files.has(path)) return;
  const code = await readFile(path, 'utf8');
  files.set(path, code);
  for (const [, name] of code.matchAll(/^(?:import|export) .*?"(\.\/[^"]+)";$/gm))
    if (name !== undefined) await readWithImports(join(dirname(path), name), files);
}
