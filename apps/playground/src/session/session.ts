import { type Api, type ClientInput, createApi, describeClient, type ShortcutSystem } from '@meets/meet-client';
import type { CastMember } from '../demo/cast.ts';
import { developmentTokens } from '../demo/development-tokens.ts';
import { seedDemo } from '../demo/seed.ts';
import { joinWindows, setOnline } from '../demo/presence.ts';

/** Somebody who is played in this window. */
export interface Session {
  readonly me: CastMember;
  /** As that person. */
  readonly api: Api;
  /** As the host product, which tells the service what it knows of people, chats and rooms. */
  readonly host: Api;
  readonly client: ClientInput;
  readonly system: ShortcutSystem;
  /** Tells this window apart from others in which the same person is played (R11). */
  readonly deviceId: string;
}

const tokenFor = developmentTokens((...asked) => globalThis.fetch(...asked), Date.now);

export function createSession(me: CastMember): Session {
  const url = `${location.origin}/graphql`;
  const { client, os } = describeClient();
  return {
    me,
    api: createApi({ url, token: () => tokenFor(me.role, me.id) }),
    host: createApi({
      url,
      token: () => tokenFor('integrator', 'playground-host'),
      // A request that is sent while the window closes must outlive it.
      fetch: (input, init) => globalThis.fetch(input, { ...init, keepalive: true }),
    }),
    client,
    system: os === 'MAC' || os === 'IOS' ? 'mac' : 'other',
    deviceId: crypto.randomUUID(),
  };
}

/**
 * Makes the demo's people and places where they are missing, and takes this person online until the last of their windows
 * closes. Answers how to leave. Rejects where the service does not let it.
 */
export async function enter(session: Session): Promise<() => void> {
  await seedDemo(session.host);
  const windows = joinWindows(new BroadcastChannel(`meets-${session.me.id}`), session.deviceId);
  await setOnline(session.host, session.me, true);
  const leave = (): void => {
    globalThis.removeEventListener('pagehide', leave);
    if (windows.isLast()) void setOnline(session.host, session.me, false);
    windows.close();
  };
  globalThis.addEventListener('pagehide', leave);
  return leave;
}
