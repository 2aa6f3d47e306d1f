import {
  OpenMedia,
  SetCamera,
  SetMicrophone,
  SetScreenShare,
  type TrackFieldsFragment,
  type TrackKind,
} from '../generated/operations.ts';
import { Mailbox } from '../mailbox.ts';
import { fakeTimers } from '../testing/fake-timers.ts';
import { scriptedLinks } from '../testing/scripted-link.ts';
import type { MediaSignalMessage } from './follow-media-signals.ts';
import type { MediaProblem } from './media-outcome.ts';
import { CATCH_UP_RETRY_MS, MediaSession, MOVE_LIMIT_MS, MOVE_RETRY_MS } from './media-session.ts';
import type { MediaState, MeetMedia } from './meet-media.ts';
import type { MeetQuality, Quality } from './quality.ts';

const CUSTOMER = { __typename: 'Customer', id: 'cu-1', customerName: null } as const;
const trackOf = (id: string, kind: TrackKind = 'AUDIO', paused = false): TrackFieldsFragment => ({
  ...{ id, kind, paused, from: CUSTOMER },
});
const UNREACHED: MediaProblem = { by: 'api', failure: { by: 'network', error: new Error('cut') } };
const GONE: MediaProblem = { by: 'product', name: 'MediaGone', message: 'the transport is gone' };
const GOOD: Quality = { level: 'good', rttMs: 20, lossPercent: 0, jitterMs: 2, kbitPerS: 30, framesPerS: null };
const OUT: MediaProblem = { by: 'product', name: 'Conflict', message: 'not in the meet' };

/** A track of a device: what of it a page and a browser touch. */
class DeviceTrack extends EventTarget {
  enabled = true;
}
const deviceTrack = () => new DeviceTrack() as unknown as MediaStreamTrack;
const ends = (track: MediaStreamTrack) => track.dispatchEvent(new Event('ended'));

