import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** RFC 3339 with an offset, and at most milliseconds kept. */
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

/** A moment: RFC 3339, UTC, milliseconds on the way out; any offset on the way in. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description:
    'A moment, as RFC 3339 in UTC with milliseconds: 2026-01-31T09:00:00.000Z. Other offsets are taken as input.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  // What is stored is in this form already.
  serialize: (value) => String(value),
  parseValue: parseDateTime,
  parseLiteral: (node) => parseDateTime(node.kind === Kind.STRING ? node.value : null),
});

function parseDateTime(value: unknown): string {
  const ms = typeof value === 'string' && RFC_3339.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(ms)) throw new GraphQLError('DateTime must be RFC 3339, such as 2026-01-31T09:00:00.000Z');
  return new Date(ms).toISOString();
}

/** The longest position that is looked at. */
const MAX_POSITION_LENGTH = 64;

/** An opaque, ordered place in the log; whether it was ever given is the read model's to say. */
export const Position = new GraphQLScalarType<string, string>({
  name: 'Position',
  description:
    'An opaque, totally ordered place in the log. A customer counts in a sequence of their own, without gaps.',
  serialize: (value) => String(value),
  parseValue: parsePosition,
  parseLiteral: (node) => parsePosition(node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : null),
});

function parsePosition(value: unknown): string {
  if (typeof value !== 'string' || value.length === 0 || value.length > MAX_POSITION_LENGTH) {
    throw new GraphQLError('Position must be one that this API gave');
  }
  return value;
}

/** An event's data, and what the WebRTC of a client and of the server tell each other: as it is. */
export const Json = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
});
