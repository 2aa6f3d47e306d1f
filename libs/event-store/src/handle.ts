import { setTimeout as delay } from 'node:timers/promises';
import type { AppendResult, EventStore, JsonObject, NewEvent, Position, RecordedEvent, StoredActor } from './port.ts';
import { LOG_START } from './port.ts';
import { eventIdOf } from './event-id.ts';
import { CommandTraces } from './command-traces.ts';
import type { Fold, FoldCache } from './fold-cache.ts';

/** How often `handle` decides anew because somebody else appended first. */
export const HANDLE_MAX_ATTEMPTS = 24;
/** The longest pause before the second attempt, in milliseconds; it doubles with every further one. */
export const HANDLE_BACKOFF_MS = 1;
/** The longest pause between two attempts, in milliseconds. */
export const HANDLE_MAX_BACKOFF_MS = 50;

/** An event as the store takes it; what `handle` adds is its id and the command's metadata. */
export interface EncodedEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly occurredAt: string;
  readonly actor: StoredActor;
  readonly data: JsonObject;
}

/** Between the domain's events and stored ones: versions and upcasters, and the sealing of personal data, live in here. */
export interface EventCodec<Event> {
  /** `decidedOn`: the stream as it was decided on; where somebody else appends first, the event is encoded anew. */
  encode(event: Event, decidedOn: DecidedOn): Promise<EncodedEvent> | EncodedEvent;
  decode(recorded: RecordedEvent): Event;
}

/** What an event was decided on: no event of the stream beyond this version stands before it. */
export interface DecidedOn {
  readonly state: unknown;
  readonly version: number;
  readonly position: Position;
}

/** Which command this is: see `EventMetadata`. */
export interface CommandContext {
  readonly commandId: string;
  readonly commandHash: string;
  readonly correlationId: string;
  readonly causationId: string | null;
}

/** The part of a decider that folding needs. */
export interface Folding<State, Event> {
  readonly initial: State;
  evolve(state: State, event: Event): State;
}

/** A pure aggregate: `decide` says what follows from a command, `evolve` folds one event into the state. */
export interface HandledDecider<State, Command, Event, Refusal> extends Folding<State, Event> {
  decide(
    command: Command,
    state: State,
  ):
    | { readonly accepted: true; readonly events: readonly Event[] }
    | { readonly accepted: false; readonly refusal: Refusal };
}

/** A stream, and how it is folded. */
export interface FoldRequest<State, Event> {
  readonly store: EventStore;
  readonly codec: EventCodec<Event>;
  readonly decider: Folding<State, Event>;
  readonly stream: string;
  /** Shared by all commands of one decider's streams; without it every command folds its stream from the start. */
  readonly cache?: FoldCache;
  /**
   * True where no command is given twice under one id, or where that may be decided anew: then folds do not remember which
   * commands the stream has seen, which would grow for as long as the stream is told things. Default false. All who share a
   * cache should say the same: a fold kept under the other word is made anew.
   */
  readonly untraced?: boolean;
}

export interface HandleRequest<State, Command, Event, Refusal> extends FoldRequest<State, Event> {
  readonly decider: HandledDecider<State, Command, Event, Refusal>;
  readonly command: Command;
  readonly context: CommandContext;
  /** Waits before another attempt, for no longer than so many milliseconds; by default a random part of that, in real time. */
  readonly pause?: (longestMs: number) => Promise<void>;
}

export type Handled<State, Refusal> =
  | {
      readonly outcome: 'accepted';
      /** The command had been accepted before; nothing was appended now. */
      readonly repeated: boolean;
      /** This command's own events, maybe none; on a repeat those of the first time. */
      readonly events: readonly RecordedEvent[];
      /** After this command's events; on a repeat as the stream stands now. */
      readonly state: State;
      readonly version: number;
      /** Of the last of `events`; of the stream's last event where there are none. */
      readonly position: Position;
    }
  | {
      readonly outcome: 'refused';
      readonly refusal: Refusal;
      readonly state: State;
      readonly version: number;
      /** The events that the refusal was decided on, to name a winner from; read when it is called. */
      readonly history: () => AsyncIterable<RecordedEvent>;
    }
  /** This command id was used before, with other input. */
  | { readonly outcome: 'key-conflict' };

/** Others appended first, time after time. Nothing of this command was stored; it may be given again. */
export class TooMuchContention extends Error {
  override readonly name = 'TooMuchContention';
}

/**
 * Read → fold → decide → append, and again where somebody else appended in between, up to {@link HANDLE_MAX_ATTEMPTS}
 * times (then {@link TooMuchContention}). A command whose id already stands in the stream's metadata is not decided again:
 * it gets its first answer (unless {@link FoldRequest.untraced}). A command accepted with no events leaves no trace, and is decided anew each time. Rejects as
 * the store does; a command whose append failed may safely be given again with the same context.
 */
export async function handle<State, Command, Event, Refusal>(
  request: HandleRequest<State, Command, Event, Refusal>,
): Promise<Handled<State, Refusal>> {
  for (let attempt = 1; attempt <= HANDLE_MAX_ATTEMPTS; attempt += 1) {
    const handled = await attemptOnce(request);
    if (handled) return handled;
    await (request.pause ?? jitter)(longestPauseMs(attempt));
  }
  throw new TooMuchContention(
    `stream ${request.stream}: command ${request.context.commandId} lost ${HANDLE_MAX_ATTEMPTS} races; give it again later`,
  );
}

export interface FoldedStream<State> {
  readonly state: State;
  readonly version: number;
  /** Of the stream's last event; 0 where it has none. */
  readonly position: Position;
}

