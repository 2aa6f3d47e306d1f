import type { Quality, ReceivedTrack } from '@meets/meet-client/media';
import { connectionOf, LOUD_DBOV, loudnessOf, pictureOf, SPEAKING_DBOV, soundsOf } from './perceived.ts';
import { NO_TALK, type TalkState } from './talk-state.ts';

const track = (name: string) => ({ name }) as unknown as MediaStreamTrack;
const received = (id: string, kind: ReceivedTrack['kind'], from: string, paused = false): ReceivedTrack =>
  ({ id, kind, paused, from: { id: from }, track: track(id) }) as unknown as ReceivedTrack;
const state: TalkState = {
  ...NO_TALK,
  own: new Map([['CAMERA', track('own')]]),
  received: [
    received('a-1', 'AUDIO', 'chulsoo'),
    received('a-2', 'AUDIO', 'mina'),
    received('c-1', 'CAMERA', 'chulsoo', true),
    received('c-2', 'CAMERA', 'minjun'),
  ],
};

describe('what is perceived of a meet', () => {
  it('is everybody’s sound but that of one’s own other window', () => {
    expect(soundsOf(state, 'mina').map(({ id }) => id)).toEqual(['a-1']);
  });

  it('is one’s own camera as it is sent, and another’s while something of it comes', () => {
    const camera = (of: string) => pictureOf(state, 'CAMERA', of, 'mina');
    expect([camera('mina'), camera('minjun'), camera('chulsoo'), camera('nobody')]).toEqual([
      { track: track('own'), receivedId: null },
      { track: track('c-2'), receivedId: 'c-2' },
      null,
      null,
    ]);
    expect(pictureOf(state, 'SCREEN', 'mina', 'mina')).toBeNull();
  });

  it('is how loud each is, oneself by the level of the track that is not received', () => {
    const levels = new Map([
      ['a-1', SPEAKING_DBOV],
      ['mine', LOUD_DBOV],
    ]);
    const loudness = (of: string, by = levels) => loudnessOf({ ...state, levels: by }, of, 'mina');
    expect([loudness('chulsoo'), loudness('mina'), loudness('minjun')]).toEqual(['speaking', 'loud', 'silent']);
    expect(loudness('chulsoo', new Map([['a-1', SPEAKING_DBOV - 1]]))).toBe('silent');
  });

  it('is how good the connection is: the worst of what comes from somebody, and how one’s own gets there', () => {
    const of = (level: string) => ({ level }) as unknown as Quality;
    const received = new Map([
      ['a-1', of('good')],
      ['c-1', of('poor')],
    ]);
    const now = { ...state, quality: { own: of('fair'), received } };
    const connection = (whose: string) => connectionOf(now, whose, 'mina');
    expect([connection('chulsoo'), connection('mina'), connection('minjun')]).toEqual(['poor', 'fair', null]);
    expect(connectionOf(state, 'mina', 'mina')).toBeNull();
  });
});
