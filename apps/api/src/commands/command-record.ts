import type { Json, JsonObject } from '@meets/event-store';
import type { GuardName } from '@meets/meet-domain';
import type { MeetAnswer, Winner } from './answers.ts';

/**
 * What is stored for an idempotency key: first a claim, then the answer. The stream is named by a hash, is no meet's, and
 * holds no personal data. Stored shapes are for ever: a new field needs a new schema version and a reader for both.
 */
export const COMMAND_CLAIMED = 'CommandClaimed';
export const COMMAND_ANSWERED = 'CommandAnswered';
export const COMMAND_RECORD_SCHEMA_VERSION = 1;

/** Every command record lies under this prefix, and nothing else does. */
export const COMMAND_STREAM_PREFIX = 'command-';

/** `keyHash` stands for role, person and key. */
export const commandStream = (channelId: string, keyHash: string): string =>
  `${COMMAND_STREAM_PREFIX}${encodeURIComponent(channelId)}:${keyHash}`;

export interface Claim {
  readonly commandType: string;
  /** See `inputHash`. */
  readonly inputHash: string;
}

/** An answer that may be kept; `idempotency-conflict` is about the key itself and never is. */
export type KeptAnswer = Exclude<MeetAnswer, { readonly outcome: 'idempotency-conflict' }>;

export const encodeClaim = (claim: Claim): JsonObject => ({
  commandType: claim.commandType,
  inputHash: claim.inputHash,
});

/** Throws where the stored claim is none: the record was written by something else. */
export const decodeClaim = (data: JsonObject): Claim => ({
  commandType: text(data, 'commandType'),
  inputHash: text(data, 'inputHash'),
});

export function encodeAnswer(answer: KeptAnswer): JsonObject {
  switch (answer.outcome) {
    case 'accepted':
    case 'already-live':
      return { outcome: answer.outcome, meetId: answer.meetId, position: answer.position };
    case 'not-allowed':
      return { outcome: answer.outcome, reasons: [...answer.reasons] };
    case 'not-found':
      return { outcome: answer.outcome, what: answer.what };
    case 'conflict':
      return {
        outcome: answer.outcome,
        message: answer.message,
        winner: answer.winner && { eventId: answer.winner.eventId, position: answer.winner.position },
      };
    case 'meet-full':
      return { outcome: answer.outcome, limit: answer.limit };
    case 'already-over':
      return { outcome: answer.outcome };
    case 'invalid-input':
      return { outcome: answer.outcome, message: answer.message, fields: [...answer.fields] };
  }
}

/** Throws where the stored answer is none that this version knows. */
export function decodeAnswer(data: JsonObject): KeptAnswer {
  const outcome = text(data, 'outcome') as KeptAnswer['outcome'];
  switch (outcome) {
    case 'accepted':
    case 'already-live':
      return { outcome, meetId: text(data, 'meetId'), position: number(data, 'position') };
    case 'not-allowed':
      // A guard's name is never dropped from the domain, so what was stored is still one.
      return { outcome, reasons: texts(data, 'reasons') as readonly GuardName[] };
    case 'not-found':
      return { outcome, what: text(data, 'what') };
    case 'conflict':
      return { outcome, message: text(data, 'message'), winner: winnerOrNull(data['winner']) };
    case 'meet-full':
      return { outcome, limit: number(data, 'limit') };
    case 'already-over':
      return { outcome };
    case 'invalid-input':
      return { outcome, message: text(data, 'message'), fields: texts(data, 'fields') };
  }
  outcome satisfies never;
  throw unreadable('outcome', data['outcome']);
}

function text(data: JsonObject, field: string): string {
  const value = data[field];
  if (typeof value !== 'string') throw unreadable(field, value);
  return value;
}

function winnerOrNull(winner: Json | undefined): Winner | null {
  if (winner === null) return null;
  if (typeof winner !== 'object' || Array.isArray(winner)) throw unreadable('winner', winner);
  // What is an object and no array is one by its fields.
  const fields = winner as JsonObject;
  return { eventId: text(fields, 'eventId'), position: number(fields, 'position') };
}

function number(data: JsonObject, field: string): number {
  const value = data[field];
  if (typeof value !== 'number') throw unreadable(field, value);
  return value;
}

function texts(data: JsonObject, field: string): readonly string[] {
  const value = data[field];
  if (!Array.isArray(value) || !value.every((entry: unknown) => typeof entry === 'string'))
    throw unreadable(field, value);
  return value;
}

const unreadable = (field: string, value: Json | undefined): Error =>
  new Error(
    `a stored command record has no readable ${field}: found ${typeof value}; was it written by a newer version?`,
  );
