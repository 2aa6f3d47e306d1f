import type { Position, RecordedEvent } from '@meets/event-store';
import type { SteadyClock } from '../time/steady-clock.ts';
import type { Decode } from '../stored-events/domain-codec.ts';
import type { Agenda } from './agenda.ts';
import { plan } from './all-reactions.ts';
import type { Books } from './books.ts';
import type { ReactionsFile } from './reactions-file.ts';
import { toTold } from './told.ts';

/** How far the log may run ahead of the stored checkpoint while nothing in it concerns any reaction. */
export const CHECKPOINT_STRIDE = 1_000;

/** Where events go in: books, agenda, checkpoint and the moment, in one transaction. */
export type Intake = (events: readonly RecordedEvent[], position: Position) => void;

/** `taken` is called after each transaction that took events in, at once and before anything else happens. */
export function openIntake(
  file: ReactionsFile,
  {
    agenda,
    books,
    decode,
    clock,
    taken,
  }: {
    readonly agenda: Agenda;
    readonly books: Books;
    readonly decode: Decode;
    readonly clock: SteadyClock;
    readonly taken: () => void;
  },
): Intake {
  return (events, position) => {
    if (events.length === 0 && position < file.checkpoint() + CHECKPOINT_STRIDE) return;
    try {
      file.advance(position, () => {
        for (const event of events) {
          // Another node's clock may be ahead of this one's: its deadlines count from its moments.
          clock.reach(Math.max(Date.parse(event.recordedAt), Date.parse(event.occurredAt)));
          const told = toTold(event, decode);
          if (told) plan(told, agenda, books);
        }
        file.keepMoment(clock.moment());
      });
    } catch (error) {
      // Nothing of it is on disk, so nothing of it may be done.
      agenda.takeChanges();
      throw error;
    }
    taken();
  };
}
