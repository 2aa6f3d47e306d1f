import type { LogLine } from './log-line.ts';

/** What became of the colleague who was rung into a call last; null where they were not, still ring, or came. */
export interface ColleagueNews {
  readonly managerId: string;
  readonly what: 'declined' | 'unanswered';
}

const NEWS: ReadonlyMap<string, ColleagueNews['what'] | null> = new Map([
  ['RingDeclined', 'declined'],
  ['RingUnanswered', 'unanswered'],
  ['ColleagueRang', null],
  ['ColleagueAnswered', null],
  ['ColleagueRingWithdrawn', null],
]);

/** `log`: newest first. The same events tell of rings before the call was answered, by which no colleague was rung into it. */
export function colleagueNews(log: readonly LogLine[], meetId: string): ColleagueNews | null {
  const lines = log.filter((line) => line.meetId === meetId);
  const newest = lines.find(({ type }) => NEWS.has(type));
  const what = newest && NEWS.get(newest.type);
  const rung = lines.some(({ type, subject }) => type === 'ColleagueRang' && subject === newest?.subject);
  return newest?.subject && what && rung ? { managerId: newest.subject, what } : null;
}

/** Whom this person has handed that call over to, last of all that was done with it; null where they have not. */
export function handedOverTo(log: readonly LogLine[], meetId: string, personId: string): string | null {
  const last = log.find(({ type, meetId: id }) => id === meetId && type === 'CallHandedOver');
  // The event's own shape, see docs/events.md.
  const { from, to } = (last?.data ?? {}) as Partial<Record<'from' | 'to', { readonly id: string }>>;
  return from?.id === personId ? (to?.id ?? null) : null;
}
