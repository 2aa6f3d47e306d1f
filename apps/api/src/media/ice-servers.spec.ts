import { iceServers } from './ice-servers.ts';

const AT = Date.parse('2026-03-02T09:00:00.000Z');
const URLS = [
  'stun:stun.example.test:3478',
  'turn:turn.example.test:3478?transport=udp',
  'turns:turn.example.test:5349',
];

describe('the servers that clients find each other through', () => {
  it('are given with credentials that coturn takes, and that end', () => {
    const give = iceServers({ urls: URLS, turnSecret: 'north', credentialsForS: 600 }, () => AT);
    const [stun, turn] = give();
    expect(stun).toEqual({ urls: URLS.slice(0, 1), username: null, credential: null });
    expect(turn?.urls).toEqual(URLS.slice(1));
    const [expiry, user] = turn?.username?.split(':') ?? [];
    expect(Number(expiry)).toBe(AT / 1000 + 600);
    expect(user).toMatch(/./);
  });

  it('come with the password that coturn computes', () => {
    const now = () => (1_433_895_918 - 600) * 1000;
    const give = iceServers({ urls: URLS, turnSecret: 'north', credentialsForS: 600 }, now, () => 'ninefingers');
    // printf 1433895918:ninefingers | openssl dgst -sha1 -hmac north -binary | base64
    const known = { username: '1433895918:ninefingers', credential: 'jy8hTxmOO7UtEKXqSkSlvakPVYA=' };
    expect(give()[1]).toMatchObject(known);
  });

  it('have other credentials for each who asks', () => {
    const give = iceServers({ urls: URLS, turnSecret: 'north', credentialsForS: 600 }, () => AT);
    expect(give()[1]?.username).not.toBe(give()[1]?.username);
  });

  it('are only those that need no secret, where there is none', () => {
    expect(iceServers({ urls: URLS, turnSecret: null, credentialsForS: 1 }, () => AT)()).toHaveLength(1);
    expect(iceServers({ urls: [], turnSecret: 'north', credentialsForS: 1 }, () => AT)()).toEqual([]);
  });
});
