import type { RecordedEvent } from '@meets/event-store';
import { parseStream } from '@meets/meet-domain';
import { hold } from './violation.ts';

type Held =
  | { readonly type: 'reserved'; readonly meetId: string; readonly until: string }
  | { readonly type: 'in-call'; readonly meetId: string }
  | { readonly type: 'wrap-up'; readonly until: string };

interface Data {
  readonly meetId?: string;
  readonly until?: string;
  readonly wrapUpUntil?: string | null;
}

/** What holds each manager, checked event by event: R39, one ring a manager; R42. */
export class DutyBook {
  readonly #held = new Map<string, Held>();

  take({ type, stream, data, position, occurredAt }: RecordedEvent): void {
    if (parseStream(stream)?.category !== 'duty') return;
    const { meetId = '', until = '', wrapUpUntil = null } = data as Data;
    const held = this.#held.get(stream);
    const right = (holds: boolean): void =>
      hold(holds, 'one ring a manager', () => `${type} ${meetId} at ${position} in ${stream}, ${JSON.stringify(held)}`);
    const sameCall = held !== undefined && 'meetId' in held && held.meetId === meetId;
    switch (type) {
      case 'ManagerReserved':
        right(held === undefined && until > occurredAt);
        return void this.#held.set(stream, { type: 'reserved', meetId, until });
      case 'ManagerReleased':
        right(held?.type === 'reserved' && sameCall);
        return void this.#held.delete(stream);
      case 'CallTaken':
        right(held?.type !== 'in-call' && (held?.type !== 'reserved' || sameCall));
        return void this.#held.set(stream, { type: 'in-call', meetId });
      case 'CallFinished':
        right(held?.type === 'in-call' && sameCall);
        if (wrapUpUntil === null) this.#held.delete(stream);
        else this.#held.set(stream, { type: 'wrap-up', until: wrapUpUntil });
        return;
      case 'WrapUpEnded':
        right(held?.type === 'wrap-up');
        return void this.#held.delete(stream);
      default:
      // The rest says whether calls are taken, and holds nobody.
    }
  }

  /** Which call holds whom, by the streams of their duties. */
  *inCalls(): Iterable<{ readonly channelId: string; readonly managerId: string; readonly meetId: string }> {
    for (const [stream, held] of this.#held) {
      const place = parseStream(stream);
      if (held.type === 'in-call' && place) {
        yield { channelId: place.channelId, managerId: place.rest, meetId: held.meetId };
      }
    }
  }

  /** Who is held longer than their time. */
  overdue(now: string): readonly string[] {
    return [...this.#held].flatMap(([stream, held]) =>
      'until' in held && held.until <= now ? [`${stream} is still held: ${JSON.stringify(held)}`] : [],
    );
  }
}
