export type SipTransport = 'UDP' | 'TCP' | 'TLS';

/** By their names in the settings. */
export const TRANSPORT = { udp: 'UDP', tcp: 'TCP', tls: 'TLS' } as const satisfies Record<string, SipTransport>;

/** The way to one peer: a connection, or a UDP socket and an address. */
export interface Flow {
  readonly transport: SipTransport;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Where the peer reaches us, for Via and Contact. */
  readonly localHost: string;
  readonly localPort: number;
  /** False where it is closed; what goes wrong later nobody learns, as over UDP. Safe at any time. */
  send(text: string): boolean;
  isOpen(): boolean;
}

/** Whether what is sent arrives, or the connection breaks: then nothing is repeated. */
export const isReliable = (flow: Flow): boolean => flow.transport !== 'UDP';
