import { KEPT_CHAT_MESSAGES, type Said, withSaid } from './said.ts';

const message = (text: string, sentAt = '2026-01-01T00:00:00.000Z'): Said => ({
  from: { __typename: 'Manager', id: 'mina', name: 'Mina' },
  sentAt,
  text,
});

describe('what was said in a team meet', () => {
  it('R25: is heard once, though whoever says it hears it twice', () => {
    const said = [message('one'), message('two'), message('one'), message('one', '2026-01-01T00:00:01.000Z')];
    expect(said.reduce<readonly Said[]>(withSaid, []).map(({ text }) => text)).toEqual(['one', 'two', 'one']);
  });

  it('is kept up to a limit, the newest of it', () => {
    const many = Array.from({ length: KEPT_CHAT_MESSAGES + 1 }, (_, index) => message(String(index)));
    const kept = many.reduce<readonly Said[]>(withSaid, []);
    expect([kept.length, kept[0]?.text]).toEqual([KEPT_CHAT_MESSAGES, '1']);
  });
});
