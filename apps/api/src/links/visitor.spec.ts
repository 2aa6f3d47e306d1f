import { phoneOf, preferredLocale } from './visitor.ts';

describe('who opens a link’s page', () => {
  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1', 'ios'],
    ['Mozilla/5.0 (Linux; Android 15; SM-S921N) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36', 'android'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/130 Safari/537.36', null],
    [`${'x'.repeat(600)}Android`, null],
    [undefined, null],
  ])('R31: is on a phone, or not: %p', (agent, phone) => expect(phoneOf(agent)).toBe(phone));

  it.each([
    ['ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7', 'ko'],
    ['en-US,en;q=0.9', 'en'],
    ['en;q=0.4, ko;q=0.5', 'ko'],
    ['fr-FR,fr;q=0.9,en;q=0.2', 'en'],
    ['fr', 'ko'],
    ['en;q=0', 'ko'],
    ['', 'ko'],
    [undefined, 'ko'],
  ])('R31: reads %p in the language they would rather have', (header, locale) =>
    expect(preferredLocale(header)).toBe(locale),
  );
});
