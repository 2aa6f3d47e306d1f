import type { FoundPlant } from './plant.ts';

/** Mistakes about tokens that were taken back. */
export const TOKEN_PLANTS: Readonly<Record<string, FoundPlant>> = {
  'a revocation that goes by the second': {
    breaks: ['revoked tokens are refused'],
    reads: (reads) => ({
      ...reads,
      tokensRevokedAt(viewer) {
        const at = reads.tokensRevokedAt(viewer);
        return at === null ? null : `${at.slice(0, 19)}.000Z`;
      },
    }),
  },
  'a revocation that does not ask whom the node let in': {
    breaks: ['revoked tokens are refused'],
    often: ['token', 'revoke'],
    writeSide: (side) => ({ ...side, issuedUntilMs: () => 0 }),
  },
  'a revocation that accounts do not heed': {
    breaks: ['revoked tokens are refused'],
    reads: (reads) => ({
      ...reads,
      tokensRevokedAt: (viewer) => (viewer.role === 'analyst' ? null : reads.tokensRevokedAt(viewer)),
    }),
  },
  'sockets that outlive a revocation': {
    breaks: ['revoked tokens are refused'],
    reads: (reads) => ({ ...reads, onTokensRevoked: () => () => undefined }),
  },
};
