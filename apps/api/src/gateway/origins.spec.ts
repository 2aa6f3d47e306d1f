import { isAllowedOrigin } from './origins.ts';

const allowed = (
  origin: string | undefined,
  ALLOWED_ORIGINS: string[] = [],
  NODE_ENV: 'production' | 'development' = 'production',
) => isAllowedOrigin(origin, 'api.example', { ALLOWED_ORIGINS, NODE_ENV });

describe('a page', () => {
  it('may call from the same host, and programs from anywhere', () => {
    expect([
      allowed(undefined),
      allowed('https://api.example'),
      allowed('https://evil.example'),
      allowed('null'),
    ]).toEqual([true, true, false, false]);
  });

  it('may call from the origins that are allowed', () => {
    expect(allowed('https://shop.example', ['https://shop.example'])).toBe(true);
    expect(allowed('https://shop.example.evil', ['https://shop.example'])).toBe(false);
    expect(allowed('https://any.example', ['*'])).toBe(true);
  });

  it('may call from localhost in development only', () => {
    expect(allowed('http://localhost:5173', [], 'development')).toBe(true);
    expect(allowed('http://localhost:5173')).toBe(false);
  });
});
