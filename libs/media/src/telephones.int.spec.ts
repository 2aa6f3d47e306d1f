import type { MediaBridge, MediaEvent, MediaResult, Person } from '@meets/meet-domain';
import { observer, type types } from 'mediasoup';
import { openMediasoupBridge } from './mediasoup-bridge.ts';
import { sendTerms } from './testing/browser-terms.ts';
import { openPlainStream, type PlainStream } from './testing/plain-stream.ts';
import { until } from './testing/until.ts';

const ROOM = 'r';
const mina: Person = { role: 'manager', id: 'mina' };
const juno: Person = { role: 'customer', id: 'juno' };
const phone = { roomId: ROOM, peerId: 'phone' };
const page = { roomId: ROOM, peerId: 'page' };

/** What mediasoup itself tells of: transports, with who sends and who is sent to by them. */
const transports: types.Transport[] = [];
const producers: types.Producer[] = [];
const consumers: { readonly transport: types.Transport; readonly consumer: types.Consumer }[] = [];
observer.on('newworker', (worker) =>
  worker.observer.on('newrouter', (router) =>
    router.observer.on('newtransport', (transport) => {
      transports.push(transport);
      transport.observer.on('newproducer', (producer) => producers.push(producer));
      transport.observer.on('newconsumer', (consumer) => consumers.push({ transport, consumer }));
    }),
  ),
);

describe('telephones in a room on mediasoup', () => {
  let bridge: MediaBridge;
  let streams: PlainStream[];
  beforeEach(async () => {
    for (const known of [transports, producers, consumers]) known.length = 0;
    streams = [];
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    bridge = openMediasoupBridge({
      ...{ workers: 1, workerBin: null, listenIp: '127.0.0.1', announcedAddress: null, port: 0, log },
    });
    await bridge.start();
    good(await bridge.openRoom(ROOM));
    good(bridge.admit(phone, juno));
    good(bridge.admit(page, mina));
    good(await bridge.openTransport(page, 'send'));
  });
  afterEach(async () => {
    for (const stream of streams) stream.close();
    await bridge.close();
  });

  const stream = async (ssrc: number): Promise<PlainStream> => {
    const opened = await openPlainStream(ssrc);
    streams.push(opened);
    return opened;
  };
  const speak = (source: 'microphone' | 'camera' | 'screen') =>
    bridge.sendTrack(page, { source, audience: 'everyone', paused: false, terms: sendTerms(source) });
  /** How many packets of the room's latest track have come. */
  const received = async (): Promise<number> => {
    const stats = (await producers.at(-1)?.getStats()) ?? [];
    return stats.reduce((sum, { packetCount }) => sum + packetCount, 0);
  };

  it('are heard by their own port and SSRC, and nobody else is in their name', async () => {
    const [own, thief] = [await stream(1_234), await stream(1_234)];
    const { toPort } = good(
      await bridge.sendPhoneSound(phone, { codec: 'PCMU', ssrc: own.ssrc, fromPort: own.port, levelId: 1 }),
    );
    for (let n = 0; n < 20; n += 1) thief.send(toPort);
    // UDP on loopback keeps the order, so the thief's have come by the time that these are heard.
    for (let n = 0; n < 5; n += 1) own.send(toPort);
    let count = 0;
    while ((count = await received()) < 5);
    expect(count).toBe(5);
  });

  it('R23: hear microphones that speak Opus, those that come later too, and no camera, screen or telephone', async () => {
    good(await speak('camera'));
    good(await speak('microphone'));
    good(await bridge.hearRoom(ROOM, 40_002));
    const late = { roomId: ROOM, peerId: 'late' };
    good(bridge.admit(late, { role: 'manager', id: 'bora' }));
    good(await bridge.openTransport(late, 'send'));
    good(await speak('screen'));
    const own = await stream(99);
    good(await bridge.sendPhoneSound(phone, { codec: 'PCMA', ssrc: own.ssrc, fromPort: own.port, levelId: 1 }));
    const terms = sendTerms('microphone');
    good(await bridge.sendTrack(late, { source: 'microphone', audience: 'everyone', paused: false, terms }));
    expect(consumers.map(({ consumer }) => consumer.kind)).toEqual(['audio', 'audio']);
    expect(consumers.map(({ consumer }) => consumer.rtpParameters.codecs[0]?.mimeType)).toEqual([
      'audio/opus',
      'audio/opus',
    ]);
    expect(new Set(consumers.map(({ consumer }) => consumer.rtpParameters.encodings?.[0]?.ssrc)).size).toBe(2);
  });

  it('are shown as loud as they are, and as who speaks, like anybody in it', async () => {
    const own = await stream(77);
    const sound = { codec: 'PCMU', ssrc: own.ssrc, fromPort: own.port, levelId: 1 } as const;
    const { track, toPort } = good(await bridge.sendPhoneSound(phone, sound));
    const told: MediaEvent[] = [];
    bridge.listen((event) => told.push(event));
    const speaking = setInterval(() => own.send(toPort, 20), 20);
    try {
      await until(
        () =>
          told.some((event) => event.type === 'speaker-changed' && event.peerId === phone.peerId) &&
          told.some((event) => event.type === 'audio-levels' && event.levels.some(({ level }) => level === -20)),
      );
    } finally {
      clearInterval(speaking);
    }
    expect(bridge.speaker(ROOM)).toEqual(juno);
    bridge.dismiss(phone);
    expect(bridge.speaker(ROOM)).toBeNull();
    const loud = told.flatMap((event) => (event.type === 'audio-levels' ? event.levels : []));
    expect(loud.every(({ trackId, person }) => trackId === track.trackId && person === juno)).toBe(true);
  });

  it('leave no transport behind: not replaced, not dismissed, not with the room', async () => {
    const own = await stream(7);
    const sound = { codec: 'PCMU', ssrc: own.ssrc, fromPort: own.port, levelId: 1 } as const;
    good(await bridge.sendPhoneSound(phone, sound));
    good(await bridge.sendPhoneSound(phone, { ...sound, codec: 'PCMA' }));
    good(await bridge.hearRoom(ROOM, 40_002));
    good(await bridge.hearRoom(ROOM, 40_004));
    const open = () => transports.filter(({ closed }) => !closed).length;
    // The page's, the telephone's and the room's ear.
    expect(open()).toBe(3);
    bridge.dismiss(phone);
    bridge.stopHearing(ROOM);
    expect(open()).toBe(1);
    good(await bridge.hearRoom(ROOM, 40_002));
    bridge.closeRoom(ROOM);
    await until(() => open() === 0);
  });
});

function good<Value>(result: MediaResult<Value>): Value {
  if (!result.ok) throw new Error(`the bridge refused: ${JSON.stringify(result.failure)}`);
  return result.value;
}
