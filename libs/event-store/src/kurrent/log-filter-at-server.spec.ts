import { filterAtServer } from './log-filter-at-server.ts';

describe('the filter that the server is given', () => {
  it.each([
    ['nothing: all but system streams', undefined, '', { filterOn: 'streamName', regex: '^[^$]' }],
    ['an empty filter', {}, '', { filterOn: 'streamName', regex: '^[^$]' }],
    ['stream prefixes', { streamPrefixes: ['a-', 'b-'] }, '', { filterOn: 'streamName', prefixes: ['a-', 'b-'] }],
    ['types', { types: ['A', 'B'] }, '', { filterOn: 'eventType', prefixes: ['A', 'B'] }],
    ['both: streams', { types: ['A'], streamPrefixes: ['a-'] }, '', { filterOn: 'streamName', prefixes: ['a-'] }],
    ['an installation’s own prefix', undefined, 'x.', { filterOn: 'streamName', prefixes: ['x.'] }],
    [
      'that, and stream prefixes',
      { streamPrefixes: ['a-', ''] },
      'x.',
      { filterOn: 'streamName', prefixes: ['x.a-', 'x.'] },
    ],
    ['that, and types', { types: ['A'] }, 'x.', { filterOn: 'streamName', prefixes: ['x.'] }],
    ['a prefix that is empty', { streamPrefixes: [''] }, '', { filterOn: 'streamName', regex: '^[^$]' }],
    ['nothing wanted at all', { types: [] }, '', { filterOn: 'streamName', regex: '^[^$]' }],
  ] as const)('is as narrow as one rule can be, for %s', (_, filter, prefix, rule) => {
    expect(filterAtServer(filter, prefix)).toEqual(rule);
  });
});
