import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
  type ValidationRule,
} from 'graphql';
import { nestsTooDeeply } from '../graphql/nests-too-deeply.ts';
import { documentNestsTooDeeply } from '../request-limits/nesting.ts';

export type ReadDocument =
  | { readonly ok: true; readonly document: DocumentNode }
  | { readonly ok: false; readonly errors: readonly GraphQLError[] };

export interface DocumentLimits {
  /** See MAX_QUERY_TOKENS. */
  readonly maxTokens: number;
  /** See MAX_REMEMBERED_QUERY_BYTES. */
  readonly maxRememberedBytes: number;
}

/**
 * Parses and validates documents. What is wrong with one is an answer, never an exception. Valid ones are remembered by their
 * text, for clients send the same few again and again; those that were not used for longest make room. Others are not, so that
 * nobody's nonsense drives out what everybody uses.
 */
export function createDocuments(
  schema: GraphQLSchema,
  rules: readonly ValidationRule[],
  { maxTokens, maxRememberedBytes }: DocumentLimits,
): (text: string) => ReadDocument {
  /** From the one that was not used for longest to the newest. */
  const remembered = new Map<string, Remembered>();
  let rememberedBytes = 0;
  const remember = (text: string, result: Valid): void => {
    const bytes = Buffer.byteLength(text);
    if (bytes > maxRememberedBytes) return;
    for (const [oldest, entry] of remembered) {
      if (rememberedBytes + bytes <= maxRememberedBytes) break;
      remembered.delete(oldest);
      rememberedBytes -= entry.bytes;
    }
    remembered.set(text, { result, bytes });
    rememberedBytes += bytes;
  };
  return (text) => {
    const known = remembered.get(text);
    if (known) {
      remembered.delete(text);
      remembered.set(text, known);
      return known.result;
    }
    const result = read(text, schema, [...specifiedRules, ...rules], maxTokens);
    if (result.ok) remember(text, result);
    return result;
  };
}

type Valid = Extract<ReadDocument, { readonly ok: true }>;
interface Remembered {
  readonly result: Valid;
  readonly bytes: number;
}

function read(text: string, schema: GraphQLSchema, rules: readonly ValidationRule[], maxTokens: number): ReadDocument {
  if (documentNestsTooDeeply(text)) return { ok: false, errors: [nestsTooDeeply()] };
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens });
  } catch (error) {
    if (error instanceof GraphQLError) return { ok: false, errors: [coded(error, 'GRAPHQL_PARSE_FAILED')] };
    throw error;
  }
  const errors = validate(schema, document, rules);
  return errors.length > 0
    ? { ok: false, errors: errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) }
    : { ok: true, document };
}

/** The codes are those of the same errors over HTTP. */
const coded = (error: GraphQLError, code: string): GraphQLError => {
  error.extensions['code'] ??= code;
  return error;
};
