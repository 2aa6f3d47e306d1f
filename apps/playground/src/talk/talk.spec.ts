import { jest } from '@jest/globals';
import type { MediaOutcome, MeetMedia, OwnKind } from '@meets/meet-client/media';
import type { OpenedOwnTrack, Without } from './own-track.ts';
import { ASK_AGAIN_MS, createTalk, type TalkOptions } from './talk.ts';
import { NO_WISHES, type Wishes } from './wishes.ts';

/** A track as far as a talk knows it. */
class Track extends EventTarget {
  readyState = 'live';
  stop(): void {
    this.readyState = 'ended';
  }
  /** As where a device is pulled out, or the browser's own bar ends a shared screen. */
  end(): void {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }
}

const given = (track = new Track(), without: Without | null = null): OpenedOwnTrack => ({
  ok: true,
  own: { track: track as unknown as MediaStreamTrack, without, stop: () => track.stop() },
});
const DONE: MediaOutcome = { ok: true, value: null };
const OFF = { AUDIO: false, CAMERA: false, SCREEN: false };
const ON = { ...OFF, AUDIO: true };
const WISHES: Wishes = { ...NO_WISHES, cameraId: 'c-1', microphoneId: 'm-1' };

/** A talk in a room that takes everything; what was asked of it stands in `asked`. */
function talkIn(more: Partial<TalkOptions> = {}) {
  const asked: string[] = [];
  const tracks: Track[] = [];
  const ask = async (what: string): Promise<MediaOutcome> => {
    asked.push(what);
    return DONE;
  };
  const media = {
    state: {
      kind: 'open',
      why: null,
      received: [],
      speaker: null,
      levels: new Map(),
      quality: { own: null, received: new Map() },
    },
    start: (kind: OwnKind) => ask(`start ${kind}`),
    stop: (kind: OwnKind) => ask(`stop ${kind}`),
    mute: (muted: boolean) => ask(muted ? 'mute' : 'unmute'),
    close: async () => void asked.push('close'),
  } as unknown as MeetMedia;
  const open = async (): Promise<OpenedOwnTrack> => {
    tracks.push(new Track());
    return given(tracks.at(-1));
  };
  const command = (kind: OwnKind, on: boolean) => ask(`${kind} ${on ? 'on' : 'off'}`);
  const talk = createTalk({ join: async () => ({ ok: true, value: media }), open, command, ...more });
  return { talk, asked, tracks };
}

