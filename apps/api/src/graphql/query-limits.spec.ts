import { type GraphQLSchema, parse, validate } from 'graphql';
import { buildSchema } from './build-schema.ts';
import { queryLimits, type QueryLimits } from './query-limits.ts';

const ROOMY: QueryLimits = { MAX_QUERY_DEPTH: 12, MAX_QUERY_ALIASES: 30, MAX_QUERY_COST: 50_000, MAX_PAGE_SIZE: 100 };

describe('the limits of an operation', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = await buildSchema();
  });
  const complaints = (document: string, limits: Partial<QueryLimits> = {}): string[] =>
    validate(schema, parse(document), [queryLimits({ ...ROOMY, ...limits })]).map((error) => error.message);

  it('let a page of a hundred meets with everything in it pass', () => {
    expect(
      complaints(`{ meets(first: 100) { edges { cursor node {
        id kind state startedAt rings { outcome person { ... on Manager { id name } ... on Customer { id name } } }
        participants { joinedAt leftAt person { __typename ... on Manager { id } } }
        place { ... on UserChat { id customer { id name } assignee { id } managers { id } } }
      } } } }`),
    ).toEqual([]);
  });

  it('stop pages within pages, also behind variables and fragments', () => {
    const inner =
      'place { ... on UserChat { meets(first: $n) { edges { node { id kind state startedAt endedAt } } } } }';
    const document = `query($n: Int) { meets(first: $n) { edges { node { ...Deep } } } } fragment Deep on Meet { ${inner} }`;
    expect(complaints(document)).toEqual([expect.stringContaining('a cost of')]);
  });

  it('stop nesting beyond the depth', () => {
    const nested = (levels: number): string => (levels === 0 ? 'id' : `callbackOf { ${nested(levels - 1)} }`);
    expect(complaints(`{ meet(id: "m") { ${nested(10)} } }`)).toEqual([]);
    expect(complaints(`{ meet(id: "m") { ${nested(11)} } }`)).toEqual([expect.stringContaining('a depth of 13')]);
  });

  it('stop a thousand aliases', () => {
    const aliases = Array.from({ length: 1_000 }, (_, index) => `a${index}: viewer { id }`).join(' ');
    expect(complaints(`{ ${aliases} }`)).toEqual([expect.stringContaining('aliases of 1000')]);
  });

  it('measure fragments that spread each other thousandfold, or themselves, in no time', () => {
    const doubling = Array.from(
      { length: 40 },
      (_, index) => `fragment F${index} on Meet { ...F${index + 1} ...F${index + 1} }`,
    );
    expect(complaints(`{ meet(id: "m") { ...F0 } } ${doubling.join(' ')} fragment F40 on Meet { id }`)).toEqual([
      expect.stringContaining('a cost of'),
    ]);
    expect(complaints(`{ meet(id: "m") { ...A } } fragment A on Meet { ...A id }`)).toEqual([]);
  });
});
