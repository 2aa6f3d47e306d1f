import type { EventStore, FollowMessage, FollowOptions } from '@meets/event-store';
import { through } from '../breaking-store.ts';

/** A store whose followers never hear of events of this type. */
export function without(store: EventStore, type: string): EventStore {
  async function* follow(options?: FollowOptions): AsyncGenerator<FollowMessage, void> {
    for await (const message of store.follow(options)) {
      if (message.kind !== 'event' || message.event.type !== type) yield message;
    }
  }
  return { ...through(store), follow };
}
