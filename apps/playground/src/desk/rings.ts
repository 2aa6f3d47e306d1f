import type { RingMessage, RingNotice } from '@meets/meet-client';

/** What rings, after another message. A connection begins with what rings by then, so what was known is forgotten. */
export function ringsAfter(rings: readonly RingNotice[], message: RingMessage): readonly RingNotice[] {
  switch (message.__typename) {
    case 'RingsBegin':
      return [];
    case 'RingNotice': {
      const others = rings.filter(({ meet }) => meet.id !== message.meet.id);
      return message.ringing ? [...others, message] : others;
    }
  }
}

/** What to say when a ring stops: R11's "answered elsewhere", or nothing where this person stopped it. */
export const stoppedBy = (message: RingMessage): 'answered-elsewhere' | null =>
  message.__typename === 'RingNotice' && message.outcome === 'ANSWERED_ELSEWHERE' ? 'answered-elsewhere' : null;
