import { bearer, type Generator, JSON_TYPE, overHttp, pick, request } from '../input.ts';

const ROUTES = [
  '/graphql',
  '/graphql/assets/page.js',
  '/m/token',
  '/health/live',
  '/health/ready',
  '/metrics',
  '/dev/token',
  '/',
  '/join/token',
  '/playground/assets/index.js',
] as const;
const METHODS = [
  'HEAD',
  'OPTIONS',
  'PUT',
  'PATCH',
  'DELETE',
  'TRACE',
  'PROPFIND',
  'PURGE',
  'QUERY',
  'LOCK',
  'SEARCH',
] as const;

/** A method that a route does not have. */
export const methods: Generator = (random) => {
  const method = pick(random, METHODS);
  const body = random.whole(0, 1) === 0 ? {} : { body: '{}', headers: [JSON_TYPE] };
  return overHttp('method', request({ method, path: pick(random, ROUTES), ...body }), {
    withoutBody: method === 'HEAD',
  });
};

/** Paths that lead nowhere, and are meant to lead out. */
export const paths: Generator = (random) => {
  const trick = pick(random, [
    ...[
      '../',
      '..%2f',
      '%2e%2e/',
      '%2e%2e%2f',
      '..\\',
      '..%5c',
      '%252e%252e%252f',
      '..;/',
      './/',
      '%00',
      '%',
      '%zz',
      '%ff',
      '%c0%ae',
    ],
    ...[
      '%u002e',
      '*',
      '<script>',
      '%0d%0aSet-Cookie:a=b',
      '\x80',
      '~',
      '.git/config',
      'package.json',
      '__proto__',
      'constructor',
    ],
    ...[
      'toString',
      'page.js%00',
      'PAGE.JS',
      'page.js/',
      'a'.repeat(2_049),
      'a'.repeat(9_000),
      ';x=y',
      '?',
      '#',
      '%F0%9F%92%A3',
    ],
  ]);
  const base = pick(random, [
    '/',
    '/graphql/',
    '/graphql/assets/',
    '/m/',
    '/health/',
    '/metrics/',
    '/dev/',
    '/join/',
    '/playground/',
    '/playground/assets/',
    '//',
    '/graphql',
  ]);
  const path =
    base + trick.repeat(trick.length < 10 ? random.whole(1, 20) : 1) + pick(random, ['', 'etc/passwd', 'page.js']);
  const agent = pick(random, ['User-Agent: iPhone', 'User-Agent: Android', 'User-Agent: \xff', 'Accept: text/html']);
  return overHttp('path', request({ method: 'GET', path, headers: [agent] }));
};

const FIELDS = ['channel', 'role', 'sub'] as const;

/** Orders for a development token, wrong in one field at least. */
export const developmentTokens: Generator = (random, { tokens }) => {
  const wrong = pick<unknown>(random, [
    ...['', 'x'.repeat(129), 'a\0b', ' a', '\ud800', null, 1, true, [], {}, ['manager'], { $ne: '' }, 1e308, -1],
    ...['__proto__', '../..', 'a b', "'; drop table--"].map((text) => [text]),
  ]);
  const field = pick(random, FIELDS);
  const body = JSON.stringify({ channel: 'storm', role: 'manager', sub: 'm-1', [field]: wrong });
  const headers = [JSON_TYPE, bearer(tokens.manager)];
  // Which strings are ids is for the service to say; what is none must be refused by name.
  const answers = typeof wrong === 'string' ? [200, 400] : [400];
  return overHttp('development-token', request({ path: '/dev/token', headers, body }), { answers });
};
