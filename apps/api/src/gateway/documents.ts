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
import { documentNestsTooDeeply } from '../nesting.ts';

/** How many documents are remembered; clients send the same few again and again. */
export const MAX_REMEMBERED_DOCUMENTS = 1_000;

export type ReadDocument =
  | { readonly ok: true; readonly document: DocumentNode }
  | { readonly ok: false; readonly errors: readonly GraphQLError[] };

/** Parses and validates documents, each text once. What is wrong with one is an answer, never an exception. */
export function createDocuments(
  schema: GraphQLSchema,
  rules: readonly ValidationRule[],
  maxTokens: number,
): (text: string) => ReadDocument {
  const remembered = new Map<string, ReadDocument>();
  return (text) => {
    const known = remembered.get(text);
    if (known) return known;
    const result = read(text, schema, [...specifiedRules, ...rules], maxTokens);
    const [oldest] = remembered.keys();
    if (remembered.size >= MAX_REMEMBERED_DOCUMENTS && oldest !== undefined) remembered.delete(oldest);
    if (result.ok) remembered.set(text, result);
    return result;
  };
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
