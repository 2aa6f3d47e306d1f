import type { AccountEvent, RevokeAccountTokens } from '../index.ts';
import { at, givenAccount, host } from '../testing/index.ts';

const revoke: RevokeAccountTokens = {
  type: 'RevokeAccountTokens',
  at: at(0),
  by: host,
  account: { role: 'analyst', id: 'ada' },
};
const revoked: AccountEvent = {
  type: 'AccountTokensRevoked',
  at: at(0),
  by: host,
  data: { role: 'analyst', accountId: 'ada' },
};

describe('an account', () => {
  it('may have its tokens revoked though nobody ever told of it', () => {
    const decided = givenAccount().when(revoke);
    decided.then(revoked);
    expect(decided.state).toEqual({ tokensRevokedAt: at(0) });
  });

  it('may have them revoked again and again, a moment at most once', () => {
    givenAccount(revoked).when(revoke).thenNothing();
    givenAccount(revoked)
      .when({ ...revoke, at: at(1) })
      .then({ ...revoked, at: at(1) });
  });

  it('keeps the later moment where a clock steps back', () =>
    givenAccount({ ...revoked, at: at(5) })
      .when(revoke)
      .thenNothing());
});
