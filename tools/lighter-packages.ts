import * as http from 'node:http';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';
import { root } from './run-steps.ts';

/*
 * What packages do while they are loaded, and nobody here needs at a start. Each plugin fails the build where the package
 * has changed so much that it has nothing to do any more.
 */

/** Node's HTTP modules have getters for WebSocket and its events. An ES import reads them all, and so loads undici at each start. */
const httpWithoutGetters: Plugin = {
  name: 'http-without-getters',
  resolveId: (id) => (/^(node:)?http$/.test(id) ? '\0http' : undefined),
  load: (id) => (id === '\0http' ? HTTP_MODULE : undefined),
};
const LAZY_IN_HTTP = ['WebSocket', 'CloseEvent', 'MessageEvent'];
const HTTP_NAMES = Object.keys(http).filter((name) => name !== 'default' && !LAZY_IN_HTTP.includes(name));
const HTTP_MODULE = `const http = process.getBuiltinModule('node:http');
export default http;
export const { ${HTTP_NAMES.join(', ')} } = http;`;

/**
 * Of class-validator we use three functions, of class-transformer two: taken from their ES modules, the rest falls away, and with it
 * the phone numbers of the whole world. Nest asks for all of it where its own pipes and mapped types are used, which are not;
 * the decorators' metadata of class-validator would be the same.
 */
const validatorsInUse: Plugin = {
  name: 'validators-in-use',
  resolveId(id, importer) {
    if (!/^class-(validator|transformer)(\/|$)/.test(id)) return undefined;
    if (importer?.includes('node_modules')) return { id, external: true };
    return { id: join(root, 'node_modules', id, 'esm2015/index.js'), moduleSideEffects: false };
  },
};

interface Later {
  /** The end of the file's path. */
  readonly file: string;
  /** What stands there once, and what stands there instead. */
  readonly changes: readonly (readonly [from: string, to: string])[];
}

/** Made when it is first used, which here is never. */
const MADE_LATER: readonly Later[] = [
  {
    // A formatter of dates, some 13 ms for ICU, of Nest's logger for consoles, which gives way to ours.
    file: '@nestjs/common/services/console-logger.service.js',
    changes: [
      ['const dateTimeFormatter = new', 'const dateTimeFormatter = () => new'],
      ['dateTimeFormatter.format(', 'dateTimeFormatter().format('],
    ],
  },
  {
    file: 'fastify/lib/server.js',
    changes: [
      [
        "const http2 = require('node:http2')",
        "const http2 = { createServer: (...asked) => require('node:http2').createServer(...asked), createSecureServer: (...asked) => require('node:http2').createSecureServer(...asked) }",
      ],
    ],
  },
  {
    // Of whoever has a route for each file of a folder.
    file: '@fastify/static/index.js',
    changes: [["const { glob } = require('glob')", "const glob = (...asked) => require('glob').glob(...asked)"]],
  },
];

/** The files that have been changed in this build. */
const changedFiles = new Set<Later>();
const madeLater: Plugin = {
  name: 'made-later',
  buildStart: () => changedFiles.clear(),
  transform(code, id) {
    const later = MADE_LATER.find(({ file }) => id.endsWith(`/node_modules/${file}`));
    if (!later) return undefined;
    let changed = code;
    for (const [from, to] of later.changes) {
      if (changed.split(from).length !== 2)
        this.error(`${id} holds no longer what tools/lighter-packages.ts changes: ${from}`);
      changed = changed.replace(from, to);
    }
    changedFiles.add(later);
    return changed;
  },
  buildEnd(error) {
    const missing = MADE_LATER.filter((later) => !changedFiles.has(later)).map(({ file }) => file);
    if (!error && missing.length > 0)
      this.error(`nothing loads what tools/lighter-packages.ts changes: ${missing.join(', ')}`);
  },
};

export const LIGHTER_PACKAGES: readonly Plugin[] = [httpWithoutGetters, validatorsInUse, madeLater];

/** Loaded from node_modules, were they ever: Fastify's for routes with a schema, for tests without a socket, for a route to each file of a folder. */
export const NOT_BUNDLED: readonly string[] = [
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
  'light-my-request',
  'glob',
];
