import { randomBytes } from 'node:crypto';
import { type LinkTarget, linkTokens, MAX_LINK_TOKEN_LENGTH } from './link-tokens.ts';

const [secret, newer] = [randomBytes(32), randomBytes(32)];
const box: LinkTarget = { kind: 'BOX', channelId: 'shop', meetId: 'tr.design.1' };
const room: LinkTarget = { kind: 'ROOM', channelId: 'shop', teamRoomId: '디자인 "방"' };
const customer: LinkTarget = { kind: 'CUSTOMER', channelId: 'shop', meetId: 'uc.chat.7' };

describe('link tokens', () => {
  const tokens = linkTokens([secret]);

  it.each([box, room, customer])('R28: lead where they were made for, and are the same each time ($kind)', (target) => {
    const token = tokens.tokenFor(target);
    expect(tokens.open(token)).toEqual(target);
    expect(linkTokens([secret]).tokenFor(target)).toBe(token);
    expect(token).toMatch(/^[A-Za-z0-9_-]{40,}$/);
  });

  it('R27: differ for each meet, and for each kind of link to it', () => {
    const all = [box, { ...box, meetId: 'tr.design.2' }, { ...box, channelId: 'other' }, { ...box, kind: 'CUSTOMER' }];
    expect(new Set(all.map((target) => tokens.tokenFor(target as LinkTarget))).size).toBe(all.length);
  });

  it('show no id', () => {
    const token = Buffer.from(tokens.tokenFor(box), 'base64url').toString('latin1');
    expect(token).not.toMatch(/shop|design|BOX/);
  });

  it('cannot be made up: no bit can be changed, nothing added, nothing cut off', () => {
    const sealed = Buffer.from(tokens.tokenFor(box), 'base64url');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const forged = Buffer.from(sealed);
      forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(tokens.open(forged.toString('base64url'))).toBeNull();
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(tokens.open(sealed.subarray(0, length).toString('base64url'))).toBeNull();
    }
    const token = tokens.tokenFor(box);
    const more = [`${token}A`, ` ${token}`, `${token}=`, 'tr.design.1', '', 'x'.repeat(MAX_LINK_TOKEN_LENGTH + 1)];
    for (const text of more) expect(tokens.open(text)).toBeNull();
  });

  it('are opened by every secret and made with the first, so that one can take the other’s place', () => {
    const old = tokens.tokenFor(room);
    const rotated = linkTokens([newer, secret]);
    expect(rotated.open(old)).toEqual(room);
    expect(rotated.tokenFor(room)).not.toBe(old);
    expect(linkTokens([newer]).open(old)).toBeNull();
    expect(() => linkTokens([])).toThrow('at least one');
  });
});
