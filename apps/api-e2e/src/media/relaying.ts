import type { Page } from 'playwright-core';
import type { TurnCredentials } from './turn-server.ts';

/* What a page tells of its relays. The functions that pages run stand on their own. */

interface WatchedConnections {
  readonly watchedConnections: RTCPeerConnection[];
}

/** From now on the page's connections go over a relay, or not at all, as in a network that lets nothing else out. */
export const relayOnly = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const connections: RTCPeerConnection[] = [];
    const Direct = RTCPeerConnection;
    class Relayed extends Direct {
      constructor(configuration: RTCConfiguration = {}) {
        super({ ...configuration, iceTransportPolicy: 'relay' });
        connections.push(this);
      }
    }
    Object.assign(globalThis, { RTCPeerConnection: Relayed, watchedConnections: connections });
  });

/** Of each connection of the page that is connected: what kind of address its packets leave from. */
export const waysOut = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const { watchedConnections } = globalThis as unknown as WatchedConnections;
    const ways: string[] = [];
    for (const connection of watchedConnections.filter(({ connectionState }) => connectionState === 'connected')) {
      const stats = new Map<string, Record<string, string>>();
      (await connection.getStats()).forEach((stat: Record<string, string>) => stats.set(stat['id'] ?? '', stat));
      const transport = [...stats.values()].find(({ type }) => type === 'transport');
      const pair = stats.get(transport?.['selectedCandidatePairId'] ?? '');
      ways.push(stats.get(pair?.['localCandidateId'] ?? '')?.['candidateType'] ?? 'none');
    }
    return ways;
  });

/** What comes of asking that server for a relay: `relayed`, the code that it refuses with (RFC 8656: 401 is for credentials), or `nothing`. */
export const askForRelay = (
  page: Page,
  url: string,
  credentials: TurnCredentials,
): Promise<'relayed' | 'nothing' | number> =>
  page.evaluate(
    async ([urls, { username, credential }]) => {
      const connection = new RTCPeerConnection({
        iceServers: [{ urls, username, credential }],
        iceTransportPolicy: 'relay',
      });
      const answer = new Promise<'relayed' | 'nothing' | number>((resolve) => {
        connection.addEventListener('icecandidate', ({ candidate }) => {
          if (candidate === null) resolve('nothing');
          else if (candidate.type === 'relay') resolve('relayed');
        });
        connection.addEventListener('icecandidateerror', ({ errorCode }) => {
          // From 700 on it is the browser that says it reached nobody, as by another of the machine's networks (WebRTC, 4.8.1.3).
          if (errorCode < 700) resolve(errorCode);
        });
      });
      connection.createDataChannel('asks for candidates');
      await connection.setLocalDescription();
      return answer.finally(() => connection.close());
    },
    [url, credentials] as const,
  );
