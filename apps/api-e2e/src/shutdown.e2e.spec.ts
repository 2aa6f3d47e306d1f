import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { MeetEventMessage } from './answers.ts';
import { MEET_EVENTS } from './operations.ts';
import { startServer, temporaryDataDir } from './running-server.ts';
import { liveMeet, setScene } from './scene.ts';

describe('a server that is told to stop', () => {
  it('closes its sockets with 1001 and the last position, and exits within 10 s', async () => {
    const dataDir = await temporaryDataDir();
    const server = await startServer(dataDir.path);
    const scene = await setScene(server, 'shutdown');
    const events = scene.host.subscribe<MeetEventMessage>(MEET_EVENTS);
    await liveMeet(scene);
    await events.until('the answer', (came) => came.some((it) => it.meetEvents.type === 'MeetAccepted'));
    await events.until('CaughtUp', (came) => came.at(-1)?.meetEvents.__typename === 'CaughtUp');
    const last = events.received.at(-1)?.meetEvents.position ?? '';
    const { code, tookMs } = await server.stop();
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(10_000);
    expect(events.closed()?.code).toBe(1001);
    expect(events.closed()?.reason).toContain(last);
    await scene.close();
    await dataDir.remove();
  });

  it('keeps what it wrote to its own user', async () => {
    const dataDir = await temporaryDataDir();
    const server = await startServer(join(dataDir.path, 'new'));
    const scene = await setScene(server, 'private');
    const files = await readdir(server.dataDir);
    const modes = await Promise.all(files.map(async (file) => (await stat(join(server.dataDir, file))).mode & 0o077));
    expect(files).toContain('read-model.sqlite');
    expect(modes).toEqual(files.map(() => 0));
    await scene.close();
    await server.stop();
    await dataDir.remove();
  });

  it('answers an upgrade to an unknown path instead of leaving it hanging', async () => {
    const dataDir = await temporaryDataDir();
    const server = await startServer(dataDir.path);
    const socket = new WebSocket(server.url.replace('http', 'ws') + '/nowhere', 'graphql-transport-ws');
    const answer = await new Promise<string>((resolve) => {
      socket.on('error', (error) => resolve(error.message));
      socket.on('open', () => resolve('opened'));
    });
    expect(answer).toMatch(/404/);
    await server.stop();
    await dataDir.remove();
  });

  it('tells its health and its metrics without a token, and without personal data', async () => {
    const dataDir = await temporaryDataDir();
    const server = await startServer(dataDir.path, { LOG_LEVEL: 'debug' });
    const scene = await setScene(server, 'health');
    await liveMeet(scene);
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/^# HELP /m);
    await scene.close();
    await server.stop();
    expect(metrics + server.output()).not.toMatch(/Chulsoo|Mina|821012345678/);
    await dataDir.remove();
  });
});
