import type { EventStore, PersonKeys, Position } from '@meets/event-store';
import type { Notifier } from '@meets/meet-domain';
import type { SystemCommands } from '../commands/system-commands.ts';
import type { Log } from '../logging/log.ts';
import type { SteadyClock } from '../time/steady-clock.ts';
import { domainDecoder } from '../stored-events/domain-codec.ts';
import { openAgenda } from './agenda.ts';
import type { AgendaEntry } from './agenda-entry.ts';
import { AgendaRunner } from './agenda-runner.ts';
import { run, typesToFollow } from './all-reactions.ts';
import { openBooks } from './books.ts';
import type { CallBooks } from './call-books.ts';
import { followLog } from './follow-log.ts';
import { openIntake } from './intake.ts';
import type { CustomerLinkOf, Tools } from './reaction.ts';
import { openReactionsFile, type ReactionsFile } from './reactions-file.ts';

export interface ReactionsParts {
  readonly store: EventStore;
  readonly keys: PersonKeys;
  readonly commands: SystemCommands;
  readonly notifier: Notifier;
  /** The commands' own: what is due by it has passed for them too. */
  readonly clock: SteadyClock;
  readonly log: Log;
  /** Path of the SQLite file for what the reactions keep; `:memory:` for none. May be deleted while nobody has it open. */
  readonly file: string;
  /** Of this installation's own; the file knows callers by it, and is to be made anew where it is lost. */
  readonly callersSecret: Uint8Array;
  /** A follow-up's link. */
  readonly linkOf: CustomerLinkOf;
  /** From 0 to below 1, to spread retries; `Math.random` unless told. */
  readonly random?: () => number;
}

export interface Reactions {
  /** Resolves when everything in the log has been taken in, and what became overdue meanwhile is being done; or on `close`. */
  readonly ready: Promise<void>;
  /** What the reactions know of calls by phone, as of what has been taken in. Not to be asked after `close`. */
  readonly calls: CallBooks;
  /** Begins nothing new, waits a little for what is being done, and closes the file. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * The only place with side effects: follows the log, writes what is to be done into an agenda on disk (in one transaction
 * with its place in the log), and does each when it is due. Throws where the file cannot be opened. One process per file;
 * several nodes may each run their own: their commands have equal ids, so the log takes each once, and their follow-ups
 * have equal keys, so the receiver takes each once.
 */
export function startReactions(parts: ReactionsParts): Reactions {
  const { store, keys, clock, log, random = Math.random } = parts;
  const file = openReactionsFile(parts.file);
  const agenda = openAgenda(file.db);
  const books = openBooks(file.db, parts.callersSecret);
  const tools: Tools = { ...parts, random, books };
  const perform = (entry: AgendaEntry, attempt: number) => run(entry, attempt, tools);
  const kept = file.keptMoment();
  if (kept) clock.resume(kept);
  const keepMoment = () => file.keepMoment(clock.moment());
  const runner = new AgendaRunner({ agenda, clock, log, random, keepMoment, perform });
  const decode = domainDecoder(keys);
  const takeIn = openIntake(file, { agenda, books, decode, clock, taken: () => runner.refresh() });
  const stop = new AbortController();
  let begun: () => void = () => undefined;
  const caughtUpOnce = new Promise<void>((resolve) => (begun = resolve));
  const caughtUp = (): void => {
    runner.start();
    begun();
  };
  const checkpoint = () => checkpointWithin(store, file, runner, log);
  const filter = { types: typesToFollow(books) };
  const { signal } = stop;
  const following = followLog({ store, filter, checkpoint, takeIn, caughtUp, signal, clock, log, random });

  const end = async (): Promise<void> => {
    stop.abort();
    await following;
    await runner.close();
    keepMoment();
    file.close();
  };
  let ended: Promise<void> | null = null;
  return { ready: Promise.race([caughtUpOnce, following]), calls: books.calls, close: () => (ended ??= end()) };
}

/** Where to go on from. A file that has seen more than the log holds belongs to another log, and is made anew. */
async function checkpointWithin(
  store: EventStore,
  file: ReactionsFile,
  runner: AgendaRunner,
  log: Log,
): Promise<Position> {
  const checkpoint = file.checkpoint();
  const head = await store.head();
  if (checkpoint <= head) return checkpoint;
  log.warn({ checkpoint, head }, 'the reactions were ahead of the log, as after a restored backup: they begin anew');
  file.reset();
  runner.reload();
  return file.checkpoint();
}
