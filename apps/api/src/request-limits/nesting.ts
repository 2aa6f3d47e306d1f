import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';

/**
 * How deep brackets may nest in a GraphQL document and in a WebSocket message. Reading and printing what is nested recurses,
 * here and in the libraries, and a deeper one would run out of stack; nothing that means anything comes near it.
 */
export const MAX_NESTING = 200;

/** Whether a GraphQL document nests deeper than {@link MAX_NESTING}. One that cannot be read does as far as it can be. */
export const documentNestsTooDeeply = (text: string): boolean =>
  openingsIn(text) > MAX_NESTING && nestsTooDeeply(bracketsOfDocument(text));

/** The same of JSON. */
export const jsonNestsTooDeeply = (text: string): boolean =>
  openingsIn(text) > MAX_NESTING && nestsTooDeeply(bracketsOfJson(text));

const OPENING = new Set(['(', '[', '{'].map((bracket) => bracket.charCodeAt(0)));

/** No text nests deeper than it has brackets to open, wherever they stand: few have so many, and only those are read. */
function openingsIn(text: string): number {
  let openings = 0;
  for (let index = 0; index < text.length && openings <= MAX_NESTING; index += 1) {
    if (OPENING.has(text.charCodeAt(index))) openings += 1;
  }
  return openings;
}

function nestsTooDeeply(brackets: Iterable<1 | -1>): boolean {
  let depth = 0;
  for (const step of brackets) {
    depth += step;
    if (depth > MAX_NESTING) return true;
  }
  return false;
}

function* bracketsOfDocument(text: string): Generator<1 | -1> {
  const lexer = new Lexer(new Source(text));
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
      if (/^[([{]$/.test(token.kind)) yield 1;
      else if (/^[)\]}]$/.test(token.kind)) yield -1;
    }
  } catch (error) {
    // The parser stops at the same letter, and says why.
    if (!(error instanceof GraphQLError)) throw error;
  }
}

function* bracketsOfJson(text: string): Generator<1 | -1> {
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index];
    if (letter === '"') inString = !inString;
    else if (inString) index += letter === '\\' ? 1 : 0;
    else if (letter === '[' || letter === '{') yield 1;
    else if (letter === ']' || letter === '}') yield -1;
  }
}
