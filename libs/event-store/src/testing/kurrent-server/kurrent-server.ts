import { randomUUID } from 'node:crypto';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { handleUnaryCall, Metadata } from '@grpc/grpc-js';
import { Server, ServerCredentials, status as grpcStatus } from '@grpc/grpc-js';
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
  const at = { port: 0 };
  serveStreams(server, log, options);
  serveDiscovery(server, at);
  const { certificate } = options;
  const credentials = certificate
    ? ServerCredentials.createSsl(null, [{ private_key: certificate.key, cert_chain: certificate.cert }])
    : ServerCredentials.createInsecure();
  at.port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${options.port ?? 0}`, credentials, (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
  return { port: at.port, log, close: () => server.forceShutdown() };
}

function serveStreams(server: Server, log: ServerLog, options: KurrentServerOptions): void {
  const admits = admission(options.credentials);
  const behaviour = { caughtUpMessages: options.caughtUpMessages ?? true };
  const service: IStreamsServer = {
    read: (call) => {
      if (!admits(call.metadata)) return void call.emit('error', accessDenied());
      read(log, call, behaviour).catch((error: unknown) => call.emit('error', error));
    },
    append: (call, answer) => (admits(call.metadata) ? append(log, call, answer) : answer(accessDenied())),
    batchAppend: (call) => {
      if (admits(call.metadata)) batchAppend(log, call);
      else call.emit('error', accessDenied());
    },
    delete: (_call, answer) => answer({ code: grpcStatus.UNIMPLEMENTED }),
    tombstone: (call, answer) => (admits(call.metadata) ? tombstone(log, call, answer) : answer(accessDenied())),
  };
  server.addService(streamServices.StreamsService, service);
}

/** What a client asks before and beside its work: which methods there are, and which nodes. */
function serveDiscovery(server: Server, at: { readonly port: number }): void {
  const supported: handleUnaryCall<Empty, SupportedMethods> = (_call, answer) => answer(null, supportedMethods());
  const gossiped: handleUnaryCall<Empty, ClusterInfo> = (_call, answer) => answer(null, clusterOfOne(at.port));
  server.addService(featureServices.ServerFeaturesService, { getSupportedMethods: supported });
  server.addService(gossipServices.GossipService, { read: gossiped });
}

function admission(credentials: KurrentServerOptions['credentials']): (metadata: Metadata) => boolean {
  if (!credentials) return () => true;
  const expected = `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
  return (metadata) => metadata.get('authorization').includes(expected);
}

function supportedMethods(): SupportedMethods {
  const answer = new features.SupportedMethods().setEventStoreServerVersion('24.10.0');
  for (const name of ['read', 'append', 'batchappend', 'tombstone']) {
    const method = new features.SupportedMethod()
      .setServiceName('event_store.client.streams.streams')
      .setMethodName(name);
    answer.addMethods(method);
  }
  return answer;
}

function clusterOfOne(port: number): ClusterInfo {
  const endPoint = new gossip.EndPoint().setAddress('127.0.0.1').setPort(port);
  const leader = new gossip.MemberInfo().setIsAlive(true).setState(gossip.MemberInfo.VNodeState.LEADER);
  leader.setInstanceId(new shared.UUID().setString(randomUUID())).setTimeStamp('0').setHttpEndPoint(endPoint);
  return new gossip.ClusterInfo().setMembersList([leader]);
}
