import type { Flow, OwnAddress, SipTransport } from '../sip/flow.ts';

/** Where a phone line listens. */
export interface ListenAddress extends OwnAddress {
  readonly transport: 'udp' | 'tcp' | 'tls';
  /** 0 for any free one. */
  readonly port: number;
  /** For `tls`: PEM texts. */
  readonly key?: string;
  readonly certificate?: string;
}

export interface Destination {
  readonly transport: SipTransport;
  /** An IP address. */
  readonly address: string;
  readonly port: number;
  /** What its certificate must be for; TLS only. */
  readonly serverName?: string;
}

/** One way to send and receive SIP. */
export interface Wire {
  readonly transport: SipTransport;
  readonly at: OwnAddress;
  readonly port: number;
  /** The way to a peer; over TCP and TLS the connection that is there, or a new one, on which can be written at once. */
  flowTo(destination: Destination): Flow;
  close(): Promise<void>;
}

/** Who is told what comes by a wire. Neither throws. */
export interface WireEars {
  /** A message has come. */
  receive(text: string, flow: Flow): void;
  /** A connection has ended, or never came about: nothing comes or goes by it any more. */
  lost(flow: Flow): void;
}

/** How long a connection may carry nothing at all before it is closed. Trunks send keep-alives, and calls do not need it. */
export const IDLE_CONNECTION_MS = 10 * 60_000;
/** How long a connection may take to be made. */
export const CONNECT_MS = 5_000;
/** How many connections there may be on one port; more are closed at once. */
export const MAX_CONNECTIONS = 1_000;
