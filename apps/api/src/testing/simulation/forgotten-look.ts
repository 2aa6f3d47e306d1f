import { isSealed, type RecordedEvent } from '@meets/event-store';
import { parseStream } from '@meets/meet-domain';
import { hold } from './violation.ts';
import type { World } from './world.ts';

/** Once everything owed is done: of what a carrier said of somebody's calls nothing can be read that stood before they were forgotten, or came while they were. */
export function checkForgotten({ log, keys }: World): void {
  /** By customer, what was sealed of their calls since they were put. */
  const kept = new Map<string, RecordedEvent[]>();
  const gone = new Set<string>();
  const hidden: RecordedEvent[] = [];
  for (const event of log.events) {
    const { customerId } = event.data;
    if (typeof customerId !== 'string') continue;
    const key = `${parseStream(event.stream)?.channelId ?? ''} ${customerId}`;
    if (event.type === 'CustomerPut') gone.delete(key);
    if (event.type === 'CallCameIn') {
      if (gone.has(key)) hidden.push(event);
      else kept.set(key, [...(kept.get(key) ?? []), event]);
    }
    if (event.type !== 'CustomerForgotten') continue;
    gone.add(key);
    hidden.push(...(kept.get(key) ?? []));
    kept.delete(key);
  }
  for (const { stream, data } of hidden) {
    const { headers } = data;
    const isHidden = !isSealed(headers) || keys.find(headers.$sealed.key) === undefined;
    hold(isHidden, 'everything owed is done', () => `what a carrier said in ${stream} outlives who called`);
  }
}
