import type { FollowMessage } from '../port.ts';
import { EventStoreClosed } from '../port.ts';
import type { ContractSetting } from './contract-setting.ts';
import { collect, newEvents, until } from './event-samples.ts';

/** What holds at the end of a store. */
export function closingContract({ store, opened }: ContractSetting): void {
  describe('closing', () => {
    it('refuses every use afterwards with a typed error, and may be repeated', async () => {
      const closing = store();
      await closing.append({ stream: 'meet-1', expected: 'none', events: newEvents(1) });
      await closing.close();
      await closing.close();
      const append = closing.append({ stream: 'meet-1', expected: 'any', events: newEvents(1) });
      await expect(append).rejects.toThrow(EventStoreClosed);
      await expect(collect(closing.readStream('meet-1'))).rejects.toThrow(EventStoreClosed);
      await expect(closing.lastOf('meet-1')).rejects.toThrow(EventStoreClosed);
      await expect(collect(closing.readAll())).rejects.toThrow(EventStoreClosed);
      await expect(collect(closing.follow())).rejects.toThrow(EventStoreClosed);
      await expect(closing.head()).rejects.toThrow(EventStoreClosed);
    });

    it('ends followers without an error', async () => {
      const messages: FollowMessage[] = [];
      const following = (async () => {
        for await (const message of store().follow()) messages.push(message);
      })();
      await until(() => messages.length === 1);
      await store().close();
      await following;
      expect(messages).toHaveLength(1);
    });

    it('finishes the appends that were under way', async () => {
      const appends = Array.from({ length: 20 }, (_, n) =>
        store().append({ stream: `meet-${n}`, expected: 'none', events: newEvents(1) }),
      );
      await store().close();
      const results = await Promise.all(appends);
      expect(results.every((result) => result.outcome === 'appended')).toBe(true);
      const { reopen } = opened();
      if (!reopen) return;
      expect(await collect((await reopen()).readAll())).toHaveLength(20);
    });
  });
}