/** A stream's state as of now, without a command; the decider's initial state for a stream that does not exist. */
export async function foldStream<State, Event>(request: FoldRequest<State, Event>): Promise<FoldedStream<State>> {
  const fold = await readFold(request);
  return { state: stateOf<State>(fold), version: fold.version, position: fold.position };
}

/** Undefined: somebody else appended first. */
async function attemptOnce<State, Command, Event, Refusal>(
  request: HandleRequest<State, Command, Event, Refusal>,
): Promise<Handled<State, Refusal> | undefined> {
  const { store, stream, decider, command, context } = request;
  const fold = await readFold(request);
  const earlier = await eventsOfCommand(request, fold.commands?.firstVersionsOf(context.commandId) ?? []);
  if (earlier) return answerAgain(context, fold, earlier);

  const state = stateOf<State>(fold);
  const { version, position } = fold;
  const decision = decider.decide(command, state);
  if (!decision.accepted) {
    const history = (): AsyncIterable<RecordedEvent> => store.readStream(stream, { limit: version });
    return { outcome: 'refused', refusal: decision.refusal, state, version, history };
  }
  if (decision.events.length === 0) {
    return { outcome: 'accepted', repeated: false, events: [], state, version, position };
  }
  const encoded = await Promise.all(
    decision.events.map((event) => request.codec.encode(event, { state, version, position })),
  );
  const events = encoded.map((event, index) => newEvent(event, index, context));
  const result = await store.append({ stream, expected: version === 0 ? 'none' : version, events });
  if (result.outcome === 'conflict') return undefined;
  return answerAppend(request, result, { fold, state, version });
}

function answerAppend<State, Command, Event, Refusal>(
  request: HandleRequest<State, Command, Event, Refusal>,
  result: Exclude<AppendResult, { outcome: 'conflict' }>,
  decidedOn: { readonly fold: Fold; readonly state: State; readonly version: number },
): Handled<State, Refusal> {
  const { context, decider, codec } = request;
  const { events } = result;
  // The same command may have been under way twice; then the ids are equal, but the input need not be.
  if (events.some((event) => event.metadata.commandHash !== context.commandHash)) return { outcome: 'key-conflict' };
  let { state } = decidedOn;
  for (const event of events) {
    state = decider.evolve(state, codec.decode(event));
    advance(decidedOn.fold, event, state);
  }
  return {
    outcome: 'accepted',
    repeated: result.outcome === 'repeated',
    events,
    state,
    version: decidedOn.version + events.length,
    position: events.at(-1)?.position ?? LOG_START,
  };
}

/** What the command stored the first time, which begins at one of these versions, if at any; undefined: nothing. */
async function eventsOfCommand<State, Command, Event, Refusal>(
  { store, stream, context }: HandleRequest<State, Command, Event, Refusal>,
  firstVersions: readonly number[],
): Promise<readonly RecordedEvent[] | undefined> {
  for (const firstVersion of firstVersions) {
    const events: RecordedEvent[] = [];
    for await (const event of store.readStream(stream, { after: firstVersion - 1 })) {
      if (event.metadata.commandId !== context.commandId) break;
      events.push(event);
    }
    if (events.length > 0) return events;
  }
  return undefined;
}

function answerAgain<State, Refusal>(
  { commandHash }: CommandContext,
  fold: Fold,
  events: readonly RecordedEvent[],
): Handled<State, Refusal> {
  if (events[0]?.metadata.commandHash !== commandHash) return { outcome: 'key-conflict' };
  const { version } = fold;
  const position = events.at(-1)?.position ?? LOG_START;
  return { outcome: 'accepted', repeated: true, events, state: stateOf<State>(fold), version, position };
}

async function readFold<State, Event>(request: FoldRequest<State, Event>): Promise<Fold> {
  const { store, stream, decider, codec, cache, untraced = false } = request;
  let fold = cache?.get(stream);
  if (!fold || (fold.commands === null) !== untraced) {
    fold = { state: decider.initial, version: 0, position: LOG_START, commands: untraced ? null : new CommandTraces() };
    cache?.set(stream, fold);
  }
  for await (const event of store.readStream(stream, { after: fold.version })) {
    // Another command may have advanced the shared fold while this one was reading.
    if (event.version !== fold.version + 1) continue;
    advance(fold, event, decider.evolve(stateOf<State>(fold), codec.decode(event)));
  }
  return fold;
}

/** Moves the fold on by one event, unless it has seen that event already. */
function advance(fold: Fold, event: RecordedEvent, state: unknown): void {
  if (event.version !== fold.version + 1) return;
  fold.commands?.note(event.metadata.commandId, event.version);
  fold.state = state;
  fold.version = event.version;
  fold.position = event.position;
}

/** A cache serves one decider, so what it holds of a stream is that decider's state. */
const stateOf = <State>(fold: Fold): State => fold.state as State;

/** Full jitter, so that the losers of one race do not meet again in the next. */
const jitter = (longestMs: number): Promise<void> => delay(Math.random() * longestMs);

const longestPauseMs = (attempt: number): number =>
  Math.min(HANDLE_MAX_BACKOFF_MS, HANDLE_BACKOFF_MS * 2 ** (attempt - 1));

const newEvent = (event: EncodedEvent, index: number, context: CommandContext): NewEvent => ({
  id: eventIdOf(context.commandId, index),
  type: event.type,
  schemaVersion: event.schemaVersion,
  occurredAt: event.occurredAt,
  data: event.data,
  metadata: {
    actor: { role: event.actor.role, id: event.actor.id },
    correlationId: context.correlationId,
    causationId: context.causationId,
    commandId: context.commandId,
    commandHash: context.commandHash,
  },
});