/** A meet that says what a spec tells it to: the API's answers, its signals, and links. */
function scriptedMeet() {
  const links = scriptedLinks();
  const timers = fakeTimers();
  const signals = new Mailbox<MediaSignalMessage>();
  const asked: string[] = [];
  const states: MediaState[] = [];
  const refusals: Record<string, MediaProblem | undefined> = {};
  const names: ReadonlyMap<unknown, string> = new Map<unknown, string>([
    [SetMicrophone, 'microphone'],
    [SetCamera, 'camera'],
    [SetScreenShare, 'screen'],
    [OpenMedia, 'media'],
  ]);
  let there: readonly TrackFieldsFragment[] = [];
  let watched: { measure: () => Promise<unknown>; tell: (quality: MeetQuality) => void } | null = null;
  const run = async (operation: unknown, variables: unknown) => {
    const name = names.get(operation) ?? 'another';
    const { on } = (variables as { input: { on?: boolean } }).input;
    asked.push(on === undefined ? name : `${name} ${on ? 'on' : 'off'}`);
    const refusal = refusals[name];
    if (refusal?.by === 'api') return { ok: false, failure: refusal.failure };
    if (refusal?.by === 'product') return { ok: true, data: { result: { __typename: refusal.name, message: '' } } };
    const result = name === 'media' ? { __typename: 'MediaOpened', tracks: there } : { __typename: 'MeetAccepted' };
    return { ok: true, data: { result } };
  };
  return {
    ...{ links, timers, asked, states, refusals },
    has: (...tracks: readonly TrackFieldsFragment[]) => void (there = tracks),
    async join({ mutedOnJoin = false } = {}) {
      const joined = await MediaSession.open({
        // What a spec's API answers is written as the wire has it.
        seat: { api: { run: run as never }, meetId: 'm-1', deviceId: 'd-1', client: null },
        ...{ mutedOnJoin, openLink: links.open, platform: timers, onChange: (state) => void states.push(state) },
        watch: (measure, tell) => {
          watched = { measure, tell };
          return () => void (watched = null);
        },
        follow: (signal) => {
          signal.addEventListener('abort', () => signals.end(null));
          return { [Symbol.asyncIterator]: () => ({ next: () => signals.take() }) };
        },
      });
      if (joined.ok) await hear({ __typename: 'SignalsBegin' });
      return joined;
    },
    hear,
    watched: () => watched,
    loseForGood: async (error: Error) => (signals.end(error), settle()),
  };
  async function hear(...messages: readonly MediaSignalMessage[]): Promise<void> {
    for (const message of messages) signals.put(message);
    await settle();
  }
}
/** Until all has been done that needs no timer. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a meet’s media', () => {
  let meet: ReturnType<typeof scriptedMeet>;
  beforeEach(() => void (meet = scriptedMeet()));
  const joined = async (options?: { mutedOnJoin: boolean }): Promise<MeetMedia> => {
    const media = await meet.join(options);
    if (!media.ok) throw new Error('not joined');
    return media.value;
  };
  const receives = ({ state }: MeetMedia) => state.received.map(({ id }) => id);
  const started = async (media: MeetMedia, kind: TrackKind) => {
    const track = deviceTrack();
    expect(await media.start(kind, track)).toMatchObject({ ok: true });
    return track;
  };

  it('are received as they come, and told by an iteration too', async () => {
    meet.links.offer(trackOf('a'));
    const media = await joined();
    expect(receives(media)).toEqual(['a']);
    const changes = media.changes();
    expect((await changes.next()).value).toBe(media.state);
    await meet.hear({ __typename: 'TrackStarted', track: trackOf('b', 'CAMERA') });
    const next: { value?: MediaState } = await changes.next();
    expect(next.value?.received.map(({ id }) => id)).toEqual(['a', 'b']);
    await meet.hear({ __typename: 'TrackChanged', track: trackOf('a', 'AUDIO', true) });
    expect(media.state.received.map(({ paused }) => paused)).toEqual([true, false]);
    await meet.hear({ __typename: 'TrackStopped', track: trackOf('a') });
    expect(receives(media)).toEqual(['b']);
    await meet.hear({ __typename: 'MediaEnded', reason: 'over' } as unknown as MediaSignalMessage);
    expect(media.state).toMatchObject({ kind: 'over', why: null, received: [] });
    expect((await changes.next()).value).toMatchObject({ kind: 'over' });
    expect(await changes.next()).toMatchObject({ done: true });
  });

  it('tell the quality of their connection, over whichever link, until they are over', async () => {
    const media = await joined();
    const following = media.qualities();
    expect((await following.next()).value).toEqual({ own: null, received: new Map() });
    const quality = { own: null, received: new Map([['a', GOOD]]) };
    meet.watched()?.tell(quality);
    expect((await following.next()).value).toBe(quality);
    expect(media.state.quality).toBe(quality);
    expect(await meet.watched()?.measure()).toMatchObject({ state: 'connected' });
    meet.links.failToOpen(GONE);
    meet.links.opened[0]?.breakDown();
    await settle();
    expect(await meet.watched()?.measure()).toBeNull();
    await media.close();
    expect(meet.watched()).toBeNull();
    expect(await following.next()).toMatchObject({ done: true });
  });

  it('are not there where they cannot be opened', async () => {
    meet.links.failToOpen(OUT);
    expect(await meet.join()).toEqual({ ok: false, problem: OUT });
  });

  describe('after a connection that was lost', () => {
    it('drop what ended unheard, and receive what began', async () => {
      meet.links.offer(trackOf('a'), trackOf('b'));
      const media = await joined();
      meet.has(trackOf('b'), trackOf('c'));
      await meet.hear({ __typename: 'SignalsBegin' });
      expect(receives(media)).toEqual(['b', 'c']);
      expect([...(meet.links.opened[0]?.receiving ?? [])]).toEqual(['b', 'c']);
    });

    it('ask again until the API answers, one question at a time', async () => {
      meet.links.offer(trackOf('a'));
      const media = await joined();
      meet.refusals['media'] = UNREACHED;
      await meet.hear({ __typename: 'SignalsBegin' }, { __typename: 'SignalsBegin' });
      expect(receives(media)).toEqual(['a']);
      expect(meet.timers.pendingMs()).toEqual([CATCH_UP_RETRY_MS]);
      delete meet.refusals['media'];
      meet.timers.advance(CATCH_UP_RETRY_MS);
      await settle();
      expect(receives(media)).toEqual([]);
      expect(meet.timers.pendingMs()).toEqual([]);
    });

    it('get a track that could not be asked for when the API is reached again; one that is gone is no loss', async () => {
      const media = await joined();
      meet.links.failToReceive('a', UNREACHED);
      meet.links.failToReceive('b', GONE);
      await meet.hear({ __typename: 'TrackStarted', track: trackOf('b') });
      expect(meet.timers.pendingMs()).toEqual([]);
      await meet.hear({ __typename: 'TrackStarted', track: trackOf('a') });
      meet.links.failToReceive('a', null);
      meet.has(trackOf('a'));
      meet.timers.advance(CATCH_UP_RETRY_MS);
      await settle();
      expect(receives(media)).toEqual(['a']);
    });

    it('do nothing for a link that another one has taken the place of', async () => {
      meet.links.offer(trackOf('a'));
      const media = await joined();
      meet.refusals['media'] = UNREACHED;
      await meet.hear({ __typename: 'SignalsBegin' });
      await media.close();
      meet.asked.length = 0;
      meet.timers.advance(CATCH_UP_RETRY_MS);
      await settle();
      expect(meet.asked).toEqual([]);
    });
  });

  describe('that move', () => {
    it('are opened anew, with all that is sent and received', async () => {
      const media = await joined();
      const [microphone, camera] = [await started(media, 'AUDIO'), await started(media, 'CAMERA')];
      meet.links.offer(trackOf('z'));
      await meet.hear({ __typename: 'MediaMoved', reason: 'WORKER_DIED' } as unknown as MediaSignalMessage);
      expect(meet.states.map(({ kind }) => kind)).toContain('moving');
      const [old, now] = meet.links.opened;
      expect(old?.closed).toEqual([false]);
      expect([...(now?.sent ?? [])]).toEqual([
        ['AUDIO', microphone],
        ['CAMERA', camera],
      ]);
      expect(media.state.kind).toBe('open');
      expect(receives(media)).toEqual(['z']);
    });

    it('are opened as often as it takes, and once at a time', async () => {
      const media = await joined();
      meet.links.failToOpen(UNREACHED, GONE);
      meet.links.opened[0]?.breakDown();
      meet.links.opened[0]?.breakDown();
      await settle();
      expect([media.state.kind, meet.timers.pendingMs()]).toEqual(['moving', [MOVE_RETRY_MS]]);
      for (const _attempt of [1, 2]) {
        meet.timers.advance(MOVE_RETRY_MS);
        await settle();
      }
      expect(media.state.kind).toBe('open');
      expect(meet.links.opened).toHaveLength(2);
    });

    it('send what was started on the way', async () => {
      const media = await joined();
      meet.links.failToOpen(GONE);
      meet.links.opened[0]?.breakDown();
      await settle();
      const camera = await started(media, 'CAMERA');
      expect(media.state.sent).toEqual([{ kind: 'CAMERA', track: camera }]);
      meet.timers.advance(MOVE_RETRY_MS);
      await settle();
      expect(meet.links.opened[1]?.sent.get('CAMERA')).toBe(camera);
    });

    it('are over where the API says that there is nowhere to move to, or not within the limit', async () => {
      const media = await joined();
      meet.links.failToOpen(OUT);
      meet.links.opened[0]?.breakDown();
      await settle();
      expect(media.state).toMatchObject({ kind: 'over', why: OUT });

      meet = scriptedMeet();
      const other = await joined();
      const attempts = MOVE_LIMIT_MS / MOVE_RETRY_MS + 1;
      meet.links.failToOpen(...Array.from({ length: attempts }, () => UNREACHED));
      meet.links.opened[0]?.breakDown();
      for (let n = 0; n < attempts; n += 1) {
        await settle();
        meet.timers.advance(MOVE_RETRY_MS);
      }
      expect(other.state).toMatchObject({ kind: 'over', why: UNREACHED });
    });

    it('drop what may not be sent any more, as a camera that was turned off meanwhile', async () => {
      const media = await joined();
      await started(media, 'CAMERA');
      meet.links.failToSend({ by: 'product', name: 'NotAllowed', message: '' });
      meet.links.opened[0]?.breakDown();
      await settle();
      expect(media.state).toMatchObject({ kind: 'open', sent: [] });
    });

    it('leave nothing open where they were closed on the way', async () => {
      const media = await joined();
      meet.links.failToOpen(GONE);
      meet.links.opened[0]?.breakDown();
      await settle();
      await media.close();
      meet.timers.advance(MOVE_RETRY_MS);
      await settle();
      expect(meet.links.opened).toHaveLength(1);
    });
  });

  describe('of this page', () => {
    it('R21: have the camera turned on for the meet before it is sent, and off again where it cannot be', async () => {
      const media = await joined();
      meet.links.failToSend({ by: 'browser', error: new Error('no encoder') });
      expect(await media.start('CAMERA', deviceTrack())).toMatchObject({ ok: false, problem: { by: 'browser' } });
      expect(meet.asked).toEqual(['camera on', 'camera off']);
      expect(media.state.sent).toEqual([]);
      meet.refusals['screen'] = { by: 'product', name: 'NotAllowed', message: '' };
      expect(await media.start('SCREEN', deviceTrack())).toMatchObject({ problem: { name: 'NotAllowed' } });
      expect(meet.links.opened[0]?.sent.size).toBe(0);
    });

    it('keep what was sent where another device cannot take its place', async () => {
      const media = await joined();
      const camera = await started(media, 'CAMERA');
      meet.links.failToSend({ by: 'browser', error: new Error('ended') });
      expect(await media.start('CAMERA', deviceTrack())).toMatchObject({ ok: false });
      expect(media.state.sent).toEqual([{ kind: 'CAMERA', track: camera }]);
      const another = await started(media, 'CAMERA');
      expect(meet.links.opened[0]?.sent.get('CAMERA')).toBe(another);
    });

    it('are stopped, turned off for the meet and told where a track ends by itself', async () => {
      const media = await joined();
      const screen = await started(media, 'SCREEN');
      ends(screen);
      await settle();
      expect(media.state).toMatchObject({ sent: [], ended: ['SCREEN'] });
      expect(meet.asked).toEqual(['screen on', 'screen off']);
      expect(meet.links.opened[0]?.stopped).toEqual(['SCREEN told']);
      await started(media, 'SCREEN');
      expect(media.state.ended).toEqual([]);
      ends(screen);
      await settle();
      expect(media.state.sent).toHaveLength(1);
    });

    it('are muted where a microphone is unplugged: the next one is heard when the person says so', async () => {
      const media = await joined();
      ends(await started(media, 'AUDIO'));
      await settle();
      expect(media.state).toMatchObject({ sent: [], ended: ['AUDIO'], muted: true });
      expect(meet.asked).toEqual(['microphone off']);
      const next = await started(media, 'AUDIO');
      expect(next.enabled).toBe(false);
      await media.mute(false);
      expect([next.enabled, media.state.muted]).toEqual([true, false]);
    });

    it('end where another device of the person turns them off', async () => {
      const media = await joined();
      await started(media, 'CAMERA');
      await meet.hear({ __typename: 'TrackStopped', track: trackOf('an-older-one', 'CAMERA') });
      expect(media.state.sent).toHaveLength(1);
      await meet.hear({ __typename: 'TrackStopped', track: trackOf('own-0-CAMERA', 'CAMERA') });
      expect(media.state).toMatchObject({ sent: [], ended: [] });
      expect(meet.links.opened[0]?.stopped).toEqual(['CAMERA known']);
      expect(meet.asked).toEqual(['camera on']);
    });
  });

  describe('that are muted', () => {
    it('R34: from the joining on, have it in the meet’s record before anything is opened', async () => {
      const media = await joined({ mutedOnJoin: true });
      expect(meet.asked).toEqual(['microphone off']);
      const microphone = deviceTrack();
      const sent = media.start('AUDIO', microphone);
      await sent;
      expect(microphone.enabled).toBe(false);
      expect(media.state.muted).toBe(true);
    });

    it('R34: are not opened where the meet could not be told', async () => {
      meet.refusals['microphone'] = UNREACHED;
      expect(await meet.join({ mutedOnJoin: true })).toEqual({ ok: false, problem: UNREACHED });
      expect(meet.links.opened).toEqual([]);
    });

    it('R34: by the manager’s own setting, are so here too', async () => {
      meet.links.holdMicrophone(true);
      const media = await joined();
      const microphone = await started(media, 'AUDIO');
      expect([microphone.enabled, media.state.muted, meet.asked]).toEqual([false, true, []]);
    });

    it('are silent at once, whatever the API says, and heard again only once the meet says so', async () => {
      const media = await joined();
      const microphone = await started(media, 'AUDIO');
      meet.refusals['microphone'] = UNREACHED;
      const muted = media.mute(true);
      expect(microphone.enabled).toBe(false);
      expect(await muted).toEqual({ ok: false, problem: UNREACHED });
      expect(await media.mute(false)).toMatchObject({ ok: false });
      expect([microphone.enabled, media.state.muted]).toEqual([false, true]);
      delete meet.refusals['microphone'];
      await media.mute(false);
      expect([microphone.enabled, media.state.muted]).toEqual([true, false]);
    });

    it('follow the last wish, and tell the meet in order', async () => {
      const media = await joined();
      const microphone = await started(media, 'AUDIO');
      await Promise.all([media.mute(true), media.mute(false), media.mute(true)]);
      expect(meet.asked).toEqual(['microphone off', 'microphone on', 'microphone off']);
      expect(microphone.enabled).toBe(false);
    });

    it('follow another device of the person’s', async () => {
      const media = await joined();
      const microphone = await started(media, 'AUDIO');
      await meet.hear({ __typename: 'TrackChanged', track: trackOf('own-0-AUDIO', 'AUDIO', true) });
      expect([microphone.enabled, media.state.muted]).toEqual([false, true]);
      await meet.hear({ __typename: 'TrackChanged', track: trackOf('own-0-AUDIO', 'AUDIO', false) });
      expect([microphone.enabled, media.state.muted]).toEqual([true, false]);
    });
  });

  it('are over where the signals cannot be followed, and say why; closing is told once', async () => {
    const media = await joined();
    await meet.loseForGood(new Error('refused'));
    expect(media.state).toMatchObject({ kind: 'over', why: { by: 'browser' } });
    await media.close();
    expect(meet.links.opened[0]?.closed).toEqual([false]);
    expect(await media.start('AUDIO', deviceTrack())).toEqual({ ok: false, problem: { by: 'closed' } });
    expect(await media.adjust('a', { paused: true })).toEqual({ ok: false, problem: { by: 'closed' } });

    meet = scriptedMeet();
    const other = await joined();
    await other.close();
    await other.close();
    expect(meet.links.opened[0]?.closed).toEqual([true]);
  });
});
