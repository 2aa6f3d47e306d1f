import { followMeetEvents, type EventFilter, type Loss, type Platform } from '@meets/meet-client';
import { tokenFor, type Role } from '../graphql-client.ts';
import type { RunningServer } from '../running-server.ts';
import type { SeededRandom } from '../seeded-random.ts';

/** Somebody who follows all the while. */
export interface Identity {
  readonly role: Role;
  readonly sub: string;
  /** Null for all events. */
  readonly types: readonly string[] | null;
}

/** The client's own waits, and a tenth of them: a run of a thousand losses is not to be spent waiting. */
const hurried = (random: SeededRandom): Platform => ({
  setTimer(inMs, run) {
    const timer = setTimeout(run, inMs);
    return () => clearTimeout(timer);
  },
  random: () => random.next() / 10,
  WebSocket: globalThis.WebSocket,
});

/** What one of them was handed, mistakes included. */
export interface Follower {
  readonly who: Identity;
  readonly ids: string[];
  /** Of the events alone. */
  readonly positions: string[];
  /** How often it was following again after it had been lost. */
  reconnects: number;
  /** Messages come, as far as it knows. */
  following: boolean;
  /** What broke, and how often. */
  readonly losses: Map<string, number>;
  /** Messages whose position was not behind the one before. */
  disorder: number;
  /** ResyncRequired, or a refusal: never, in this run. */
  readonly surprises: string[];
  stop(): Promise<void>;
}

export interface FollowingScene {
  readonly channel: string;
  readonly lineUrl: string;
  readonly server: Pick<RunningServer, 'url'>;
  readonly quietLimitMs: number;
  readonly random: SeededRandom;
  readonly onReconnect: () => void;
}

/** Follows from the start, through the line, with the client library as a frontend has it. */
export function openFollower(who: Identity, scene: FollowingScene): Follower {
  const where: EventFilter = who.types ? { types: who.types } : {};
  let begun = false;
  const messages = followMeetEvents({
    url: scene.lineUrl,
    token: () => tokenFor(scene.server, scene.channel, who.role, who.sub),
    where,
    quietLimitMs: scene.quietLimitMs,
    platform: hurried(scene.random),
    onState(state) {
      follower.following = state.kind === 'following';
      if (state.kind === 'waiting') count(follower.losses, nameOf(state.loss));
      if (state.kind !== 'following') return;
      if (begun) {
        follower.reconnects += 1;
        scene.onReconnect();
      }
      begun = true;
    },
  });
  const follower: Follower = {
    who,
    ids: [],
    positions: [],
    reconnects: 0,
    following: false,
    losses: new Map(),
    disorder: 0,
    surprises: [],
    async stop() {
      await messages.return?.();
      await ended;
    },
  };
  const ended = collect(messages);
  return follower;

  async function collect(from: typeof messages): Promise<void> {
    let last = '';
    try {
      for await (const message of from) {
        if (message.__typename === 'ResyncRequired') follower.surprises.push(`ResyncRequired: ${message.reason}`);
        const isEvent = message.__typename === 'MeetEvent';
        // A mark may stand where the last event stands; an event never does.
        if (isEvent ? message.position <= last : message.position < last) follower.disorder += 1;
        last = message.position;
        if (!isEvent) continue;
        follower.ids.push(message.id);
        follower.positions.push(message.position);
      }
    } catch (error) {
      follower.surprises.push(String(error));
    }
  }
}

const nameOf = (loss: Loss): string => (loss.by === 'close' ? `close ${loss.code}` : loss.by);

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
