import { pitchOf, shareAt, tone } from '../testing/tones.ts';
import { melody } from './melody.ts';
import { REPEATS_AFTER_TICKS, Voice } from './voice.ts';

const TICK = 160;
/** The first note is a sol above the middle. */
const FIRST_HZ = 520;

describe('a telephone that is played', () => {
  it('sings where nobody speaks, from the beginning and round again', () => {
    expect(pitchOf(melody(800, 4_000))).toBe(FIRST_HZ);
    const voice = new Voice();
    const said = Array.from({ length: 10 }, () => voice.answer(null));
    expect(said.flatMap((frame) => [...frame])).toEqual([...melody(0, 10 * TICK)]);
  });

  it('says what it was told a second later, and sings on from where it was', () => {
    const voice = new Voice();
    const spoken = tone(1_000, TICK);
    voice.answer(spoken);
    for (let tick = 1; tick < REPEATS_AFTER_TICKS; tick += 1) voice.answer(new Int16Array(TICK));
    expect(shareAt(1_000, voice.answer(null))).toBeGreaterThan(0.9);
    expect([...voice.answer(null)]).toEqual([...melody(REPEATS_AFTER_TICKS * TICK, TICK)]);
  });

  it('repeats no noise of a room', () => {
    const voice = new Voice();
    const noise = tone(300, TICK, 0, 100);
    for (let tick = 0; tick <= REPEATS_AFTER_TICKS; tick += 1) {
      expect([...voice.answer(noise)]).toEqual([...melody(tick * TICK, TICK)]);
    }
  });

  it('knows how loud it was spoken to', () => {
    const voice = new Voice();
    expect(voice.heard).toEqual({ nowDb: -96, loudestDb: -96 });
    voice.answer(tone(1_000, TICK, 0, 32_767));
    voice.answer(null);
    expect(voice.heard).toEqual({ nowDb: -96, loudestDb: -3 });
  });
});