describe('a talk', () => {
  it('begins with the microphone, unless one is muted on joining (R34)', async () => {
    const { talk, asked } = talkIn();
    talk.told(ON);
    await talk.begin();
    expect([asked, [...talk.state().own.keys()]]).toEqual([['start AUDIO', 'unmute'], ['AUDIO']]);
    const muted = talkIn();
    muted.talk.told(OFF);
    await muted.talk.begin();
    expect([muted.asked, muted.talk.state().kind]).toEqual([[], 'open']);
  });

  it('has a camera again after a reload, and lets go of a screen, which only a click can share', async () => {
    const { talk, asked } = talkIn();
    talk.told({ AUDIO: false, CAMERA: true, SCREEN: true });
    await talk.begin();
    expect(asked).toEqual(['start CAMERA', 'stop SCREEN']);
  });

  it('keeps the microphone open while it is muted', async () => {
    const { talk, asked, tracks } = talkIn();
    talk.told(ON);
    await talk.begin();
    await talk.turn('AUDIO', false);
    await talk.turn('AUDIO', true);
    expect([asked.slice(2), tracks.map(({ readyState }) => readyState)]).toEqual([['mute', 'unmute'], ['live']]);
  });

  it('mutes whoever asks for it while their microphone is being opened, as soon as it is', async () => {
    let give = (): void => undefined;
    const { talk, asked } = talkIn({ open: () => new Promise((resolve) => (give = () => resolve(given()))) });
    talk.told(ON);
    const began = talk.begin();
    await new Promise(setImmediate);
    await talk.turn('AUDIO', false);
    expect(asked).toEqual([]);
    give();
    await began;
    expect(asked).toEqual(['start AUDIO', 'unmute', 'mute']);
  });

  it('stops the camera when it is turned off, here or elsewhere', async () => {
    const { talk, tracks } = talkIn();
    await talk.begin();
    await talk.turn('CAMERA', true);
    talk.told({ ...OFF, CAMERA: false }); // From before it was turned on.
    expect(tracks[0]?.readyState).toBe('live');
    talk.told({ ...OFF, CAMERA: true });
    talk.told(OFF);
    expect([tracks[0]?.readyState, talk.state().own.size]).toEqual(['ended', 0]);
    await talk.turn('CAMERA', true);
    await talk.turn('CAMERA', false);
    expect(tracks[1]?.readyState).toBe('ended');
  });

  it('mutes for everybody whom no microphone was given, says why, and lets try again (R36)', async () => {
    let answer: OpenedOwnTrack = {
      ok: false,
      problem: { reason: 'permission-refused', device: 'MICROPHONE', error: null },
    };
    const { talk, asked } = talkIn({ open: async () => answer });
    talk.told(ON);
    await talk.begin();
    expect([asked, talk.state().trouble, talk.state().kind]).toEqual([
      ['mute'],
      { kind: 'AUDIO', why: 'permission-refused' },
      'open',
    ]);
    answer = given();
    await talk.turn('AUDIO', true);
    expect([asked.slice(1), talk.state().trouble]).toEqual([['start AUDIO', 'unmute'], null]);
  });

  it('lets go of what ended by itself, and says so but for a screen', async () => {
    const { talk, tracks } = talkIn();
    await talk.begin();
    await talk.turn('SCREEN', true);
    tracks[0]?.end();
    expect([talk.state().own.size, talk.state().trouble]).toEqual([0, null]);
    await talk.turn('CAMERA', true);
    tracks[1]?.end();
    expect([talk.state().own.size, talk.state().trouble]).toEqual([0, { kind: 'CAMERA', why: 'lost' }]);
  });

  it('opens what it sends anew when another device is chosen', async () => {
    const opened: Wishes[] = [];
    const { talk, asked } = talkIn({
      open: async (_kind, wishes) => {
        opened.push(wishes);
        return given();
      },
    });
    talk.prefer(WISHES);
    talk.told(ON);
    await talk.begin();
    talk.prefer({ ...WISHES }); // The same.
    talk.prefer({ ...WISHES, cameraId: 'c-2' }); // Nothing of a camera is sent.
    talk.prefer({ ...WISHES, cameraId: 'c-2', microphoneId: 'm-2' });
    await new Promise(setImmediate);
    expect(opened.map(({ microphoneId }) => microphoneId)).toEqual(['m-1', 'm-2']);
    expect(asked).toEqual(['start AUDIO', 'unmute', 'start AUDIO']);
  });

  it('opens a device that is chosen while another is on its way, once that is there', async () => {
    const opened: (string | null | undefined)[] = [];
    const gives: (() => void)[] = [];
    const { talk, tracks } = talkIn({
      open: (_kind, { cameraId }) => {
        opened.push(cameraId);
        tracks.push(new Track());
        const answer = given(tracks.at(-1));
        return new Promise((resolve) => gives.push(() => resolve(answer)));
      },
    });
    await talk.begin();
    talk.prefer(WISHES);
    const turned = talk.turn('CAMERA', true);
    talk.prefer({ ...WISHES, cameraId: 'c-2' });
    talk.prefer({ ...WISHES, cameraId: 'c-3' });
    gives[0]?.();
    await new Promise(setImmediate);
    gives[1]?.();
    await turned;
    expect([opened, tracks.map(({ readyState }) => readyState)]).toEqual([
      ['c-1', 'c-3'],
      ['ended', 'live'],
    ]);
  });

  it('says which effects are not there that were wished for, as long as what they are for is sent (R34)', async () => {
    const without: Without = { effect: 'backgroundBlur', why: 'not-supported' };
    const { talk } = talkIn({ open: async (kind) => given(new Track(), kind === 'CAMERA' ? without : null) });
    talk.told(ON);
    await talk.begin();
    expect(talk.state().without).toEqual([]);
    await talk.turn('CAMERA', true);
    expect(talk.state().without).toEqual([without]);
    await talk.turn('CAMERA', false);
    expect(talk.state().without).toEqual([]);
  });

  it('asks again for media that the server has not yet, and no longer once it is closed', async () => {
    jest.useFakeTimers();
    let asked = 0;
    const problem = { by: 'product', name: 'MediaUnavailable', message: 'not yet' } as const;
    const { talk } = talkIn({
      join: async () => {
        asked += 1;
        return { ok: false, problem };
      },
    });
    await talk.begin();
    expect(talk.state()).toMatchObject({ kind: 'waiting', why: problem });
    await jest.advanceTimersByTimeAsync(ASK_AGAIN_MS);
    expect(asked).toBe(2);
    await talk.close();
    await jest.advanceTimersByTimeAsync(ASK_AGAIN_MS * 2);
    jest.useRealTimers();
    expect(asked).toBe(2);
  });

  it('is over for good where it cannot be joined; then the meet is told of devices, and nothing is opened', async () => {
    const problem = { by: 'product', name: 'MeetFull', message: 'full' } as const;
    const { talk, asked, tracks } = talkIn({ join: async () => ({ ok: false, problem }) });
    await talk.begin();
    await talk.turn('CAMERA', true);
    expect(talk.state()).toMatchObject({ kind: 'over', why: problem });
    expect([asked, tracks]).toEqual([['CAMERA on'], []]);
  });

  it('does what is asked of it while it is joined, once it is', async () => {
    const { talk, asked } = talkIn();
    const began = talk.begin();
    await Promise.all([talk.turn('CAMERA', true), began]);
    expect(asked).toEqual(['start CAMERA']);
  });

  it('tells the meet nothing of a microphone that breaks off with its window', async () => {
    const asked: string[] = [];
    let breakOff = (): void => undefined;
    const { talk } = talkIn({
      open: () =>
        new Promise(
          (resolve) => (breakOff = () => resolve({ ok: false, problem: { reason: 'unknown' } } as OpenedOwnTrack)),
        ),
      join: async () => ({
        ok: true,
        value: { mute: async () => void asked.push('mute'), state: {} } as unknown as MeetMedia,
      }),
    });
    talk.told(ON);
    const began = talk.begin();
    await new Promise((resolve) => setImmediate(resolve));
    talk.part();
    breakOff();
    await began;
    expect(asked).toEqual([]);
  });

  it('stops every track when it is closed, also one that is only being opened', async () => {
    const late = new Track();
    let give = (_opened: OpenedOwnTrack): void => undefined;
    const { talk, asked } = talkIn({ open: () => new Promise((resolve) => (give = resolve)) });
    await talk.begin();
    const turned = talk.turn('CAMERA', true);
    await talk.close();
    give(given(late));
    await turned;
    await talk.close();
    expect([late.readyState, asked.filter((what) => what.startsWith('start'))]).toEqual(['ended', []]);
  });
});
