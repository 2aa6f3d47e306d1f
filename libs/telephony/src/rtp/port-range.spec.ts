import { jest } from '@jest/globals';
import { PORT_DRAIN_MS, PortRange } from './port-range.ts';

describe('a range of ports', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('gives its even ones, each to one call, and none when all are taken', () => {
    const range = new PortRange(30_001, 30_006);
    expect([range.take(), range.take(), range.take(), range.take()]).toEqual([30_002, 30_004, 30_006, null]);
    range.close();
  });

  it('lets a port rest before another call gets it', () => {
    const range = new PortRange(30_000, 30_000);
    const port = range.take() ?? 0;
    range.release(port);
    range.release(port);
    expect(range.take()).toBeNull();
    jest.advanceTimersByTime(PORT_DRAIN_MS);
    expect([range.take(), range.take()]).toEqual([30_000, null]);
    range.close();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('leaves the choice to the system where it is told to', () => {
    const range = new PortRange(0, 0);
    range.release(0);
    expect([range.take(), range.take()]).toEqual([0, 0]);
  });
});
