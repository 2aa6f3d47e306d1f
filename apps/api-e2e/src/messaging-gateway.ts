import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pause } from './running-server.ts';

/** How long a message is waited for before the test says that none came. */
const MESSAGE_WITHIN_MS = 10_000;

export interface Message {
  readonly id: string;
  readonly data: {
    readonly customerId: string;
    readonly meetId: string;
    readonly link: string;
    readonly waitUntil: string;
    readonly recipient: { readonly name: string | null; readonly phoneNumber: string | null };
  };
}

/** A host's messaging gateway, which takes what is rightly signed and drops ids that it knows. */
export interface MessagingGateway {
  /** For the service: where it is, and what it is sure of. */
  readonly env: Readonly<Record<string, string>>;
  readonly taken: ReadonlyMap<string, Message>;
  /** How often it was asked, and the ids it was asked with. */
  readonly asked: readonly string[];
  /** What it answers from now on; null: it takes messages. */
  answer(with_: ((response: ServerResponse) => void) | null): void;
  untilTaken(count: number): Promise<readonly Message[]>;
  close(): Promise<void>;
}

export async function openMessagingGateway(): Promise<MessagingGateway> {
  const secret = Buffer.from('a secret of a gateway in a test');
  const taken = new Map<string, Message>();
  const asked: string[] = [];
  let answerWith: ((response: ServerResponse) => void) | null = null;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const id = String(request.headers['webhook-id']);
      asked.push(id);
      if (answerWith) return answerWith(response);
      const signed = `${id}.${String(request.headers['webhook-timestamp'])}.${body}`;
      const signature = `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`;
      if (!String(request.headers['webhook-signature']).split(' ').includes(signature)) {
        return void response.writeHead(401).end();
      }
      taken.set(id, { id, ...(JSON.parse(body) as Omit<Message, 'id'>) });
      response.writeHead(202).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    env: { NOTIFIER_URL: `http://127.0.0.1:${port}/messages`, NOTIFIER_SECRETS: secret.toString('base64') },
    taken,
    asked,
    answer: (next) => void (answerWith = next),
    async untilTaken(count) {
      const giveUpAt = performance.now() + MESSAGE_WITHIN_MS;
      while (taken.size < count) {
        if (performance.now() > giveUpAt) throw new Error(`${count} messages were expected, ${taken.size} came`);
        await pause(5);
      }
      return [...taken.values()];
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
