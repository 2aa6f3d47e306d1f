import { EventStoreDBClient } from '@eventstore/db-client';
import type { EventStore } from '../port.ts';
import type { KurrentClient, KurrentCredentials } from './kurrent-client.ts';
import type { KurrentEventStoreOptions } from './kurrent-event-store.ts';
import { createKurrentEventStore } from './kurrent-event-store.ts';

export interface OpenKurrentOptions extends Omit<KurrentEventStoreOptions, 'appendCredentials'> {
  /**
   * `esdb://[user:password@]host[:2113][,host…][?options]` for a node or the nodes of a cluster,
   * `esdb+discover://[user:password@]name[:2113][?options]` for a cluster behind a DNS name; `kurrentdb:` and `kurrent:` mean
   * the same as `esdb:`. TLS is on unless `tls=false`; `tlsCaFile` names a certificate authority of your own. The other options
   * are the client's: keepAliveInterval, nodePreference, gossipTimeout, maxDiscoverAttempts, userCertFile, userKeyFile …
   */
  readonly connectionString: string;
}

/** Opens the event store at a server. Throws for an address that cannot be one; nothing is sent before the first call. */
export function openKurrentEventStore({ connectionString, ...options }: OpenKurrentOptions): EventStore {
  const { client, credentials } = connectKurrentClient(connectionString);
  return createKurrentEventStore(client, credentials ? { ...options, appendCredentials: credentials } : options);
}

/** The client that belongs to an address, and the credentials for appends: the address's own, or any where TLS is off. */
export function connectKurrentClient(connectionString: string): {
  readonly client: KurrentClient;
  readonly credentials: KurrentCredentials | undefined;
} {
  const address = connectionString.trim().replace(/^kurrent(?:db)?(\+discover)?:\/\//i, 'esdb$1://');
  if (!/^esdb(\+discover)?:\/\//.test(address)) {
    throw new Error(`${withoutPassword(connectionString)} is no esdb:// or kurrentdb:// address`);
  }
  try {
    return { client: EventStoreDBClient.connectionString(address), credentials: credentialsIn(address) };
  } catch (error) {
    // The client's own message may quote the password.
    const why = error instanceof Error && error.message.includes('File was not found') ? error.message : 'bad syntax';
    throw new Error(`${withoutPassword(connectionString)} cannot be used as a KurrentDB address: ${why}`);
  }
}

function credentialsIn(address: string): KurrentCredentials | undefined {
  const [, username, password] = /^[^:]+:\/\/([^:@/?]+):([^@]+)@/.exec(address) ?? [];
  if (username !== undefined && password !== undefined) {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  }
  // The client sends no credentials over plain connections; naming some still chooses the call.
  return /[?&]tls=false(&|$)/i.test(address) ? { username: 'unused', password: 'unused' } : undefined;
}

const withoutPassword = (address: string): string => address.replace(/\/\/[^@/]*@/, '//…@');
