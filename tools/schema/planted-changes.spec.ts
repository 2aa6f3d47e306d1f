import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breakingChanges } from './breaking-changes.ts';
import { relayProblems } from './relay-problems.ts';

const schema = readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8');

/** The schema with one thing changed; a plant that changes nothing is none. */
function planted(from: string, to: string): string {
  expect(schema).toContain(from);
  return schema.replace(from, to);
}

describe('a planted change of the schema', () => {
  it.each([
    ['a field that goes', '  customersMayStart: Boolean!\n  id: ID!', '  id: ID!', 'Channel.customersMayStart'],
    [
      'a field that may be null',
      'type MeetFull implements Problem {\n  limit: Int!',
      'type MeetFull implements Problem {\n  limit: Int',
      'MeetFull.limit',
    ],
    ['a value that goes', '  VIDEO\n', '', 'MeetKind.VIDEO'],
    [
      'an argument that is needed',
      '  acceptMeet(input: MeetInput!)',
      '  acceptMeet(input: MeetInput!, why: String!)',
      'Mutation.acceptMeet',
    ],
    ['a member of a union that goes', 'union PutResult = InvalidInput | ', 'union PutResult = ', 'PutResult'],
  ])('that breaks clients is found: %s', async (_what, from, to, where) => {
    const found = await breakingChanges(schema, planted(from, to));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(where);
  });

  it.each([
    ['a field more', 'type Channel {', 'type Channel {\n  more: Int'],
    ['a word in a description', 'The tenant: one business', 'The tenant: a business'],
  ])('that breaks nobody is let be: %s', async (_what, from, to) => {
    expect(await breakingChanges(schema, planted(from, to))).toEqual([]);
  });

  it.each([
    ['no way to go on', '  meets(after: String, first: Int = 20, ', '  meets(', 'relay-arguments'],
    ['no cursor', 'type MeetEdge {\n  cursor: String!', 'type MeetEdge {', 'relay-edge-types'],
    [
      'no page information',
      'type MeetConnection {\n  edges: [MeetEdge!]!\n  pageInfo: PageInfo!',
      'type MeetConnection {\n  edges: [MeetEdge!]!',
      'relay-connection-types',
    ],
    ['a page that does not tell whether it is the last', '  hasNextPage: Boolean!\n', '', 'relay-page-info'],
  ])('of a connection is found by Relay lint: %s', (_what, from, to, rule) => {
    expect(relayProblems(planted(from, to)).join('\n')).toContain(rule);
  });

  it('is all that Relay lint finds', () => {
    expect(relayProblems(schema)).toEqual([]);
  });
});
