import type { Role } from '../graphql-client.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { MediaGround } from './media-ground.ts';

/** What an input does once all of it was written: it waits for its answer, ends its side first, or is gone at once. */
export type Ending = 'waits' | 'finishes' | 'leaves';

/** How far a WebSocket's client gets before the malformed part: not at all, through the upgrade, or through connection_init. */
export type Admission = 'none' | 'upgraded' | 'admitted';

/** Something malformed, as the bytes of one TCP connection. Everything in it follows from its seed and index. */
export interface Input {
  /** Such as `http/smuggling`: what the report counts by. */
  readonly kind: string;
  readonly admission: Admission;
  /** Written one after another, each in a packet of its own where the network likes. */
  readonly writes: readonly Buffer[];
  readonly ending: Ending;
  /** The statuses or close codes that are right; null where any refusal is, and where it may as well be harmless. */
  readonly answers: readonly number[] | null;
  /** The answer has no body: it is to HEAD. */
  readonly withoutBody?: boolean;
  /** The operation on a WebSocket that has to be answered by its id. */
  readonly operation?: string;
  /** The protocol leaves no room for an answer, as in the middle of a frame: the connection is closed. */
  readonly mayBeCut?: boolean;
}

/** What an input may lean on: a server, and tokens that it accepts. */
export interface Ground {
  readonly channel: string;
  readonly tokens: Readonly<Record<Role, string>>;
  readonly media: MediaGround;
}

/** Makes one input of its kind; the same one from the same random numbers. */
export type Generator = (random: SeededRandom, ground: Ground) => Input;

/** An HTTP input; `more` says what is not as usual. */
export const overHttp = (
  kind: string,
  bytes: string | Buffer | readonly Buffer[],
  more: Partial<Input> = {},
): Input => ({
  kind: `http/${kind}`,
  admission: 'none',
  writes: Array.isArray(bytes) ? (bytes as readonly Buffer[]) : [Buffer.from(bytes as string | Buffer)],
  ending: 'waits',
  answers: null,
  ...more,
});

/** Frames on a WebSocket whose client was let in; `more` says what is not as usual. */
export const overSocket = (kind: string, frames: readonly Buffer[], more: Partial<Input> = {}): Input => ({
  kind: `ws/${kind}`,
  admission: 'admitted',
  writes: frames,
  ending: 'waits',
  answers: null,
  ...more,
});

export interface RequestParts {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: readonly string[];
  /** Without one there is no Content-Length. */
  readonly body?: string | Buffer;
}

/** A request that is as it should be, but for what is put in. It asks for the connection to be closed after the answer. */
export function request({ method = 'POST', path = '/graphql', headers = [], body }: RequestParts): Buffer {
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(body as string);
  const length = body === undefined ? [] : [`Content-Length: ${bytes.length}`];
  const head = [`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close', ...length, ...headers, '\r\n'];
  return Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), bytes]);
}

export const JSON_TYPE = 'Content-Type: application/json';
export const bearer = (token: string): string => `Authorization: Bearer ${token}`;

/** One of some, of which there is at least one. */
export function pick<Item>(random: SeededRandom, items: readonly Item[]): Item {
  const chosen = items[random.whole(0, items.length - 1)];
  if (chosen === undefined && items.length === 0) throw new Error('there is nothing to pick from');
  return chosen as Item;
}

/** Bytes that mean nothing. */
export const noise = (random: SeededRandom, most: number): Buffer =>
  Buffer.from(Array.from({ length: random.whole(1, most) }, () => random.whole(0, 255)));
