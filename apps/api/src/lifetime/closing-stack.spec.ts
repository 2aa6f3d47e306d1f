import { createClosingStack } from './closing-stack.ts';

describe('a closing stack', () => {
  it('closes what was opened last first, and everything once', async () => {
    const closed: string[] = [];
    const stack = createClosingStack();
    for (const name of ['store', 'read model', 'gateway']) stack.push(async () => void closed.push(name));
    await Promise.all([stack.close(), stack.close()]);
    expect(closed).toEqual(['gateway', 'read model', 'store']);
  });

  it('closes the rest where something cannot be closed, and says so', async () => {
    const closed: string[] = [];
    const stack = createClosingStack();
    stack.push(async () => void closed.push('store'));
    stack.push(() => Promise.reject(new Error('stuck')));
    await expect(stack.close()).rejects.toThrow(/not everything/);
    expect(closed).toEqual(['store']);
  });
});
