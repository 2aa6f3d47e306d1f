import { type EventStore, eventIdOf, type NewEvent, type Position, type RecordedEvent } from '@meets/event-store';
import { type Clock, timestampOf } from '../time/clock.ts';
import type { Viewer } from '../viewer.ts';
import type { MeetAnswer } from './answers.ts';
import {
  COMMAND_ANSWERED,
  COMMAND_CLAIMED,
  COMMAND_RECORD_SCHEMA_VERSION,
  commandStream,
  decodeAnswer,
  decodeClaim,
  encodeAnswer,
  encodeClaim,
} from './command-record.ts';
import { derivedId, inputHash } from './input-hash.ts';

/** What a command knows of itself while it runs. */
export interface CommandContext {
  readonly commandId: string;
  readonly commandHash: string;
  readonly correlationId: string;
  /** Where this command's key was claimed: nothing it did stands before. Null without a key. */
  readonly claimedAt: Position | null;
}

/** Runs commands so that an idempotency key keeps its first answer for ever. */
export interface Idempotency {
  /**
   * Runs the command, or gives the answer that its key already has. With another input under the same key:
   * `idempotency-conflict`. `run` may be called again for a key whose earlier run broke off, so it has to be harmless
   * twice: it finds what it did by the command id. A `run` that throws leaves no answer, and the key stays usable.
   */
  once(
    viewer: Viewer,
    commandType: string,
    input: { readonly idempotencyKey: string | null },
    run: (context: CommandContext) => Promise<MeetAnswer>,
  ): Promise<MeetAnswer>;
}

/**
 * A keyed command appends a claim to a stream of its own, acts, and appends its answer behind the claim; the first answer
 * there wins and is everybody's. Between the steps the process may die: a retry finds the claim without an answer, and
 * goes on. Calls of one key within this process share one run; runs of one key on several nodes at once are
 * harmless for what they do to a stream, and the one that records its answer first is right.
 */
export function idempotency(deps: {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly newId: () => string;
}): Idempotency {
  const running = new Map<string, Promise<MeetAnswer>>();

  return {
    once(viewer, commandType, { idempotencyKey, ...input }, run) {
      const commandHash = inputHash(commandType, input);
      const correlationId = viewer.correlationId ?? deps.newId();
      if (idempotencyKey === null) {
        return run({ commandId: deps.newId(), commandHash, correlationId, claimedAt: null });
      }
      const record = recordOf(deps, viewer, idempotencyKey, { commandType, commandHash, correlationId });
      const runKey = `${record.stream} ${commandHash}`;
      const already = running.get(runKey);
      if (already) return already;
      const answer = claimAndRun(record, run).finally(() => running.delete(runKey));
      running.set(runKey, answer);
      return answer;
    },
  };
}

async function claimAndRun(
  record: CommandRecord,
  run: (context: CommandContext) => Promise<MeetAnswer>,
): Promise<MeetAnswer> {
  const { claim, answered } = await record.claim();
  if (decodeClaim(claim.data).inputHash !== record.commandHash) return { outcome: 'idempotency-conflict' };
  if (answered) return decodeAnswer(answered.data);
  const { commandId, commandHash, correlationId } = record;
  const answer = await run({ commandId, commandHash, correlationId, claimedAt: claim.position });
  // A stream that holds this command for another input: another key's record would have told; never kept.
  if (answer.outcome === 'idempotency-conflict') return answer;
  return decodeAnswer((await record.answer(encodeAnswer(answer))).data);
}

interface CommandRecord {
  readonly stream: string;
  readonly commandId: string;
  readonly commandHash: string;
  readonly correlationId: string;
  /** Claims the key, or finds who did, and the answer if there is one. */
  claim(): Promise<{ readonly claim: RecordedEvent; readonly answered: RecordedEvent | undefined }>;
  /** Records the answer, or finds the one that was faster. */
  answer(data: NewEvent['data']): Promise<RecordedEvent>;
}

function recordOf(
  { store, clock }: { readonly store: EventStore; readonly clock: Clock },
  viewer: Viewer,
  key: string,
  command: { readonly commandType: string; readonly commandHash: string; readonly correlationId: string },
): CommandRecord {
  const { commandHash, correlationId } = command;
  const commandId = derivedId('keyed-command', viewer.channelId, viewer.role, viewer.id, key);
  const stream = commandStream(viewer.channelId, commandId);
  // The record's events need ids of their own: the command's are those of what it does.
  const recordId = derivedId('command-record', commandId);
  const event = (index: number, type: string, data: NewEvent['data']): NewEvent => ({
    id: eventIdOf(recordId, index),
    type,
    schemaVersion: COMMAND_RECORD_SCHEMA_VERSION,
    occurredAt: timestampOf(clock.now()),
    data,
    metadata: {
      actor: { role: viewer.role, id: viewer.id },
      correlationId,
      causationId: null,
      commandId: recordId,
      commandHash,
    },
  });
  const read = async (): Promise<readonly RecordedEvent[]> => {
    const events = [];
    for await (const recorded of store.readStream(stream, { limit: 2 })) events.push(recorded);
    return events;
  };

  return {
    stream,
    commandId,
    commandHash,
    correlationId,
    async claim() {
      const data = encodeClaim({ commandType: command.commandType, inputHash: commandHash });
      const result = await store.append({ stream, expected: 'none', events: [event(0, COMMAND_CLAIMED, data)] });
      if (result.outcome === 'appended') return { claim: first(result.events, stream), answered: undefined };
      const events = await read();
      return { claim: first(events, stream), answered: events[1] };
    },
    async answer(data) {
      const result = await store.append({ stream, expected: 1, events: [event(1, COMMAND_ANSWERED, data)] });
      if (result.outcome === 'appended') return first(result.events, stream);
      return first((await read()).slice(1), stream);
    },
  };
}

function first(events: readonly RecordedEvent[], stream: string): RecordedEvent {
  const [event] = events;
  if (!event) throw new Error(`command record ${stream} lost an event that the store said it holds`);
  return event;
}
