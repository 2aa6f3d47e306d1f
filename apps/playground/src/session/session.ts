import { type Api, type ClientInput, createApi, describeClient, type ShortcutSystem } from '@meets/meet-client';
import { type CastMember, MINA } from '../demo/cast.ts';
import { developmentTokens } from '../demo/development-tokens.ts';
import { seedDemo } from '../demo/seed.ts';
import { seedPhone } from '../demo/seed-phone.ts';
import { playedTelephones, type Telephones } from '../demo/telephones.ts';
import { type Claims, claimsIn } from '../talk/claims.ts';
import { joinWindows, setOnline } from '../demo/presence.ts';

/** Somebody who is played in this window. */
export interface Session {
  readonly me: CastMember;
  /** As that person. */
  readonly api: Api;
  /** As the host product, which tells the service what it knows of people, chats and rooms. */
  readonly host: Api;
  /** As that person, for what is sent while the window closes and must outlive it. */
  readonly parting: Api;
  readonly client: ClientInput;
  readonly system: ShortcutSystem;
  /** Tells this window apart from others in which the same person is played (R11). */
  readonly deviceId: string;
  readonly claims: Claims;
  /** Customers' telephones, for whoever has no carrier. */
  readonly telephones: Telephones;
}

const tokenFor = developmentTokens((...asked) => globalThis.fetch(...asked), Date.now);

export function createSession(me: CastMember): Session {
  const url = `${location.origin}/graphql`;
  const { client, os } = describeClient();
  const token = (): Promise<string> => tokenFor(me.role, me.id);
  // A request that is sent while the window closes must outlive it.
  const outliving: typeof fetch = (input, init) => globalThis.fetch(input, { ...init, keepalive: true });
  return {
    me,
    api: createApi({ url, token }),
    parting: createApi({ url, token, fetch: outliving }),
    host: createApi({ url, token: () => tokenFor('integrator', 'playground-host'), fetch: outliving }),
    client,
    system: os === 'MAC' || os === 'IOS' ? 'mac' : 'other',
    deviceId: crypto.randomUUID(),
    claims: claimsIn(sessionStorage, me.id),
    telephones: playedTelephones((...asked) => globalThis.fetch(...asked), sessionStorage),
  };
}

/** As the manager who takes the calls, whoever is played here. */
const managerApi = (): Api =>
  createApi({ url: `${location.origin}/graphql`, token: () => tokenFor(MINA.role, MINA.id) });

/**
 * Makes the demo's people and places where they are missing, and takes this person online until the last of their windows
 * closes. Answers how to leave. Rejects where the service does not let it.
 */
export async function enter(session: Session): Promise<() => void> {
  await seedDemo(session.host);
  const trial = await session.telephones.trial();
  if (trial) await seedPhone(session.host, managerApi(), trial);
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
