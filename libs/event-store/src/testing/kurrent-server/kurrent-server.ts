import { randomUUID } from 'node:crypto';
import type { Metadata, ServiceError } from '@grpc/grpc-js';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { accessDenied, features, featureServices, gossip, gossipServices, shared, streamServices } from './protocol.ts';
import { read } from './read-calls.ts';
import type { TestCertificate } from './self-signed-certificate.ts';
import { ServerLog } from './server-log.ts';
import { append, batchAppend, tombstone } from './write-calls.ts';

export interface KurrentServerOptions {
  /** What the server serves; the log of a server that was closed makes this one its restart. Default: an empty log. */
  readonly log?: ServerLog;
  /** Default: a free one. */
  readonly port?: number;
  /** Serve TLS with this certificate. Default: plain HTTP/2. */
  readonly certificate?: TestCertificate;
  /** Refuse calls without these credentials. Default: let everybody in. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Servers before 23.10 do not say when a subscription has caught up. Default true. */
  readonly caughtUpMessages?: boolean;
}

export interface KurrentServer {
  readonly port: number;
  readonly log: ServerLog;
  /** Drops every connection at once, as a killed process does. Safe to call twice. */
  close(): void;
}

/**
 * A server of the `event_store.client.streams` protocol for tests, in memory, on 127.0.0.1. It follows the real server in
 * revisions, positions, idempotency, answers to a wrong expected revision, tombstones, filters and checkpoints; it knows
 * no links, no persistent subscriptions and no stream metadata.
 */
export async function startKurrentServer(options: KurrentServerOptions = {}): Promise<KurrentServer> {
  const log = options.log ?? new ServerLog();
  const server = new Server({ 'grpc.max_receive_message_length': -1 });
  serve(server, log, options);
  const credentials = options.certificate
    ? ServerCredentials.createSsl(null, [
        { private_key: options.certificate.key, cert_chain: options.certificate.cert },
      ])
    : ServerCredentials.createInsecure();
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${options.port ?? 0}`, credentials, (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  bound = { ...bound, [port]: port };
  serveGossip(server, port);
  return { port, log, close: () => server.forceShutdown() };
}
