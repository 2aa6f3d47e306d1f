import { developmentTokens, NoDevelopmentTokens, TOKEN_KEPT_MS } from './development-tokens.ts';

describe('development tokens', () => {
  let now: number;
  let asked: string[];
  let status: number;
  const fetch = async (_url: unknown, init?: RequestInit): Promise<Response> => {
    asked.push(init?.body as string);
    return new Response(JSON.stringify({ token: `token-${asked.length}` }), { status });
  };
  beforeEach(() => {
    now = 0;
    asked = [];
    status = 200;
  });

  it('are asked for once per person, and again when they were kept for long enough', async () => {
    const tokenFor = developmentTokens(fetch, () => now);
    expect([await tokenFor('manager', 'mina'), await tokenFor('manager', 'mina')]).toEqual(['token-1', 'token-1']);
    expect(await tokenFor('customer', 'chulsoo')).toBe('token-2');
    now = TOKEN_KEPT_MS;
    expect(await tokenFor('manager', 'mina')).toBe('token-3');
    expect(JSON.parse(asked[1] ?? '')).toEqual({ channel: 'playground', role: 'customer', sub: 'chulsoo' });
  });

  it('are missed by name where the service hands none out, and asked for again afterwards', async () => {
    const tokenFor = developmentTokens(fetch, () => now);
    status = 404;
    await expect(tokenFor('manager', 'mina')).rejects.toThrow(NoDevelopmentTokens);
    status = 500;
    await expect(tokenFor('manager', 'mina')).rejects.toThrow('500');
    status = 200;
    expect(await tokenFor('manager', 'mina')).toBe('token-3');
  });
});
