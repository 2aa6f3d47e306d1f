import { buildSchema, getOperationAST, parse } from 'graphql';
import type { Viewer } from '../viewer.ts';
import { beginsAfter } from './begins-after.ts';

const schema = buildSchema(`
  scalar Position
  input EventFilter { meetId: ID }
  type Query { now: Int }
  type Subscription { meetEvents(after: Position, where: EventFilter): Int, other(after: Position): Int }
`);
const manager: Viewer = { channelId: 'shop', role: 'manager', id: 'm-1', correlationId: 'r-1' };
const customer: Viewer = { channelId: 'shop', role: 'customer', id: 'c-1', correlationId: 'r-1' };
const SEVEN = '0000000000000007';
const START = '0000000000000000';

function begins(text: string, variables: Record<string, unknown> = {}, viewer = manager): string | null {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('the test names no operation');
  return beginsAfter({ schema, document, operation, variables, viewer });
}

describe('the position that an operation begins after', () => {
  it('is what its client gave: in the text, as a variable, as a default', () => {
    expect(begins(`subscription { meetEvents(after: "${SEVEN}") }`)).toBe(SEVEN);
    expect(begins('subscription ($a: Position) { meetEvents(after: $a) }', { a: SEVEN })).toBe(SEVEN);
    expect(begins(`subscription ($a: Position = "${SEVEN}") { meetEvents(after: $a) }`)).toBe(SEVEN);
  });

  it('is found behind an alias and inside fragments', () => {
    expect(begins(`subscription { mine: meetEvents(after: "${SEVEN}") }`)).toBe(SEVEN);
    expect(begins(`subscription { ... { meetEvents(after: "${SEVEN}") } }`)).toBe(SEVEN);
    expect(begins(`subscription { ...F } fragment F on Subscription { meetEvents(after: "${SEVEN}") }`)).toBe(SEVEN);
  });

  it('is the start where none was given', () => {
    expect(begins('subscription { meetEvents }')).toBe(START);
    expect(begins('subscription ($a: Position) { meetEvents(after: $a) }')).toBe(START);
    expect(begins('subscription { meetEvents(after: null) }')).toBe(START);
    expect(begins('subscription { meetEvents }', {}, customer)).toBe(`c${START}`);
  });

  it('is the start where what was given is no position of this viewer', () => {
    expect(begins('subscription { meetEvents(after: "zzz") }')).toBe(START);
    expect(begins(`subscription { meetEvents(after: "${SEVEN}") }`, {}, customer)).toBe(`c${START}`);
  });

  it('is none for an operation that reads no events, or is about to be refused', () => {
    expect(begins('{ now }')).toBeNull();
    expect(begins(`subscription { other(after: "${SEVEN}") }`)).toBeNull();
    expect(begins('subscription ($w: EventFilter) { meetEvents(where: $w) }', { w: 7 })).toBeNull();
  });
});
