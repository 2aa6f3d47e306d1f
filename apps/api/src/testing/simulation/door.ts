import {
  type Authentication,
  type Authenticator,
  CLOCK_TOLERANCE_S,
  type Identity,
  refused,
} from '../../auth/authenticator.ts';
import { type NotedIssues, notingIssues } from '../../auth/noted-issues.ts';
import { isRevoked, refusingRevoked } from '../../auth/revocation.ts';
import type { Clock } from '../../time/clock.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import type { Viewer } from '../../viewer.ts';

/** A token as its host signs it; in these worlds nobody forges one. */
export interface Token {
  readonly viewer: Viewer;
  /** By its signer's clock, to the second; null: it does not say. */
  readonly issuedAtMs: number | null;
}

/** Somebody whose token was taken, for as long as it is. */
export interface Session {
  readonly token: Token;
  /** False once the node has ended it. */
  open: boolean;
}

/** Where tokens are looked at, as the service puts it together; what verifies signatures is left out. */
export interface Door {
  readonly sessions: ReadonlySet<Session>;
  come(token: Token): Promise<Authentication>;
  close(): void;
}

/** The clock is the machine's own, as for every question of what others' clocks say. */
export const notingTokens = (clock: Pick<Clock, 'now'>): NotedIssues => notingIssues(believing(clock));

export function openDoor(taken: NotedIssues, reads: Pick<ReadModel, 'tokensRevokedAt' | 'onTokensRevoked'>): Door {
  const sessions = new Set<Session>();
  const { authenticate } = refusingRevoked(taken.authenticator, (viewer) => reads.tokensRevokedAt(viewer));
  const endIf = (session: Session, revokedAt: Parameters<typeof isRevoked>[1]): void => {
    if (isRevoked(identityOf(session.token), revokedAt)) session.open = false;
  };
  const close = reads.onTokensRevoked(({ channelId, role, id, revokedAt }) => {
    for (const session of sessions) {
      const { viewer } = session.token;
      if (viewer.channelId === channelId && viewer.role === role && viewer.id === id) endIf(session, () => revokedAt);
    }
  });
  return {
    sessions,
    close,
    async come(token) {
      const answer = await authenticate(token);
      if (!answer.ok) return answer;
      const session = { token, open: true };
      sessions.add(session);
      // It may have been revoked while it was verified.
      endIf(session, (viewer) => reads.tokensRevokedAt(viewer));
      return answer;
    },
  };
}

const identityOf = ({ viewer, issuedAtMs }: Token): Identity => ({ viewer, issuedAtMs, expiresAtMs: null });

/** Takes every token but such as were issued in the future, beyond what clocks may differ. */
const believing = (clock: Pick<Clock, 'now'>): Authenticator => ({
  async authenticate(given) {
    // Nobody but a simulation asks, and it gives tokens.
    const token = given as Token;
    const isAhead = token.issuedAtMs !== null && token.issuedAtMs > clock.now() + CLOCK_TOLERANCE_S * 1_000;
    return isAhead ? refused('invalid', 'issued ahead of now') : { ok: true, identity: identityOf(token) };
  },
});
