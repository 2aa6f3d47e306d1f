import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.ts';
import { nothingHere } from '../http-edge/nothing-here.ts';

const PATH = '/graphql';
/** Our own page, script and styles. The same place from `src` and from `dist`. */
const OWN = fileURLToPath(new URL('../../assets/graphiql', import.meta.url));
/** Everything the page loads, all of it from this server. */
const ASSETS: Readonly<Record<string, string>> = {
  'page.js': join(OWN, 'page.js'),
  'operations.js': join(OWN, 'operations.js'),
  'page.css': join(OWN, 'page.css'),
  'react.js': packageFile('react', 'umd/react.production.min.js'),
  'react-dom.js': packageFile('react-dom', 'umd/react-dom.production.min.js'),
  'graphiql.js': packageFile('graphiql', 'graphiql.min.js'),
  'graphiql.css': packageFile('graphiql', 'graphiql.min.css'),
  'graphql-ws.js': packageFile('graphql-ws', 'umd/graphql-ws.min.js'),
};

/** What the page may load and reach: this server, and nothing else in the world. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // GraphiQL's editors style themselves as they go.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves GraphiQL on GET /graphql to browsers; clients that ask for JSON get GraphQL as before. Without Internet: scripts
 * and styles come from this process.
 */
export async function serveGraphiql(
  fastify: FastifyInstance,
  config: Pick<Config, 'NODE_ENV' | 'auth'>,
): Promise<void> {
  const page = await readPage(config.auth.mode === 'development');
  // Without a max-age browsers ask each time, and mostly hear that nothing has changed: no page mixes two releases.
  await fastify.register(fastifyStatic, { root: OWN, serve: false });
  fastify.get<{ Params: { name: string } }>(`${PATH}/assets/:name`, (request, reply) => {
    const { name } = request.params;
    const file = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
    return file === undefined ? nothingHere(reply) : reply.sendFile(basename(file), dirname(file));
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isForPage(request)) return done();
    void reply
      .header('content-security-policy', POLICY)
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .type('text/html; charset=utf-8')
      .send(page);
  });
}

/** A browser that navigates says that it wants HTML; programs do not. */
const isForPage = (request: FastifyRequest): boolean =>
  request.method === 'GET' &&
  request.url.split('?', 1)[0] === PATH &&
  (request.headers.accept ?? '').includes('text/html');

async function readPage(development: boolean): Promise<string> {
  const template = await readFile(join(OWN, 'page.html'), 'utf8');
  return template.replace('{{settings}}', JSON.stringify({ development }));
}

/** A file that a package ships but does not export. */
function packageFile(name: string, file: string): string {
  const entry = createRequire(import.meta.url).resolve(name);
  const folder = `${sep}node_modules${sep}${name}${sep}`;
  return join(entry.slice(0, entry.lastIndexOf(folder) + folder.length), file);
}
