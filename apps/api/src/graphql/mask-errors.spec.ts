import { EventStoreUnavailable } from '@meets/event-store';
import { GraphQLError } from 'graphql';
import { PositionTimeout, UnknownCursor, UnknownPosition } from '../projections/read-model.ts';
import { maskError } from './mask-errors.ts';
import { userError } from './user-error.ts';

describe('an error on its way out', () => {
  const lines: object[] = [];
  const note = (fields: object): void => void lines.push(fields);
  const log = { info: note, warn: note, error: note };
  const masked = (cause: Error) =>
    maskError(new GraphQLError(cause.message, { originalError: cause, path: ['meet', 'place'] }), 'r-7', log);
  beforeEach(() => lines.splice(0));

  it('tells nothing of what nobody foresaw but where to find it in the log', () => {
    const cause = new TypeError('cannot read password of undefined');
    const out = masked(cause);
    expect(out).toEqual({
      message: 'something went wrong here; report the correlation id r-7',
      path: ['meet', 'place'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: 'r-7' },
    });
    expect(lines).toEqual([{ err: cause, correlationId: 'r-7', path: 'meet.place' }]);
  });

  it.each([
    [new UnknownPosition('log position 17'), 'UNKNOWN_POSITION'],
    [new UnknownCursor('row 17'), 'UNKNOWN_CURSOR'],
    [new PositionTimeout('at 17'), 'POSITION_TIMEOUT'],
    [new EventStoreUnavailable('disk /dev/sdb full'), 'SERVICE_UNAVAILABLE'],
  ])('gives %p its code, in words of our own', (cause, code) => {
    const out = masked(cause);
    expect(out.extensions).toEqual({ code });
    expect(out.message).not.toContain(cause.message);
  });

  it('keeps what says how to ask rightly', () => {
    const error = userError('BAD_USER_INPUT', 'first must be from 1 to 100', {
      fields: ['first'],
      internals: 'secret',
    });
    expect(maskError(error, 'r-7', log)).toEqual({
      message: 'first must be from 1 to 100',
      extensions: { code: 'BAD_USER_INPUT', fields: ['first'] },
    });
    expect(lines).toEqual([]);
  });
});
