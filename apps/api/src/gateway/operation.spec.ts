import { turns } from '../testing/read-model-scene.ts';
import { createOperations, endingWith } from './operation.ts';

describe('the operations of a socket', () => {
  it('know the least position that all of them have sent, while they are open', () => {
    const operations = createOperations(() => undefined);
    const [first, second] = [operations.open(null), operations.open(null)];
    operations.open(null);
    expect(operations.lastPosition()).toBeNull();
    first.lastPosition = '0000000000000009';
    second.lastPosition = '0000000000000005';
    expect(operations.lastPosition()).toBe('0000000000000005');
    second.end();
    expect(operations.lastPosition()).toBe('0000000000000009');
  });

  it('count one that has sent nothing yet with where it goes on from, so that nobody skips what it owes', () => {
    const operations = createOperations(() => undefined);
    operations.open(null).lastPosition = '0000000000000009';
    const behind = operations.open('0000000000000003');
    expect(operations.lastPosition()).toBe('0000000000000003');
    behind.lastPosition = '0000000000000004';
    expect(operations.lastPosition()).toBe('0000000000000004');
  });

  it('are counted up and down once each', () => {
    const changes: number[] = [];
    const operations = createOperations((by) => changes.push(by));
    const operation = operations.open(null);
    operations.open(null);
    operation.end();
    operation.end();
    operations.endAll();
    expect(changes).toEqual([1, 1, -1, -1]);
    expect(operations.size).toBe(0);
  });
});

describe('the results of an operation', () => {
  async function* waiting(signal: AbortSignal): AsyncGenerator<number> {
    yield 1;
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  }

  it('end though their source waits for something to happen, and come no more', async () => {
    const operation = createOperations(() => undefined).open(null);
    const results = endingWith(waiting(operation.signal), operation);
    expect(await results.next()).toEqual({ done: false, value: 1 });
    const pending = results.next().then(() => 'settled');
    await results.return?.();
    expect(await Promise.race([pending, turns().then(() => 'waiting')])).toBe('waiting');
    expect(operation.signal.aborted).toBe(true);
  });

  it('end the operation when they end by themselves', async () => {
    const operation = createOperations(() => undefined).open(null);
    const results = endingWith(
      (async function* () {
        yield 1;
      })(),
      operation,
    );
    for await (const result of results) expect(result).toBe(1);
    expect(operation.signal.aborted).toBe(true);
  });
});
