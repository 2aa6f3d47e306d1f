/** How often the ring sounds. */
export const RING_EVERY_MS = 2_000;
const NOTES_HZ = [659.25, 783.99];
const NOTE_S = 0.18;
const LOUDNESS = 0.06;

/**
 * R12: one sound, the same for all. A browser lets a page sound only after somebody has clicked into it; until then the
 * ring is seen and not heard. Answers how to end it, which is safe twice.
 */
export function startRinging(): () => void {
  const context = new AudioContext();
  const sound = (): void => NOTES_HZ.forEach((hz, index) => playNote(context, hz, index * NOTE_S));
  sound();
  const timer = setInterval(sound, RING_EVERY_MS);
  let over = false;
  return () => {
    if (over) return;
    over = true;
    clearInterval(timer);
    void context.close();
  };
}

function playNote(context: AudioContext, hz: number, inSeconds: number): void {
  const [tone, volume] = [context.createOscillator(), context.createGain()];
  const begin = context.currentTime + inSeconds;
  tone.frequency.value = hz;
  volume.gain.setValueAtTime(LOUDNESS, begin);
  volume.gain.exponentialRampToValueAtTime(0.0001, begin + NOTE_S * 2);
  tone.connect(volume).connect(context.destination);
  tone.start(begin);
  tone.stop(begin + NOTE_S * 2);
}
