import { type Generator, overHttp, pick } from '../input.ts';

const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
const VERSION = 'Sec-WebSocket-Version: 13';
const PROTOCOL = 'Sec-WebSocket-Protocol: graphql-transport-ws';
const UPGRADE = 'Upgrade: websocket';

/** Upgrades to WebSocket with something wrong in the request; refused in HTTP, or closed as soon as they are open. */
export const handshakes: Generator = (random) => {
  const [line, headers] = pick<readonly [string, readonly string[]]>(random, [
    ['GET /graphql HTTP/1.1', [UPGRADE, VERSION, PROTOCOL]],
    ['GET /graphql HTTP/1.1', [UPGRADE, VERSION, PROTOCOL, 'Sec-WebSocket-Key: short']],
    ['GET /graphql HTTP/1.1', [UPGRADE, VERSION, PROTOCOL, 'Sec-WebSocket-Key:']],
    ['GET /graphql HTTP/1.1', [UPGRADE, VERSION, PROTOCOL, KEY, KEY]],
    ['GET /graphql HTTP/1.1', [UPGRADE, VERSION, PROTOCOL, `Sec-WebSocket-Key: ${'A'.repeat(5_000)}==`]],
    ...['0', '7', '12', '14', '255', '-1', 'x', '13, 8', ''].map(
      (version) => ['GET /graphql HTTP/1.1', [UPGRADE, KEY, PROTOCOL, `Sec-WebSocket-Version: ${version}`]] as const,
    ),
    ['GET /graphql HTTP/1.1', [UPGRADE, KEY, PROTOCOL]],
    ...['POST', 'PUT', 'OPTIONS', 'HEAD'].map(
      (method) => [`${method} /graphql HTTP/1.1`, [UPGRADE, KEY, VERSION, PROTOCOL, 'Content-Length: 0']] as const,
    ),
    ...['websocket2', 'h2c', 'WebSocket, foo', 'websocket/13', '\xff'].map(
      (upgrade) => ['GET /graphql HTTP/1.1', [`Upgrade: ${upgrade}`, KEY, VERSION, PROTOCOL]] as const,
    ),
    ...['/', '/graphqlx', '/graphql/', '//graphql', '/%67raphql', '/graphql%00', '/m/x', '/..', 'graphql', '*'].map(
      (path) => [`GET ${path} HTTP/1.1`, [UPGRADE, KEY, VERSION, PROTOCOL]] as const,
    ),
    ...['null', 'https://evil.example', 'file://', '\xff', 'http://127.0.0.1.evil.example', 'http://', '%'].map(
      (origin) => ['GET /graphql HTTP/1.1', [UPGRADE, KEY, VERSION, PROTOCOL, `Origin: ${origin}`]] as const,
    ),
    ...['', ',', 'a b', 'graphql-transport-ws, graphql-transport-ws', '"x"', 'é'].map(
      (protocol) => ['GET /graphql HTTP/1.1', [UPGRADE, KEY, VERSION, `Sec-WebSocket-Protocol: ${protocol}`]] as const,
    ),
    ['GET /graphql HTTP/1.0', [UPGRADE, KEY, VERSION, PROTOCOL]],
    ['GET /graphql HTTP/1.1', [UPGRADE, UPGRADE, KEY, VERSION, PROTOCOL]],
    ['GET /graphql HTTP/1.1', [UPGRADE, KEY, VERSION, PROTOCOL, 'Content-Length: 5', '', 'hello']],
    ['GET /graphql HTTP/1.1', [UPGRADE, KEY, VERSION, PROTOCOL, 'Expect: miracles']],
  ]);
  const [host, connection] = pick(random, [
    ['Host: 127.0.0.1', 'Connection: Upgrade'],
    ['Host: 127.0.0.1', 'connection: keep-alive, UPGRADE'],
    ['Host: 127.0.0.1', 'Connection: Upgrade'],
  ]);
  const text = [line, host, connection, ...headers, '\r\n'].join('\r\n');
  return overHttp('handshake', Buffer.from(text, 'latin1'), { withoutBody: line.startsWith('HEAD') });
};

/** Good upgrades under a subprotocol that is not spoken here, or extensions that nobody knows. */
export const subprotocols: Generator = (random) => {
  const protocol = pick(random, [
    'mqtt',
    'graphql-ws',
    'graphql-transport-ws2',
    'x'.repeat(5_000),
    'a, b, c',
    'GRAPHQL-TRANSPORT-WS',
  ]);
  const extensions = pick(random, [
    '',
    'Sec-WebSocket-Extensions: permessage-deflate\r\n',
    'Sec-WebSocket-Extensions: x-unknown; a="b"\r\n',
  ]);
  const head = `GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n${UPGRADE}\r\n${KEY}\r\n${VERSION}\r\n${extensions}`;
  return overHttp('subprotocol', `${head}Sec-WebSocket-Protocol: ${protocol}\r\n\r\n`);
};
