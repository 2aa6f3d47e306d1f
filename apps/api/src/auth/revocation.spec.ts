import type { Authentication, Authenticator, Identity } from './authenticator.ts';
import { notingIssues } from './noted-issues.ts';
import { isRevoked, refusingRevoked } from './revocation.ts';

const NOON_MS = Date.parse('2026-03-02T12:00:00.000Z');
const identity = (issuedAtMs: number | null): Identity => ({
  viewer: { channelId: 'shop', role: 'analyst', id: 'ada' },
  expiresAtMs: null,
  issuedAtMs,
});
const since = (ms: number) => () => new Date(ms).toISOString();

/** Takes a number as a token of the second that it names, and nothing else. */
const bySecond: Authenticator = {
  authenticate: async (authorization): Promise<Authentication> =>
    typeof authorization === 'number'
      ? { ok: true, identity: identity(authorization) }
      : { ok: false, fault: 'invalid', message: 'no number' },
};

describe('a token of somebody whose tokens were revoked', () => {
  it('is refused where it was issued in the second of the revocation or before, and taken in a later one', () => {
    const at = since(NOON_MS + 500);
    expect([-1_000, 0, 1_000].map((ms) => isRevoked(identity(NOON_MS + ms), at))).toEqual([true, true, false]);
  });

  it('is refused where it does not tell when it was issued', () => {
    expect(isRevoked(identity(null), since(NOON_MS))).toBe(true);
    expect(isRevoked(identity(null), () => null)).toBe(false);
  });

  it('is refused as revoked, and one that is no good anyhow as what it is', async () => {
    const door = refusingRevoked(bySecond, since(NOON_MS));
    expect(await door.authenticate(NOON_MS - 1_000)).toMatchObject({ ok: false, fault: 'revoked' });
    expect(await door.authenticate(NOON_MS)).toMatchObject({ ok: true });
    expect(await door.authenticate('x')).toMatchObject({ ok: false, fault: 'invalid' });
  });
});

describe('tokens that were taken', () => {
  it('were issued before the end of the newest one’s second, whatever was refused', async () => {
    const { authenticator, issuedUntilMs } = notingIssues(bySecond);
    expect(issuedUntilMs()).toBe(0);
    await authenticator.authenticate(NOON_MS);
    await authenticator.authenticate(NOON_MS - 5_000);
    await authenticator.authenticate('x');
    expect(issuedUntilMs()).toBe(NOON_MS + 1_000);
  });

  it('are refused once revoked as of then, and one of the next second is not', async () => {
    const { authenticator, issuedUntilMs } = notingIssues(bySecond);
    await authenticator.authenticate(NOON_MS);
    const at = since(issuedUntilMs());
    expect([0, 1_000].map((ms) => isRevoked(identity(NOON_MS + ms), at))).toEqual([true, false]);
  });
});
