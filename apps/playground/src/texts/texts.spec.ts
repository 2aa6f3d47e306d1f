import { readFileSync } from 'node:fs';
import en from './en.json' with { type: 'json' };
import ko from './ko.json' with { type: 'json' };
import { localeOf, text } from './texts.ts';

const SCHEMA = readFileSync(new URL('../../../../schema.graphql', import.meta.url), 'utf8');
const GUARDS = readFileSync(new URL('../../../../libs/meet-domain/src/meet/gate.ts', import.meta.url), 'utf8');
const EVENTS = readFileSync(new URL('../../../../docs/events.md', import.meta.url), 'utf8');
const membersOf = (name: string): string[] => {
  const [, body = ''] = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(SCHEMA) ?? [];
  return body.match(/[A-Z_]{2,}/g) ?? [];
};

describe('the texts', () => {
  it('are there in both languages, with the same places to fill in', () => {
    const places = (words: string) => [...words.matchAll(/\{\w+\}/g)].map(String).sort();
    const shapes = (texts: Readonly<Record<string, string>>) =>
      Object.entries(texts).map(([key, words]) => [key, words.trim() !== '', places(words)]);
    expect(shapes(en)).toEqual(shapes(ko));
  });

  it.each([
    ['reason', 'MissedReason'],
    ['state', 'MeetState'],
    ['badge', 'MeetState'],
    ['medium', 'Medium'],
    ['room-kind', 'TeamRoomKind'],
    ['kind', 'MeetKind'],
  ])('has one for every %s that the schema has', (prefix, name) => {
    const members = membersOf(name);
    expect(members.length).toBeGreaterThan(1);
    expect(members.filter((member) => !Object.hasOwn(ko, `${prefix}.${member}`))).toEqual([]);
  });

  it('has one for every reason why something is not allowed, and for every event of a meet', () => {
    const [, names = ''] = /type GuardName =([^;]*);/.exec(GUARDS) ?? [];
    const guards = (names.match(/[A-Z_]{2,}/g) ?? []).map((name) => `guard.${name}`);
    const [, listed = ''] = /\n## A meet\n([^]*?)(\n## |$)/.exec(EVENTS) ?? [];
    const events = [...listed.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => `event.${name}`);
    expect([guards.length > 20, events.length > 20]).toEqual([true, true]);
    expect([...guards, ...events].filter((key) => !Object.hasOwn(ko, key))).toEqual([]);
  });

  it('are filled in by name', () => {
    expect(text('en', 'ring.title', { name: 'Mina' })).toBe('Mina is calling');
    expect(text('ko', 'ring.title', { name: '민아' })).toBe('민아 님의 미트');
  });

  it('are Korean where the browser is', () => {
    expect(['ko', 'ko-KR', 'en-US', 'fr'].map(localeOf)).toEqual(['ko', 'ko', 'en', 'en']);
  });
});
