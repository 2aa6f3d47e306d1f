import fc from 'fast-check';
import { type Due, DueQueue } from './due-queue.ts';

describe('a queue of what is due', () => {
  it('gives, whatever is put and deleted in between, what a sorted list would', () => {
    const change = fc.oneof(
      fc.record({ put: fc.integer({ min: 0, max: 9 }), due: fc.integer({ min: 0, max: 20 }) }),
      fc.record({ remove: fc.integer({ min: 0, max: 9 }) }),
      fc.record({ takeUpTo: fc.integer({ min: 0, max: 20 }) }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const queue = new DueQueue();
        const model = new Map<string, number>();
        for (const step of changes) {
          if ('put' in step) {
            queue.put({ id: `${step.put}`, due: step.due });
            model.set(`${step.put}`, step.due);
          } else if ('remove' in step) {
            queue.delete(`${step.remove}`);
            model.delete(`${step.remove}`);
          } else {
            for (let next = queue.takeDue(step.takeUpTo); next; next = queue.takeDue(step.takeUpTo)) {
              expect(next.due).toBe(Math.min(...model.values()));
              expect(model.get(next.id)).toBe(next.due);
              model.delete(next.id);
            }
          }
          expect(queue.soonest()).toBe(Math.min(...model.values()));
          expect(queue.size).toBe(model.size);
        }
      }),
    );
  });

  it('looks at few of 100,000 entries to take one, put one or delete one', () => {
    let looks = 0;
    const entry = (id: string, due: number): Due => ({
      id,
      get due() {
        looks += 1;
        return due;
      },
    });
    const queue = new DueQueue();
    for (let n = 0; n < 100_000; n += 1) queue.put(entry(`${n}`, (n * 7_919) % 100_003));
    const cost = (act: () => void): number => {
      looks = 0;
      act();
      return looks;
    };
    expect(cost(() => queue.takeDue(-1))).toBeLessThan(3);
    expect(cost(() => queue.takeDue(0))).toBeLessThan(100);
    expect(cost(() => queue.put(entry('new', 5)))).toBeLessThan(100);
    expect(cost(() => queue.delete('50000'))).toBeLessThan(100);
  });
});
