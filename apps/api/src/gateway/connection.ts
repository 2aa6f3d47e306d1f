import type { WebSocket } from 'ws';
import type { Identity } from '../auth/authenticator.ts';
import { isRevoked, REVOKED, type RevokedAt } from '../auth/revocation.ts';
import type { Clock } from '../time/clock.ts';
import type { Config } from '../config/config.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { FORBIDDEN, TRY_AGAIN_LATER } from './close-codes.ts';
import type { Coalescing, Corkable } from './coalescing.ts';
import { createOperations, type Operations } from './operation.ts';

export type ConnectionLimits = Pick<Config, 'WS_MAX_BUFFERED_BYTES' | 'WS_STALL_TIMEOUT_MS'>;

/** Node's stream under a socket, as far as it is written to here. */
export interface WritableStream extends Corkable {
  /** `taken` is called when the operating system has it, or the stream is gone. */
  write(chunk: Buffer, taken?: () => void): unknown;
}

/** Why we closed a socket, as the metrics tell it. */
export type CloseCause =
  | 'unauthenticated'
  | 'too-many-sockets'
  | 'token-expired'
  | 'token-revoked'
  | 'slow-reader'
  | 'silent'
  | 'protocol'
  | 'failure'
  | 'shutdown';

export interface ConnectionParts {
  readonly socket: WebSocket;
  /** What the socket writes to. */
  readonly stream: WritableStream;
  readonly coalescing: Coalescing;
  readonly correlationId: string;
  /** Told once it is known who is on the socket. */
  readonly onKnown: () => void;
  readonly clock: Clock;
  readonly limits: ConnectionLimits;
  readonly metrics: Metrics;
}

/** A close frame's reason has room for 123 bytes (RFC 6455 §5.5.1). */
const MAX_REASON_BYTES = 123;

