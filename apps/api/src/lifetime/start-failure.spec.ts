import { EventStoreUnavailable } from '@meets/event-store';
import { loadConfig } from '../config/config.ts';
import { DataDirUnusable } from './data-dir.ts';
import { startFailure } from './start-failure.ts';

const loaded = loadConfig({ PORT: '3000', DATA_DIR: '/srv/meets' });
if (!loaded.ok) throw new Error(loaded.problems.join('; '));
const lineFor = (error: Error, code?: string): string | null =>
  startFailure(Object.assign(error, { code }), loaded.config);

describe('a service that cannot start', () => {
  it.each([
    [new Error('listen EADDRINUSE'), 'EADDRINUSE', /Port 3000 on 127\.0\.0\.1 is taken.*set PORT/],
    [new Error('listen EACCES: permission denied'), 'EACCES', /set PORT to one above 1023/],
    [new Error('EACCES: permission denied, mkdir'), 'EACCES', /DATA_DIR \/srv\/meets cannot be used/],
    [new Error('ENOTDIR'), 'ENOTDIR', /Set DATA_DIR/],
    [new DataDirUnusable('ENOENT: no such file or directory'), undefined, /DATA_DIR \/srv\/meets cannot be used/],
    [new EventStoreUnavailable('the log is open in another process'), undefined, /another process/],
  ])('says in one line what to do about %p', (error, code, line) => {
    expect(lineFor(error, code)).toMatch(line);
    expect(lineFor(error, code)).not.toContain('\n');
  });

  it('has no line for what nobody foresaw', () => {
    expect(lineFor(new TypeError('undefined is no function'))).toBeNull();
  });
});
