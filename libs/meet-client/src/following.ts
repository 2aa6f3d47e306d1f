import { attempt, type Request } from './attempt.ts';
import { retryWaitMs } from './back-off.ts';
import { FollowingRefused, isRefusedToken, isWorthAnother, type Loss } from './loss.ts';
import { Mailbox } from './mailbox.ts';
import { type Platform, thisPlatform } from './platform.ts';

/** How many messages may wait for their reader; then the socket is closed, and opened anew when all of them were taken. */
export const MAX_WAITING_MESSAGES = 1_000;
/** How long nothing may come before the connection counts as lost: three of the server's heartbeats. */
export const QUIET_LIMIT_MS = 45_000;
/** How many pings are sent within the quiet limit. */
export const PINGS_PER_QUIET_LIMIT = 3;

/** How following stands, for whoever shows it. */
export type FollowState =
  | { readonly kind: 'connecting' }
  /** Messages come. */
  | { readonly kind: 'following' }
  /** Something broke; the next attempt comes by itself after this time. */
  | { readonly kind: 'waiting'; readonly forMs: number; readonly loss: Loss }
  /** The reader is far behind; the connection is made again when it has caught up. */
  | { readonly kind: 'paused' }
  /** For good; `loss` says why where nobody here wanted it. */
  | { readonly kind: 'over'; readonly loss: Loss | null };

export interface FollowOptions {
  /** The API's `/graphql`: `wss://…` or `https://…`. */
  readonly url: string;
  /** Asked before every connection, so that each one has a token that holds. */
  readonly token: () => Promise<string>;
  /** Ends the iteration, as `return` does. */
  readonly signal?: AbortSignal;
  readonly onState?: (state: FollowState) => void;
  /** {@link QUIET_LIMIT_MS} where none is given: for servers whose HEARTBEAT_MS is set otherwise. */
  readonly quietLimitMs?: number;
  readonly platform?: Platform;
}

/** What is followed. */
export interface Followed<Message> {
  /** Made anew for every connection, so that it can say where to go on. */
  request(): Request;
  /** What is put before the first message of every connection; null for nothing. */
  readonly opening: Message | null;
  messageOf(data: Readonly<Record<string, unknown>>): Message;
  /** Hears each message, in order; answers whether more can come. */
  note(message: Message): boolean;
  /** What shows that the server still serves it: its messages, or where it has no heartbeat, the answers to our pings too. */
  readonly lifeSign: 'message' | 'message-or-pong';
}

/**
 * One subscription that outlives its sockets. It begins with the first `next`; whoever iterates sees messages only, and a
 * {@link FollowingRefused} where trying again makes no sense.
 */
export class Following<Message> implements AsyncIterableIterator<Message, undefined> {
  readonly #followed: Followed<Message>;
  readonly #options: FollowOptions;
  readonly #platform: Platform;
  readonly #quietLimitMs: number;
  readonly #mailbox = new Mailbox<Message>();
  #state: FollowState['kind'] | 'idle' = 'idle';
  /** In a row, since the last sign of life. */
  #failures = 0;
  #refusedTokens = 0;
  #drop: () => void = () => undefined;
  #cancelTimer: () => void = () => undefined;

  constructor(followed: Followed<Message>, options: FollowOptions) {
    this.#followed = followed;
    this.#options = options;
    this.#platform = options.platform ?? thisPlatform;
    this.#quietLimitMs = options.quietLimitMs ?? QUIET_LIMIT_MS;
    if (!URL.canParse(options.url)) throw new TypeError(`"${options.url}" is no URL: pass wss://host/graphql`);
    if (!this.#platform.WebSocket) throw new TypeError('there is no WebSocket here: pass one as platform.WebSocket');
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Message, undefined>> {
    if (this.#state === 'idle') this.#begin();
    const message = this.#mailbox.take();
    if (this.#state === 'paused' && this.#mailbox.size === 0) this.#connect();
    return message;
  }

  async return(): Promise<IteratorResult<Message, undefined>> {
    this.#stop();
    return { done: true, value: undefined };
  }

  #begin(): void {
    const { signal } = this.#options;
    signal?.addEventListener('abort', this.#stop);
    if (signal?.aborted) this.#stop();
    else this.#connect();
  }

  /** Whoever stops wants no more, so what waits is dropped. */
  readonly #stop = (): void => {
    this.#mailbox.clear();
    this.#finish(null);
  };

  #connect(): void {
    this.#tell({ kind: 'connecting' });
    this.#watch();
    const { url, token } = this.#options;
    const pingEveryMs = this.#quietLimitMs / PINGS_PER_QUIET_LIMIT;
    const { opening, lifeSign } = this.#followed;
    this.#drop = attempt(
      this.#followed.request(),
      { url, token, pingEveryMs, platform: this.#platform },
      {
        admitted: () => {
          this.#refusedTokens = 0;
          if (opening !== null) this.#mailbox.put(opening);
        },
        answered: () => lifeSign === 'message-or-pong' && this.#lives(),
        came: (data) => this.#take(this.#followed.messageOf(data)),
        lost: (loss) => this.#lost(loss),
        completed: () => this.#finish(null),
      },
    );
  }

  #take(message: Message): void {
    this.#lives();
    const more = this.#followed.note(message);
    this.#mailbox.put(message);
    if (!more) this.#finish(null);
    else if (this.#mailbox.size >= MAX_WAITING_MESSAGES) this.#pause();
  }

  #lives(): void {
    this.#failures = 0;
    if (this.#state !== 'following') this.#tell({ kind: 'following' });
    this.#watch();
  }

  /** Anew from now: nothing may be quiet for longer than the limit, opening a socket included. */
  #watch(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#platform.setTimer(this.#quietLimitMs, () => {
      this.#drop();
      this.#lost({ by: 'silence', limitMs: this.#quietLimitMs });
    });
  }

  #pause(): void {
    this.#cancelTimer();
    this.#drop();
    this.#tell({ kind: 'paused' });
  }

  #lost(loss: Loss): void {
    this.#cancelTimer();
    if (isRefusedToken(loss)) this.#refusedTokens += 1;
    if (!isWorthAnother(loss, this.#refusedTokens)) return this.#finish(loss);
    this.#failures += 1;
    const forMs = retryWaitMs(this.#failures, () => this.#platform.random());
    this.#cancelTimer = this.#platform.setTimer(forMs, () => this.#connect());
    this.#tell({ kind: 'waiting', forMs, loss });
  }

  /** Safe to call twice. */
  #finish(loss: Loss | null): void {
    if (this.#state === 'over') return;
    this.#cancelTimer();
    this.#drop();
    this.#options.signal?.removeEventListener('abort', this.#stop);
    this.#mailbox.end(loss && new FollowingRefused(loss));
    this.#tell({ kind: 'over', loss });
  }

  #tell(state: FollowState): void {
    this.#state = state.kind;
    this.#options.onState?.(state);
  }
}
