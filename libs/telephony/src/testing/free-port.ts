import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, isIPv6 } from 'node:net';
import { randomInt } from 'node:crypto';

/**
 * Below what systems choose from by themselves: a port of theirs may be somebody's by the time that the program listens, and whoever
 * tries to reach it before may be given that very port and so be connected with themselves.
 */
const [LOWEST, HIGHEST] = [20_000, 32_000];
/** How many ports this process remembers having been given: none is given again before whoever has it listens. */
const REMEMBERED = 1_000;
const given = new Set<number>();

/** An even port that nobody listens on now, nor on the next, by UDP or TCP: for a program that has to be told one. */
export async function freePort(host: string): Promise<number> {
  for (;;) {
    const port = 2 * randomInt(LOWEST / 2, HIGHEST / 2);
    if (given.has(port)) continue;
    if (given.size === REMEMBERED) given.clear();
    given.add(port);
    if ((await isFree(host, port)) && (await isFree(host, port + 1))) return port;
  }
}

async function isFree(host: string, port: number): Promise<boolean> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  const server = createServer();
  const bound = [once(socket, 'listening'), once(server, 'listening')];
  socket.bind(port, host);
  server.listen(port, host);
  const outcomes = await Promise.allSettled(bound);
  for (const [index, each] of [socket, server].entries()) {
    if (outcomes[index]?.status === 'fulfilled') await new Promise<void>((resolve) => each.close(() => resolve()));
  }
  return outcomes.every(({ status }) => status === 'fulfilled');
}
