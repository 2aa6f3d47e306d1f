import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A network between a page and the server that a test breaks and mends. */
export interface MendableLine {
  readonly url: string;
  /** Ends every connection in the middle, and takes no new ones. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function openMendableLine(serverUrl: string): Promise<MendableLine> {
  const port = Number(new URL(serverUrl).port);
  const clients = new Set<Socket>();
  let broken = false;
  const line = createServer((client) => {
    // A connection that is cut is what this line is for.
    client.on('error', () => client.destroy());
    if (broken) return void client.destroy();
    clients.add(client);
    const server = connect({ port, host: '127.0.0.1' });
    server.on('error', () => client.destroy());
    client.on('close', () => {
      clients.delete(client);
      server.destroy();
    });
    client.pipe(server).pipe(client);
  });
  line.listen(0, '127.0.0.1');
  await once(line, 'listening');
  const cut = (): void => {
    broken = true;
    for (const client of clients) client.resetAndDestroy();
  };
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    cut,
    mend: () => void (broken = false),
    async close() {
      cut();
      line.close();
      await once(line, 'close');
    },
  };
}
