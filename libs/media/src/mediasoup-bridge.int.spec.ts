import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MediaEvent, TrackSource, WebRtcTerms } from '@meets/meet-domain';
import { mediaBridgeContract } from '@meets/meet-domain/testing';
import { observer, type types, workerBin } from 'mediasoup';
import { openMediasoupBridge } from './mediasoup-bridge.ts';
import { capabilities, connectTerms, sendTerms } from './testing/browser-terms.ts';
import { until } from './testing/until.ts';

/** Every worker that was started in this file: mediasoup itself tells of them. */
const workers: types.Worker[] = [];
observer.on('newworker', (worker) => workers.push(worker));

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const open = (change: { workers?: number; workerBin?: string } = {}) =>
  openMediasoupBridge({
    ...{ workers: 2, workerBin: null, listenIp: '127.0.0.1', announcedAddress: null, port: 0, log: silent },
    ...change,
  });

mediaBridgeContract('mediasoup', async () => {
  const bridge = open();
  await bridge.start();
  return {
    bridge,
    capabilities,
    connectTerms,
    sendTerms,
    killWorkerOf: async (roomId) => {
      const lost = next(bridge, (event) => event.type === 'room-lost' && event.roomId === roomId);
      for (const worker of await busy()) process.kill(worker.pid, 'SIGKILL');
      await lost;
    },
    close: () => bridge.close(),
  };
});

