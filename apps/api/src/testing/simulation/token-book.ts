import type { RecordedEvent } from '@meets/event-store';
import { parseStream } from '@meets/meet-domain';
import type { PutAnswer } from '../../commands/answers.ts';
import type { Viewer } from '../../viewer.ts';
import type { Token } from './door.ts';
import type { LogBook } from './log-book.ts';
import type { Core, Node } from './node.ts';
import { hold } from './violation.ts';
import type { VirtualTime } from './virtual-time.ts';

interface Revoked {
  readonly position: number;
  readonly atMs: number;
}

/** How many of the newest tokens are shown at a close look. */
const SHOWN_TOKENS = 25;

/** Every token that was issued, and whose were taken back: what is revoked is refused by every node that has heard of it. */
export class TokenBook {
  readonly issued: Token[] = [];
  readonly #log: LogBook;
  readonly #time: VirtualTime;
  readonly #trace: (line: string) => void;
  readonly #revoked = new Map<string, Revoked[]>();
  /** What each process has taken while it lived. */
  readonly #taken = new WeakMap<Core, Token[]>();
  #failure: unknown = null;

  constructor(log: LogBook, time: VirtualTime, trace: (line: string) => void) {
    this.#log = log;
    this.#time = time;
    this.#trace = trace;
  }

  take({ type, stream, data, occurredAt, position }: RecordedEvent): void {
    const channelId = parseStream(stream)?.channelId;
    const holder = HOLDERS[type]?.(data as Readonly<Record<string, string>>);
    if (channelId === undefined || !holder) return;
    const key = keyOf({ channelId, ...holder });
    this.#revoked.set(key, [...(this.#revoked.get(key) ?? []), { position, atMs: Date.parse(occurredAt) }]);
  }

  /** Somebody shows a token at a node, now. */
  show(node: Node, token: Token): void {
    const { core } = node;
    if (!core) return;
    void this.#show(node, core, token).catch((error: unknown) => (this.#failure ??= error));
  }

  /** Shows what was issued of late, and looks whether all who are in may be. */
  async look(node: Node, core: Core): Promise<void> {
    for (const token of this.issued.slice(-SHOWN_TOKENS)) await this.#show(node, core, token);
    this.check([node]);
  }

  /** Throws what went wrong so far. */
  check(nodes: readonly Node[]): void {
    if (this.#failure !== null) throw this.#failure as Error;
    for (const { name, core } of nodes) {
      for (const { token, open } of core?.door.sessions ?? []) {
        const revoked = core ? this.#isRevoked(token, core.reads.applied()) : false;
        hold(!(open && revoked), 'revoked tokens are refused', () => `${textOf(token)} is still in at ${name}`);
      }
    }
  }

  /** Whoever takes tokens back takes all back that their node has let in. Answers what has to hold of the answer. */
  revokes(core: Core, holder: Viewer): (answer: PutAnswer) => void {
    const taken = [...(this.#taken.get(core) ?? [])].filter(({ viewer }) => keyOf(viewer) === keyOf(holder));
    return (answer) => {
      if (answer.outcome !== 'put') return;
      const { position } = answer;
      for (const token of taken) {
        const gone = this.#isRevoked(token, position);
        hold(
          gone,
          'revoked tokens are refused',
          () => `${textOf(token)} was let in, and revoked at ${position} in vain`,
        );
      }
    };
  }

  async #show(node: Node, core: Core, token: Token): Promise<void> {
    const before = core.reads.applied();
    const answer = await core.door.come(token);
    const after = core.reads.applied();
    await this.#log.catchUp(this.#time.elapsed);
    if (node.core !== core) return;
    this.#trace(`  ${textOf(token)} at ${node.name}: ${answer.ok ? 'let in' : answer.fault}`);
    if (answer.ok) this.#taken.set(core, [...(this.#taken.get(core) ?? []), token]);
    if (!answer.ok && answer.fault === 'invalid') return;
    const right = answer.ok ? !this.#isRevoked(token, before) : this.#isRevoked(token, after);
    hold(
      right,
      'revoked tokens are refused',
      () => `${textOf(token)} at ${node.name}, ${after}: ${JSON.stringify(answer)}`,
    );
  }

  /** As of that position of the log. In doubt it is (ADR 22). */
  #isRevoked({ viewer, issuedAtMs }: Token, position: number): boolean {
    const revoked = this.#revoked.get(keyOf(viewer)) ?? [];
    return revoked.some((one) => one.position <= position && (issuedAtMs === null || issuedAtMs < one.atMs));
  }
}

type Holder = Pick<Viewer, 'role' | 'id'>;

/** Whose tokens each event takes back. */
const HOLDERS: Readonly<Record<string, (data: Readonly<Record<string, string>>) => Holder>> = {
  ManagerTokensRevoked: ({ managerId = '' }) => ({ role: 'manager', id: managerId }),
  CustomerTokensRevoked: ({ customerId = '' }) => ({ role: 'customer', id: customerId }),
  AccountTokensRevoked: ({ role, accountId = '' }) => ({
    role: role === 'analyst' ? role : 'integrator',
    id: accountId,
  }),
};

const keyOf = ({ channelId, role, id }: Viewer): string => `${channelId} ${role}:${id}`;

const textOf = ({ viewer, issuedAtMs }: Token): string =>
  `the token of ${keyOf(viewer)} of ${issuedAtMs === null ? 'no date' : new Date(issuedAtMs).toISOString()}`;
