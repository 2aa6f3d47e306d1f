import { stripVTControlCharacters } from 'node:util';
import { createLogger } from './logger.ts';
import { nestLog } from './nest-log.ts';
import { prettyLines } from './pretty-lines.ts';
import { requestIdOf } from './request-log.ts';

describe('the log', () => {
  it('writes JSON lines, and none of what nobody may read', () => {
    const lines: string[] = [];
    const log = createLogger({ LOG_LEVEL: 'info', NODE_ENV: 'test' }, { write: (line) => void lines.push(line) });
    log.debug({}, 'too small to tell');
    log.info(
      { meetId: 'm-1', token: 'eyJ', req: { headers: { authorization: 'Bearer eyJ' }, variables: { name: 'Mina' } } },
      'told',
    );
    expect(lines).toHaveLength(1);
    const line = JSON.parse(lines[0] ?? '');
    expect(line).toMatchObject({ level: 'info', msg: 'told', meetId: 'm-1', token: '[redacted]' });
    expect(lines.join()).not.toMatch(/eyJ|Mina/);
  });

  it('is short for a person at a terminal', () => {
    const shown: string[] = [];
    const log = createLogger(
      { LOG_LEVEL: 'info', NODE_ENV: 'development' },
      prettyLines({ write: (text) => shown.push(text) }),
    );
    log.info({ meetId: 'm-1', count: 2 }, 'told');
    expect(stripVTControlCharacters(shown.join(''))).toMatch(/^\d\d:\d\d:\d\d\.\d{3} info told meetId=m-1 count=2\n$/);
  });

  it('takes a request’s own id where it is a plain one', () => {
    expect(requestIdOf({ headers: { 'x-request-id': 'trace-7:1' } })).toBe('trace-7:1');
    for (const id of ['', 'a b', 'x'.repeat(65), '\n'])
      expect(requestIdOf({ headers: { 'x-request-id': id } })).toMatch(/^[\da-f-]{36}$/);
  });

  it('does not call it an error that a client left', () => {
    const lines: string[] = [];
    const log = nestLog(
      createLogger({ LOG_LEVEL: 'debug', NODE_ENV: 'test' }, { write: (line) => void lines.push(line) }),
    );
    log.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }), 'ExceptionsHandler');
    log.error(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), 'ExceptionsHandler');
    expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(['debug', 'error']);
  });
});
