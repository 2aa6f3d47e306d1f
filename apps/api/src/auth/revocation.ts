import type { Viewer } from '../viewer.ts';
import { type Authenticator, type Identity, refused } from './authenticator.ts';

/** When the viewer's tokens were last revoked; null: never. */
export type RevokedAt = (viewer: Viewer) => string | null;

/**
 * Does the token speak for nobody any more? It does where it was issued before the revocation. Tokens tell the second they
 * were issued in and no more, and one that tells nothing cannot show that it is younger: in doubt it is refused.
 */
export const isRevoked = ({ viewer, issuedAtMs }: Identity, revokedAt: RevokedAt): boolean => {
  const since = revokedAt(viewer);
  return since !== null && (issuedAtMs === null || issuedAtMs < Date.parse(since));
};

export const REVOKED = 'the token was revoked';

/** The same, except that revoked tokens are refused. */
export const refusingRevoked = (inner: Authenticator, revokedAt: RevokedAt): Authenticator => ({
  async authenticate(authorization) {
    const answer = await inner.authenticate(authorization);
    return answer.ok && isRevoked(answer.identity, revokedAt) ? refused('revoked', REVOKED) : answer;
  },
});