/** One client's socket: who is on it, what it has open, and how much waits for it. */
export class Connection {
  readonly correlationId: string;
  readonly operations: Operations;
  /** Null before connection_init was accepted. */
  identity: Identity | null = null;
  /** False once a ping found no answer to the one before. */
  alive = true;
  readonly #parts: ConnectionParts;
  #cancelExpiry: () => void = () => undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.correlationId = parts.correlationId;
    this.operations = createOperations((by) => parts.metrics.operations.inc(by));
  }

  /** The socket speaks for this person, until their token ends. */
  identify(identity: Identity): void {
    const { clock } = this.#parts;
    this.identity = identity;
    this.#parts.onKnown();
    if (identity.expiresAtMs === null || this.#parts.socket.readyState !== this.#parts.socket.OPEN) return;
    this.#cancelExpiry = clock.setTimer(identity.expiresAtMs - clock.now(), () =>
      this.close(FORBIDDEN, 'the token has expired', 'token-expired'),
    );
  }

  /** Closes the socket where the token that it was opened with was revoked. */
  endIfRevoked(revokedAt: RevokedAt): void {
    if (this.identity && isRevoked(this.identity, revokedAt)) this.close(FORBIDDEN, REVOKED, 'token-revoked');
  }

  /**
   * Resolves when the next message may be sent: at once while little waits, else when the client has taken this one. A
   * client that takes too long, or for whom too much waits, is closed. Nothing is sent on a socket that is not open.
   */
  send(message: string): Promise<void> {
    // An error here means that the socket is gone; its close handler ends everything.
    return this.#inTime((taken) => this.#parts.socket.send(message, taken));
  }

  /**
   * The same for a message whose frames are written already. `onWritten` is called when they are on their way, ahead of whatever
   * closes the socket later; never where they are not sent.
   */
  sendFragmentsInTime(first: Buffer, rest: Buffer, onWritten: () => void): Promise<void> {
    return this.#inTime((taken) => {
      this.#writeFragments(first, rest, taken);
      onWritten();
    });
  }

  /**
   * Sends a message whose frames are written already, at once. False where so much waits for this reader that they are sent
   * nothing: whoever asked goes on by `send`, in the reader's time. On a socket that is not open nothing is sent.
   */
  sendFragments(first: Buffer, rest: Buffer): boolean {
    const { socket, stream, coalescing } = this.#parts;
    if (socket.readyState !== socket.OPEN) return true;
    if (!this.#reads()) return false;
    coalescing.write(stream, () => this.#writeFragments(first, rest));
    return true;
  }

  /** Answers a ping of the client's; one who pings, and takes nothing, is closed like any slow reader. */
  pong(echo: Buffer): void {
    const { socket, limits } = this.#parts;
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > limits.WS_MAX_BUFFERED_BYTES) this.#closeSlowReader();
    else socket.pong(echo);
  }

  #writeFragments(first: Buffer, rest: Buffer, taken?: () => void): void {
    const { stream } = this.#parts;
    stream.cork();
    stream.write(first);
    stream.write(rest, taken);
    stream.uncork();
  }

  async #inTime(put: (taken?: () => void) => void): Promise<void> {
    const { socket, stream, coalescing, limits } = this.#parts;
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > limits.WS_MAX_BUFFERED_BYTES) return this.#closeSlowReader();
    if (this.#reads()) return coalescing.write(stream, put);
    await this.#taken(put);
  }

  /** Does little wait, once what was only kept back for a moment has left? */
  #reads(): boolean {
    const { socket, stream, coalescing, limits } = this.#parts;
    const enough = limits.WS_MAX_BUFFERED_BYTES / 4;
    if (socket.bufferedAmount <= enough) return true;
    coalescing.release(stream);
    return socket.bufferedAmount <= enough;
  }

  /** Puts it out and waits until the client's end of the line has it, or is gone. */
  #taken(put: (taken: () => void) => void): Promise<void> {
    const { socket, limits, clock } = this.#parts;
    return new Promise((resolve) => {
      const done = (): void => {
        cancel();
        socket.off('close', done);
        resolve();
      };
      const cancel = clock.setTimer(limits.WS_STALL_TIMEOUT_MS, () => this.#closeSlowReader());
      socket.once('close', done);
      put(done);
    });
  }

  /** Ends the socket: the code and reason are for the client, the cause for the metrics. Safe to call twice. */
  close(code: number, reason: string, cause: CloseCause): void {
    const { socket, metrics } = this.#parts;
    if (socket.readyState === socket.OPEN) {
      metrics.socketsClosed.inc({ cause });
      socket.close(code, shortened(reason));
    }
    // After the close: nobody may be told that what ends now was complete.
    this.closed();
  }

  /** Closes a socket at whose other end nobody answers, or reads: see `pingEvery`. */
  endSilence(): void {
    this.close(TRY_AGAIN_LATER, `answers no ping; ${this.lastPosition()}`, 'silent');
  }

  /** Calls back when the socket is gone, not only closing; at once where it is gone already. */
  onGone(call: () => void): void {
    const { socket } = this.#parts;
    if (socket.readyState === socket.CLOSED) call();
    else socket.once('close', call);
  }

  /** The last position for whoever wants to go on without a gap, as close reasons hold it. */
  lastPosition(): string {
    return `last position ${this.operations.lastPosition() ?? 'none'}`;
  }

  /** The socket is gone, or going: everything that was open on it ends. Safe to call twice. */
  closed(): void {
    this.#cancelExpiry();
    this.operations.endAll();
  }

  #closeSlowReader(): void {
    this.close(TRY_AGAIN_LATER, `reads too slowly; ${this.lastPosition()}`, 'slow-reader');
  }
}

function shortened(reason: string): string {
  const bytes = Buffer.from(reason);
  // `false` drops what is left of a character that was cut in two.
  return bytes.length <= MAX_REASON_BYTES
    ? reason
    : new TextDecoder().decode(bytes.subarray(0, MAX_REASON_BYTES - 3)).replace(/\ufffd+$/, '');
}
