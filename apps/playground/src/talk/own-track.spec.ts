import type { EffectOutcome } from '@meets/meet-client/background-blur';
import type { OpenedTrack } from '@meets/meet-client/devices';
import { openOwnTrack } from './own-track.ts';
import { changedBy, NO_WISHES, type Wishes } from './wishes.ts';

const ALL = { backgroundBlur: true, noiseSuppression: true };
const WISHES: Wishes = { ...ALL, can: ALL };

/** A device and an effect, and what was done to them. */
function parts(outcome: (track: MediaStreamTrack) => EffectOutcome) {
  const done: string[] = [];
  const track = (name: string) => ({ name, stop: () => done.push(`stop ${name}`) }) as unknown as MediaStreamTrack;
  const [device, changed] = [track('device'), track('changed')];
  return {
    done,
    device,
    changed,
    openDevice: async (): Promise<OpenedTrack> => ({ ok: true, track: device, fellBack: false }),
    applyEffect: async (effect: string): Promise<EffectOutcome> => {
      done.push(effect);
      return outcome(changed);
    },
  };
}
const applied = (track: MediaStreamTrack): EffectOutcome => ({
  ok: true,
  effect: { track, by: 'library', stop: () => track.stop() },
});
const failed = (): EffectOutcome => ({ ok: false, reason: 'failed', error: null });

describe('what a window sends of a device', () => {
  it.each([
    ['AUDIO', 'noiseSuppression'],
    ['CAMERA', 'backgroundBlur'],
  ] as const)('R34: is changed by the effect that is wished for: %s by %s', async (kind, effect) => {
    const { done, changed, ...given } = parts(applied);
    const opened = await openOwnTrack(given, kind, WISHES);
    if (!opened.ok) throw new Error('not opened');
    expect(opened.own).toMatchObject({ track: changed, without: null });
    opened.own.stop();
    expect(done).toEqual([effect, 'stop changed', 'stop device']);
  });

  it('R24: is as it comes where nothing is wished for, or this client has no such effect; and a screen always', async () => {
    for (const [kind, wishes] of [
      ['CAMERA', { ...WISHES, backgroundBlur: false }],
      ['CAMERA', { ...WISHES, can: { ...ALL, backgroundBlur: false } }],
      ['SCREEN', WISHES],
    ] as const) {
      const { done, device, ...given } = parts(applied);
      expect(await openOwnTrack(given, kind, wishes)).toMatchObject({
        ok: true,
        own: { track: device, without: null },
      });
      expect(done).toEqual([]);
    }
  });

  it('is as it comes where an effect fails, which is told', async () => {
    const { device, done, ...given } = parts(failed);
    const opened = await openOwnTrack(given, 'CAMERA', WISHES);
    expect(opened).toMatchObject({ own: { track: device, without: { effect: 'backgroundBlur', why: 'failed' } } });
    if (opened.ok) opened.own.stop();
    expect(done).toEqual(['backgroundBlur', 'stop device']);
  });
});

describe('wishes that change', () => {
  it('change what is sent of a kind by its device and its effect, where this client has that', () => {
    expect(changedBy(WISHES, { ...WISHES })).toEqual([]);
    expect(changedBy(WISHES, { ...WISHES, microphoneId: 'm-2' })).toEqual(['AUDIO']);
    expect(changedBy(WISHES, { ...WISHES, backgroundBlur: false })).toEqual(['CAMERA']);
    expect(changedBy(WISHES, { ...WISHES, can: NO_WISHES.can })).toEqual(['AUDIO', 'CAMERA']);
    expect(changedBy(NO_WISHES, { ...NO_WISHES, ...ALL })).toEqual([]);
  });
});
