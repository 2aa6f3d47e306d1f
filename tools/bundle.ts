import { join, relative } from 'node:path';
import { styleText } from 'node:util';
import { gzipSync } from 'node:zlib';
import { rolldown, type OutputChunk, type RolldownOutput } from 'rolldown';
import { LIGHTER_PACKAGES, NOT_BUNDLED } from './lighter-packages.ts';
import { root } from './run-steps.ts';

const FOLDER = join(root, 'apps/api/dist/release');
/** How the released service is started, whoever starts it; give it {@link releaseEnv}. */
export const RELEASE_START = join(root, 'apps/api/bin/meets');
/** The environment of a release that is run by the Node that runs this. */
export const releaseEnv = (env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => ({
  ...env,
  MEETS_NODE: process.execPath,
});
/** What it loads. It stands two folders below apps/api, as the modules do that look for apps/api/assets. */
export const RELEASE_ENTRY = join(FOLDER, 'main.js');

/** The service, and the files that it starts as threads of their own: they are found beside the code that starts them. */
const SERVICE = {
  main: join(root, 'apps/api/dist/main.js'),
  'checkpointer-thread': join(root, 'libs/event-store/dist/sqlite/checkpointer-thread.js'),
  'writer-thread': join(root, 'libs/event-store/dist/sqlite/writer-thread.js'),
  'desk-thread': join(root, 'libs/telephony/dist/sound/desk-thread.js'),
};
/** Loaded from node_modules as they are, where somebody asks for them: the client of who keeps the log elsewhere, and what nobody does. */
const EXTERNAL = ['@eventstore/db-client', ...NOT_BUNDLED];
/** What is bundled is compiled already, and no tsconfig.json, least of all one above the checkout, has a say in it. */
const NO_TSCONFIG = { tsconfig: false } as const;
/** What frontends load, door by door: each with all that it brings along. */
const CLIENT_DOORS = {
  'meet-client': 'index.js',
  devices: 'devices/index.js',
  media: 'media/index.js',
  'noise-suppression': 'effects/noise-suppression.js',
  'background-blur': 'effects/background-blur.js',
};

/** Makes the compiled service into a few files that start fast, and says how large they and the browser client are. */
export async function bundle(): Promise<void> {
  const started = performance.now();
  const doors = Object.entries(CLIENT_DOORS);
  const [service, ...codes] = await Promise.all([bundleService(), ...doors.map(([, file]) => bundleClient(file))]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const size = chunksOf(service).reduce((sum, { code }) => sum + code.length, 0);
  const megabytes = (size / 1e6).toFixed(1);
  const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`;
  const sizes = (code: string): string => `${kilobytes(code.length)}, ${kilobytes(gzipSync(code).length)} gzipped`;
  const client = codes.map((code, at) => `${doors[at]?.[0]} ${sizes(code)}`).join('; ');
  console.error(
    `${styleText('green', '✓')} Bundle: ${seconds} s; ${relative(root, FOLDER)} ${megabytes} MB; ${client}`,
  );
}

async function bundleService(): Promise<RolldownOutput> {
  const build = await rolldown({
    ...NO_TSCONFIG,
    input: SERVICE,
    platform: 'node',
    external: EXTERNAL,
    plugins: [...LIGHTER_PACKAGES],
    // Apollo asks for Node's crypto by this name, which a bundle does not have, and would hash every query in JavaScript.
    transform: { define: { 'module.require': 'process.getBuiltinModule' } },
    // Nest and Apollo ask for packages that only other services have, and live without them.
    onLog: (level, log, print) => (log.code === 'UNRESOLVED_IMPORT' ? undefined : print(level, log)),
  });
  const output = await build.write({
    dir: FOLDER,
    format: 'esm',
    entryFileNames: '[name].js',
    // Without hashes: a later build writes over these files and leaves no old ones.
    chunkFileNames: '[name].js',
    // GraphQL's types are called after their classes.
    keepNames: true,
    minify: { compress: true, mangle: false, codegen: false },
    // What is read at each start: without comments a tenth less, and, without one letter that is no ASCII, half as many bytes in memory.
    comments: { legal: true, annotation: false, jsdoc: false },
    charset: 'ascii',
  });
  await build.close();
  return output;
}

/** As a frontend's bundler would put it into a page: with graphql-ws, and only what is asked for. */
async function bundleClient(door: string): Promise<string> {
  const input = join(root, 'libs/meet-client/dist', door);
  const build = await rolldown({ ...NO_TSCONFIG, input, platform: 'browser' });
  const output = await build.generate({ format: 'esm', minify: true });
  await build.close();
  return chunksOf(output)
    .map(({ code }) => code)
    .join('');
}

const chunksOf = ({ output }: RolldownOutput): OutputChunk[] => output.filter((file) => file.type === 'chunk');
