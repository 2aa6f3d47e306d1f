import { openSession } from '../demo/session.ts';
import { CHANNEL } from '../bench/fan-out-meets.ts';

/** How a reader begins: the messages that it sends, one after the answer to the other. */
export interface Greeting {
  readonly init: string;
  subscribe(after: string): string;
}

/** A field that makes a message longer, under another name each time. */
const PADDING = 'correlationId';

/**
 * One manager's. `occurredAt` comes first, so that whoever only measures finds it without reading the rest; `padding` says how
 * many times 50 bytes a message is longer.
 */
export async function greetingOf(url: string, sub: string, padding: number): Promise<Greeting> {
  const session = await openSession(url, { channel: CHANNEL, role: 'manager', sub });
  await session.close();
  const longer = Array.from({ length: padding }, (_, nth) => `p${nth}: ${PADDING}`).join(' ');
  const query = `subscription ($after: Position) { meetEvents(after: $after) { __typename ... on MeetEvent { occurredAt position meetId version type ${longer} } ... on CaughtUp { position } } }`;
  return {
    init: JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${session.token}` } }),
    subscribe: (after) => JSON.stringify({ type: 'subscribe', id: 'events', payload: { query, variables: { after } } }),
  };
}
