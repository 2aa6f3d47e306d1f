import { whole } from '../readers.ts';
import { MIB } from '../units.ts';
import { variable, type Variable } from '../variable.ts';

/** Queries. */
export const QUERIES_VARIABLES = {
  MAX_PAGE_SIZE: variable('rows', '100', whole(1, 1_000), 'The most rows that `first` may ask for.'),
  MAX_QUERY_TOKENS: variable('tokens', '2000', whole(10, 100_000), 'The longest GraphQL document, in tokens.'),
  MAX_QUERY_DEPTH: variable(
    'levels',
    '12',
    whole(1, 100),
    'The deepest nesting of fields in an operation; introspection has a limit of its own.',
  ),
  MAX_QUERY_ALIASES: variable('aliases', '30', whole(0, 10_000), 'The most aliases in an operation.'),
  MAX_REMEMBERED_QUERY_BYTES: variable(
    'bytes',
    '262144',
    whole(0, 64 * MIB),
    'How much text of valid documents that came over WebSocket is remembered, so that each is parsed and checked once; those that were not used for longest make room. Parsed, a document takes up to 170 times its text, so the default comes to 45 MB at most. 0: none.',
  ),
  MAX_QUERY_COST: variable(
    'fields',
    '50000',
    whole(1, 10_000_000),
    'The most fields that an operation may come to, with `first` multiplied out.',
  ),
} as const satisfies Record<string, Variable<unknown>>;
