import { createHmac, randomUUID } from 'node:crypto';

/** Where a browser asks for its own address, or to be relayed. */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username: string | null;
  readonly credential: string | null;
}

export interface IceSettings {
  /** `stun:` and `turn:` addresses. */
  readonly urls: readonly string[];
  /** What coturn is configured with as `static-auth-secret`; null: relays take no credentials of ours. */
  readonly turnSecret: string | null;
  readonly credentialsForS: number;
}

/** The servers, as of now, for one client alone. */
export type IceServers = () => readonly IceServer[];

/**
 * Credentials as coturn's `use-auth-secret` takes them (draft-uberti-behave-turn-rest-00): the name begins with when they end,
 * in seconds since the epoch, and the password is the name's HMAC. The name says nothing of whose they are.
 */
export function iceServers(
  { urls, turnSecret, credentialsForS }: IceSettings,
  now: () => number,
  newId: () => string = randomUUID,
): IceServers {
  const stun = urls.filter((url) => /^stuns?:/.test(url));
  const turn = urls.filter((url) => /^turns?:/.test(url));
  return () => {
    const open: IceServer[] = stun.length > 0 ? [{ urls: stun, username: null, credential: null }] : [];
    if (turn.length === 0 || turnSecret === null) return open;
    const username = `${Math.floor(now() / 1000) + credentialsForS}:${newId()}`;
    const credential = createHmac('sha1', turnSecret).update(username).digest('base64');
    return [...open, { urls: turn, username, credential }];
  };
}
