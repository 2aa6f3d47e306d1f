import { followDuties, type FollowState, followMeetEvents, followMeetNotices, followMyRings } from '@meets/meet-client';
import type { Session } from '../session/session.ts';
import { changed } from './changed.ts';
import type { DeskState } from './desk-state.ts';
import { logLineOf, withLine } from './log-line.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { withDuty } from './phone-calls.ts';
import { readPlaces } from './read-places.ts';
import { ringsAfter, stoppedBy } from './rings.ts';

/** One person's places, kept up to date from the first `open` to `close`. */
export interface Desk {
  readonly state: () => DeskState;
  /** Answers how to hear no more. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly open: () => void;
  /** Reads the places again, at least as they stood after that position. */
  readonly refresh: (position: string | null) => void;
  readonly close: () => void;
}

const EMPTY: DeskState = {
  ...{ line: 'connecting', viewer: null, answeredElsewhere: 0 },
  ...{ chats: [], rooms: [], meets: [], rings: [], log: [] },
  ...{ calls: [], duties: [], numbers: [] },
};

/** Follows events, rings and notices; whatever comes, the places are read again. */
export function createDesk(session: Session): Desk {
  let state = EMPTY;
  let over = new AbortController();
  let minPosition: string | null = null;
  const listeners = new Set<() => void>();
  const update = (change: Partial<DeskState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const read = oneAtATime(async () => {
    const places = await readPlaces(session, minPosition, over.signal);
    const news = changed(state, places ?? {});
    if (Object.keys(news).length > 0) update(news);
  });
  const refresh = (position: string | null): void => {
    minPosition = position ?? minPosition;
    read();
  };

  async function hearEvents(signal: AbortSignal): Promise<void> {
    const onState = ({ kind }: FollowState): void => update({ line: kind });
    let after: string | null = null;
    let resync = true;
    while (resync) {
      resync = false;
      for await (const message of followMeetEvents({ ...session.api.connection, signal, onState, after })) {
        resync = message.__typename === 'ResyncRequired';
        after = message.position;
        if (message.__typename === 'MeetEvent') update({ log: withLine(state.log, logLineOf(message)) });
        refresh(message.position);
      }
    }
  }

  async function hearRings(signal: AbortSignal): Promise<void> {
    for await (const message of followMyRings({ ...session.api.connection, signal, deviceId: session.deviceId })) {
      update({ rings: ringsAfter(state.rings, message) });
      if (stoppedBy(message)) update({ answeredElsewhere: state.answeredElsewhere + 1 });
      refresh(null);
    }
  }

  async function hearNotices(signal: AbortSignal): Promise<void> {
    for await (const _notice of followMeetNotices({ ...session.api.connection, signal })) refresh(null);
  }

  async function hearDuties(signal: AbortSignal): Promise<void> {
    for await (const duty of followDuties({ ...session.api.connection, signal })) {
      update({ duties: withDuty(state.duties, duty) });
      refresh(null);
    }
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open() {
      over = new AbortController();
      update(EMPTY);
      const followers = [hearEvents, hearRings, ...(session.me.role === 'manager' ? [hearNotices, hearDuties] : [])];
      // A follower that gives up says so: its line is over.
      for (const follow of followers) follow(over.signal).catch(() => update({ line: 'over' }));
      refresh(null);
    },
    refresh,
    close: () => over.abort(),
  };
}
