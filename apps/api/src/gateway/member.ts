import type { PositionToken } from '../projections/views.ts';
import type { Viewer } from '../viewer.ts';
import type { Connection } from './connection.ts';
import { firstFragment } from './frames.ts';
import type { Operation } from './operation.ts';

export interface MemberParts {
  /** The client's id of the operation. */
  readonly id: string;
  readonly viewer: Viewer;
  readonly connection: Connection;
  readonly operation: Operation;
}

/** How each of the operation's messages begins; the payload and one more brace follow. */
export const headOf = ({ id }: Pick<MemberParts, 'id'>): Buffer =>
  firstFragment(`{"id":${JSON.stringify(id)},"type":"next","payload":`);

/** How a member left its group: too slow, and from where it goes on by itself; or null where there is nothing more to send. */
export type Left = PositionToken | null;

/** Somebody's operation while it follows a group. */
export class Member {
  readonly viewer: Viewer;
  /** Resolves when it has left; rejects where the group's reading broke. */
  readonly left: Promise<Left>;
  /** Everything up to here has been sent, or was not theirs to be sent. */
  position: PositionToken;
  /** An event was theirs since they were last told where they are. */
  owedMark = false;
  readonly #parts: MemberParts;
  readonly #first: Buffer;
  #resolve: (left: Left) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor(parts: MemberParts, position: PositionToken) {
    this.#parts = parts;
    this.viewer = parts.viewer;
    this.position = position;
    this.#first = headOf(parts);
    this.left = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Sends the rest of a message; false where this reader is too slow to be sent anything now. */
  send(rest: Buffer, position: PositionToken): boolean {
    const { connection, operation } = this.#parts;
    if (!connection.sendFragments(this.#first, rest)) return false;
    this.position = position;
    operation.lastPosition = position;
    return true;
  }

  get signal(): AbortSignal {
    return this.#parts.operation.signal;
  }

  leave(left: Left): void {
    this.#resolve(left);
  }

  fail(error: Error): void {
    this.#reject(error);
  }
}
