import { isIPv6 } from 'node:net';

export type SipTransport = 'UDP' | 'TCP' | 'TLS';

/** By their names in the settings. */
export const TRANSPORT = { udp: 'UDP', tcp: 'TCP', tls: 'TLS' } as const satisfies Record<string, SipTransport>;

/** An address of this machine. */
export interface OwnAddress {
  /** IPv4 or IPv6. */
  readonly host: string;
  /** How carriers reach it where that is not `host`: the address in front of a NAT, of the same family. */
  readonly advertisedHost?: string;
}

export type IpFamily = 4 | 6;
export const familyOf = (address: string): IpFamily => (isIPv6(address) ? 6 : 4);

/** The way to one peer: a connection, or a UDP socket and an address. */
export interface Flow {
  readonly transport: SipTransport;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Which address of ours it is a way from. */
  readonly at: OwnAddress;
  /** Where the peer reaches us, for Via and Contact. */
  readonly localHost: string;
  readonly localPort: number;
  /** False where it is closed. That a connection broke later, its wire tells; of UDP nobody learns it. Safe at any time. */
  send(text: string): boolean;
  isOpen(): boolean;
  /** Resolves to whether the connection came about: false where it was refused, or took too long. What is no connection always did. */
  opened(): Promise<boolean>;
}

/** Whether what is sent arrives, or the connection breaks: then nothing is repeated. */
export const isReliable = (flow: Flow): boolean => flow.transport !== 'UDP';
