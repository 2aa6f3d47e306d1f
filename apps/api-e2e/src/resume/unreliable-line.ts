import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { SeededRandom } from '../seeded-random.ts';

/** How many bytes a connection may carry to its client before it breaks: some not even through the handshake. */
const LEAST_BYTES = 100;
const MOST_BYTES = 400_000;
/** One of so many connections falls silent instead of breaking: nobody hears that it is gone. */
const ONE_IN_FALLS_SILENT = 25;

/** A network between clients and a server that may move: it cuts connections at random bytes and on demand. */
export interface UnreliableLine {
  readonly url: string;
  /** Where the server is now; null while there is none. */
  leadTo(port: number | null): void;
  /** Cuts one connection, whichever. */
  cutOne(): void;
  /** From now on nothing breaks any more. */
  mend(): void;
  close(): Promise<void>;
}

export async function openUnreliableLine(random: SeededRandom): Promise<UnreliableLine> {
  const clients = new Set<Socket>();
  let port: number | null = null;
  let mended = false;
  const line = createServer((client) => {
    clients.add(client);
    client.on('close', () => clients.delete(client));
    // A cut connection is what this line is for.
    client.on('error', () => client.destroy());
    if (port === null) return void client.destroy();
    carry(client, connect({ port, host: '127.0.0.1' }), {
      bytes: random.magnitude(LEAST_BYTES, MOST_BYTES),
      fallsSilent: random.whole(1, ONE_IN_FALLS_SILENT) === 1,
      isMended: () => mended,
    });
  });
  line.listen(0, '127.0.0.1');
  await once(line, 'listening');
  return {
    url: `ws://127.0.0.1:${(line.address() as AddressInfo).port}/graphql`,
    leadTo: (next) => void (port = next),
    cutOne: () => random.pick([...clients])?.resetAndDestroy(),
    mend: () => void (mended = true),
    async close() {
      for (const client of clients) client.destroy();
      line.close();
      await once(line, 'close');
    },
  };
}

interface Fate {
  readonly bytes: number;
  readonly fallsSilent: boolean;
  readonly isMended: () => boolean;
}

function carry(client: Socket, server: Socket, { bytes, fallsSilent, isMended }: Fate): void {
  let left = bytes;
  client.on('data', (chunk: Buffer) => server.write(chunk));
  client.on('close', () => server.destroy());
  server.on('error', () => client.destroy());
  server.on('close', () => (left > 0 || !fallsSilent) && client.destroy());
  server.on('data', (chunk: Buffer) => {
    if (isMended()) left = Number.POSITIVE_INFINITY;
    if (left <= 0) return;
    // Cut anywhere, in the middle of a frame too.
    client.write(chunk.subarray(0, left));
    left -= chunk.length;
    if (left <= 0 && !fallsSilent) client.destroySoon();
  });
}
