import { once } from 'node:events';
import { WebSocket } from 'ws';
import { pause, type RunningServer } from '../running-server.ts';

/** Starts node's inspector on a free port of the loopback interface: no door of the product's own. */
export const INSPECTED = ['--inspect=127.0.0.1:0'] as const;
/** How many collections before a measurement: the first ones run finalisers, whose objects the next ones collect. */
const COLLECTIONS = 3;
const FOUND_WITHIN_MS = 5_000;

/** What a process holds, once everything that nobody needs was collected. */
export interface Held {
  readonly heapBytes: number;
  readonly externalBytes: number;
  readonly rssBytes: number;
  /** Open TCP connections, WebSockets among them. */
  readonly connections: number;
}

export interface InspectedProcess {
  /** Collects garbage, then looks. */
  held(): Promise<Held>;
  /** How many TCP connections are open now. */
  connections(): Promise<number>;
  close(): void;
}

const CONNECTIONS = `process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length`;
const HELD = `(() => {
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapBytes: heapUsed, externalBytes: external, rssBytes: rss, connections: ${CONNECTIONS} };
})()`;

/** Speaks the Chrome DevTools protocol to a server that was started with {@link INSPECTED}. */
export async function inspectProcess(server: RunningServer): Promise<InspectedProcess> {
  const socket = new WebSocket(await addressIn(server));
  await once(socket, 'open');
  let asked = 0;
  const call = async (method: string, params: object = {}): Promise<unknown> => {
    const id = (asked += 1);
    socket.send(JSON.stringify({ id, method, params }));
    for (;;) {
      const [text] = (await once(socket, 'message')) as [Buffer];
      const answer = JSON.parse(text.toString()) as { id?: number; result?: unknown; error?: { message: string } };
      if (answer.id !== id) continue;
      if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
      return answer.result;
    }
  };
  const evaluate = async (expression: string): Promise<unknown> =>
    ((await call('Runtime.evaluate', { expression, returnByValue: true })) as { result: { value: unknown } }).result
      .value;
  return {
    async held() {
      for (let times = 0; times < COLLECTIONS; times += 1) await call('HeapProfiler.collectGarbage');
      return (await evaluate(HELD)) as Held;
    },
    connections: async () => (await evaluate(CONNECTIONS)) as number,
    close: () => socket.terminate(),
  };
}

async function addressIn(server: RunningServer): Promise<string> {
  const giveUpAt = performance.now() + FOUND_WITHIN_MS;
  for (;;) {
    const address = /Debugger listening on (ws:\S+)/.exec(server.output())?.[1];
    if (address !== undefined) return address;
    if (performance.now() > giveUpAt) throw new Error(`no inspector is to be found in:\n${server.output()}`);
    await pause(5);
  }
}