describe('rooms on mediasoup’s workers', () => {
  it('are placed where the least is to do', async () => {
    const bridge = open();
    await bridge.start();
    for (const room of ['a', 'b', 'c', 'd']) await bridge.openRoom(room);
    const alive = workers.filter(({ closed }) => !closed);
    const counts = await Promise.all(alive.map(async (worker) => (await worker.dump()).routerIds.length));
    expect(counts).toEqual([2, 2]);
    await bridge.close();
  });

  it('leave nothing behind, of a hundred that were opened and closed', async () => {
    const bridge = open({ workers: 1 });
    await bridge.start();
    const worker = workers.at(-1);
    for (let n = 0; n < 100; n++) {
      const id = { roomId: `room-${n}`, peerId: 'p' };
      await bridge.openRoom(id.roomId);
      bridge.admit(id, { role: 'manager', id: 'mina' });
      await bridge.openTransport(id, 'receive');
      await bridge.openTransport(id, 'send');
      const track = { source: 'camera', audience: 'everyone', paused: false, terms: sendTerms('camera') } as const;
      expect(await bridge.sendTrack(id, track)).toMatchObject({ ok: true });
      bridge.closeRoom(id.roomId);
    }
    const dump = await worker?.dump();
    expect(dump?.routerIds).toEqual([]);
    // What is left answers to the worker's one server.
    expect(dump?.channelMessageHandlers.channelRequestHandlers).toEqual(dump?.webRtcServerIds);
    await bridge.close();
  });

  it('are on another worker after the death of theirs, which is replaced', async () => {
    const bridge = open();
    await bridge.start();
    await bridge.openRoom('r');
    const [dying] = await busy();
    const began = workers.length;
    const lost = next(bridge, ({ type }) => type === 'room-lost');
    process.kill(dying?.pid ?? 0, 'SIGKILL');
    await lost;
    expect(await bridge.openRoom('r')).toMatchObject({ ok: true });
    await until(() => bridge.status().state === 'available' && workers.length > began);
    await until(() => (bridge.status() as { workers?: number }).workers === 2);
    await bridge.close();
  });

  it('are not closed by a signal, whose meaning the service knows', async () => {
    const listeners = (): number[] => ['SIGINT', 'SIGTERM'].map((signal) => process.listenerCount(signal));
    const before = listeners();
    const bridge = open();
    await bridge.start();
    expect(listeners()).toEqual(before);
    await bridge.close();
  });

  it('can be opened once the worker’s program has come, and not before', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'meets-media-'));
    const program = join(folder, 'mediasoup-worker');
    const bridge = open({ workers: 1, workerBin: program });
    await bridge.start();
    expect(bridge.status()).toEqual({ state: 'waiting', why: 'its worker is not there yet' });
    expect(await bridge.openRoom('r')).toMatchObject({ ok: false, failure: { reason: 'unavailable' } });
    symlinkSync(workerBin, program);
    await until(() => bridge.status().state === 'available');
    expect(await bridge.openRoom('r')).toMatchObject({ ok: true });
    await bridge.close();
    rmSync(folder, { recursive: true });
  });

  it('leave no process behind when the bridge is closed', async () => {
    const bridge = open();
    await bridge.start();
    const alive = workers.filter(({ closed }) => !closed);
    expect(alive).toHaveLength(2);
    await bridge.close();
    expect(alive.map(({ pid }) => existsSync(`/proc/${pid}`))).toEqual([false, false]);
  });

  it('have Opus with DTX and FEC, VP8 and H264', async () => {
    const bridge = open({ workers: 1 });
    await bridge.start();
    const opened = await bridge.openRoom('r');
    const codecs = (opened.ok ? opened.value.capabilities['codecs'] : []) as types.RtpCodecCapability[];
    expect(codecs.map(({ mimeType }) => mimeType)).toEqual(expect.arrayContaining(['video/VP8', 'video/H264']));
    expect(codecs[0]).toMatchObject({ mimeType: 'audio/opus', parameters: { usedtx: 1, useinbandfec: 1 } });
    await bridge.close();
  });

  it('refuse a picture in more sizes than a browser has', async () => {
    const bridge = open({ workers: 1 });
    await bridge.start();
    const id = { roomId: 'r', peerId: 'p' };
    await bridge.openRoom('r');
    bridge.admit(id, { role: 'manager', id: 'mina' });
    await bridge.openTransport(id, 'send');
    const encodings = Array.from({ length: 5 }, (_, n) => ({ ssrc: n + 1 }));
    const terms: WebRtcTerms = { ...sendTerms('camera'), encodings };
    const sent = await bridge.sendTrack(id, { source: 'camera', audience: 'everyone', paused: false, terms });
    expect(sent).toMatchObject({ ok: false, failure: { reason: 'unusable-terms' } });
    await bridge.close();
  });

  it('send a microphone that is held back to nobody, and let it through again', async () => {
    const bridge = open({ workers: 1 });
    const producers: types.Producer[] = [];
    await bridge.start();
    workers
      .at(-1)
      ?.observer.on('newrouter', (router) =>
        router.observer.on('newtransport', (transport) =>
          transport.observer.on('newproducer', (producer) => producers.push(producer)),
        ),
      );
    const id = { roomId: 'r', peerId: 'p' };
    const mina = { role: 'manager', id: 'mina' } as const;
    await bridge.openRoom('r');
    bridge.admit(id, mina);
    await bridge.openTransport(id, 'send');
    const source: TrackSource = 'microphone';
    await bridge.sendTrack(id, { source, audience: 'everyone', paused: true, terms: sendTerms(source) });
    const paused = async () => (await producers[0]?.dump())?.paused;
    expect(await paused()).toBe(true);
    await bridge.holdTracks('r', mina, source, false);
    expect(await paused()).toBe(false);
    await bridge.close();
  });
});

/** The workers that hold a room. */
async function busy(): Promise<readonly types.Worker[]> {
  const dumps = await Promise.all(
    workers.filter(({ closed }) => !closed).map(async (worker) => ({ worker, dump: await worker.dump() })),
  );
  return dumps.filter(({ dump }) => dump.routerIds.length > 0).map(({ worker }) => worker);
}

type Listening = { listen(listener: (event: MediaEvent) => void): () => void };
const next = (bridge: Listening, wanted: (event: MediaEvent) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop = bridge.listen((event) => {
      if (!wanted(event)) return;
      stop();
      resolve();
    });
  });
