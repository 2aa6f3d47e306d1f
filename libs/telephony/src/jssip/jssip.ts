import { UA as JsSipUa } from 'jssip';

/*
 * JsSIP as far as it is used. Its own types are written against the browser's, which are not here.
 */

export interface JsSipSocket {
  readonly via_transport: string;
  readonly url: string;
  readonly sip_uri: string;
  connect(): void;
  disconnect(): void;
  send(text: string): boolean;
  onconnect?: () => void;
  ondata?: (text: string) => void;
}

export interface JsSipMessage {
  readonly status_code?: number | null;
  readonly reason_phrase?: string | null;
  getHeader(name: string): string | undefined;
}

export interface JsSipEnd {
  readonly originator: 'local' | 'remote' | 'system';
  /** What came in that ended it; the words of an error of its own where it broke off by itself. */
  readonly message: JsSipMessage | string | null;
  readonly cause: string;
}

interface SessionEvents {
  progress: { readonly originator: string; readonly response: JsSipMessage | null };
  accepted: { readonly originator: string };
  confirmed: { readonly originator: string };
  ended: JsSipEnd;
  failed: JsSipEnd;
  newDTMF: { readonly originator: string; readonly dtmf: { readonly tone: string } };
}

/** How a request of ours went; `failed` has no response where the answer is of no use. */
interface RequestEvents {
  succeeded(): void;
  failed(response?: JsSipMessage): void;
}

/** What became of a REFER: refused, or what the other end tells of the call that it made. */
interface ReferEvents {
  requestFailed(event: { readonly response: JsSipMessage | null }): void;
  accepted(event: { readonly status_line: { readonly status_code?: number } }): void;
  failed(event: { readonly status_line: { readonly status_code?: number } }): void;
}

export interface JsSipSession {
  on<Name extends keyof SessionEvents>(name: Name, handler: (event: SessionEvents[Name]) => void): void;
  answer(options: Record<string, unknown>): void;
  terminate(options?: Record<string, unknown>): void;
  isReadyToReOffer(): boolean;
  /** Private, as is the next: what is public ends the call where the other end refuses. */
  _sendReinvite(options: { readonly eventHandlers: RequestEvents }): void;
  _sendUpdate(options: { readonly eventHandlers: RequestEvents }): void;
  refer(target: string, options: { readonly eventHandlers: ReferEvents }): unknown;
  isEnded(): boolean;
  isEstablished(): boolean;
}

/** Its timers, by the letters that RFC 3261 gives them. */
export type JsSipTransaction = {
  readonly [Timer in 'B' | 'D' | 'F' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M']?: NodeJS.Timeout;
};

export interface JsSipUserAgent {
  on(name: 'transactionDestroyed', handler: (event: { readonly transaction: JsSipTransaction }) => void): void;
  on(name: 'newRTCSession', handler: (event: { readonly session: JsSipSession }) => void): void;
  start(): void;
  call(target: string, options: Record<string, unknown>): JsSipSession;
  readonly transport: { disconnect(): void };
}

/** JsSIP's user agent, one a call. */
export const UserAgent = JsSipUa as unknown as new (configuration: Record<string, unknown>) => JsSipUserAgent;
