import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Config } from '../config/config.ts';

/** Where the build puts the page. The same place from `src`, from `dist` and from the release. */
const BUILT = fileURLToPath(new URL('../../dist/playground-page', import.meta.url));

/** What the page may load and reach: this server, and nothing else in the world. */
const POLICY = [
  "default-src 'none'",
  // The effects are WebAssembly, which a browser compiles only with leave; no text is run as a script by it.
  "script-src 'self' 'wasm-unsafe-eval'",
  // What runs in a thread of its own comes from here, or was put together by the page.
  "worker-src 'self' blob:",
  "style-src 'self'",
  "img-src 'self' data:",
  // Sound and pictures that the page itself receives.
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE_HEADERS = {
  'content-security-policy': POLICY,
  'permissions-policy': 'camera=(self), microphone=(self), display-capture=(self), geolocation=()',
  // Its assets are named after what is in them; only the page itself must be asked for anew.
  'cache-control': 'no-cache',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
const ASSET_HEADERS = { 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' };

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const NOT_BUILT = 'The playground is not built: npm run build, then start again.\n';

interface Asset {
  readonly body: Buffer;
  readonly type: string;
}

/**
 * Serves the playground on `GET /`, and where a link leads in the browser, on `GET /join/{token}`, if `PLAYGROUND` says so.
 * All of it is read once, so no request reaches the disk. But for the files of the effects on `GET /effects/…`, which are large, and for which few
 * ask. Without a build the page says what to do.
 */
export async function servePlayground(
  fastify: FastifyInstance,
  { PLAYGROUND }: Pick<Config, 'PLAYGROUND'>,
  folder: string = BUILT,
): Promise<void> {
  if (!PLAYGROUND) return;
  const page = await readFile(join(folder, 'index.html')).catch(() => null);
  const assets = page === null ? new Map<string, Asset>() : await readAssets(join(folder, 'assets'));
  for (const path of ['/', '/join/:token']) {
    fastify.get(path, (_request, reply) =>
      page === null
        ? reply.code(404).type('text/plain; charset=utf-8').send(NOT_BUILT)
        : reply.headers(PAGE_HEADERS).type('text/html; charset=utf-8').send(page),
    );
  }
  fastify.get<{ Params: { name: string } }>('/playground/assets/:name', (request, reply) => {
    const asset = assets.get(request.params.name);
    return asset ? reply.headers(ASSET_HEADERS).type(asset.type).send(asset.body) : reply.callNotFound();
  });
  if (page !== null) await serveEffects(fastify, join(folder, 'effects'));
}

/** Their names stay while their contents change with a release, so browsers ask each time, and mostly hear that nothing has changed. */
async function serveEffects(fastify: FastifyInstance, root: string): Promise<void> {
  const setHeaders = (reply: FastifyReply): void => void reply.header('x-content-type-options', 'nosniff');
  await fastify.register(fastifyStatic, { root, prefix: '/effects/', index: false, decorateReply: false, setHeaders });
}

async function readAssets(folder: string): Promise<ReadonlyMap<string, Asset>> {
  const assets = new Map<string, Asset>();
  for (const name of await readdir(folder)) {
    const type = TYPES[extname(name)];
    if (type !== undefined) assets.set(name, { body: await readFile(join(folder, name)), type });
  }
  return assets;
}
