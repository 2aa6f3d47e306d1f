import { blurBackground } from './background-blur.ts';
import { assetUrl, effectOn } from './effect.ts';
import { suppressNoise } from './noise-suppression.ts';

const ALL = { backgroundBlur: true, noiseSuppression: true };
const NOTHING = { backgroundBlur: false, noiseSuppression: false };

/** A track: what of it an effect touches. */
class Track extends EventTarget {
  readyState = 'live';
  blurred = false;
  readonly able: readonly boolean[];

  constructor(able: readonly boolean[] = []) {
    super();
    this.able = able;
  }

  stop(): void {
    this.readyState = 'ended';
  }
  getCapabilities() {
    return { backgroundBlur: this.able };
  }
  getSettings() {
    return { backgroundBlur: this.blurred };
  }
  async applyConstraints({ backgroundBlur }: { backgroundBlur: boolean }): Promise<void> {
    this.blurred = backgroundBlur;
  }
}
const asTrack = (track: Track) => track as unknown as MediaStreamTrack;

describe('an effect on a track', () => {
  const begin = () => {
    const [source, track] = [new Track(), new Track()];
    const told: string[] = [];
    track.addEventListener('ended', () => told.push('ended'));
    const begun = effectOn(asTrack(source), asTrack(track), () => told.push('released'));
    return { ...begun, source, track, told };
  };

  it('ends with its source, and tells so', () => {
    const { source, track, told } = begin();
    source.dispatchEvent(new Event('ended'));
    expect([track.readyState, told]).toEqual(['ended', ['released', 'ended']]);
  });

  it('is stopped once, tells nobody, and leaves its source', () => {
    const { effect, end, source, track, told } = begin();
    effect.stop();
    effect.stop();
    end();
    source.dispatchEvent(new Event('ended'));
    expect([track.readyState, source.readyState, told]).toEqual(['ended', 'live', ['released']]);
  });

  it('has its files below the folder that the page serves, with or without a slash', () => {
    const url = 'https://shop.example/effects/noise';
    expect(assetUrl(url, 'rnnoise.wasm')).toBe(`${url}/rnnoise.wasm`);
    expect(assetUrl(`${url}/`, '')).toBe(`${url}/`);
  });
});

describe('who may have effects', () => {
  it('R24: is what the API says', async () => {
    const source = asTrack(new Track([false, true]));
    const refused = { ok: false, reason: 'not-allowed' };
    expect(await suppressNoise({ source, can: NOTHING, assetsUrl: '/noise' })).toMatchObject(refused);
    expect(await blurBackground({ source, can: NOTHING, assetsUrl: '/blur' })).toMatchObject(refused);
  });

  it('is told where a browser has not what it takes', async () => {
    const source = asTrack(new Track());
    const lacking = { ok: false, reason: 'not-supported' };
    expect(await suppressNoise({ source, can: ALL, assetsUrl: '/noise' })).toMatchObject(lacking);
    expect(await blurBackground({ source, can: ALL, assetsUrl: '/blur' })).toMatchObject(lacking);
  });
});

describe('a browser that blurs by itself', () => {
  it('R34: is told to, and nothing is loaded', async () => {
    const source = new Track([false, true]);
    const outcome = await blurBackground({ source: asTrack(source), can: ALL, assetsUrl: '/blur' });
    expect(outcome).toMatchObject({ ok: true, effect: { track: source, by: 'browser' } });
    expect(source.blurred).toBe(true);
    if (outcome.ok) outcome.effect.stop();
    expect([source.blurred, source.readyState]).toEqual([false, 'live']);
  });
});
