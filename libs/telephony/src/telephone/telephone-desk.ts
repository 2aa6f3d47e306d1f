import { PortRange } from '../rtp/port-range.ts';
import { openSoundEndpoint, type SoundEndpoint } from '../rtp/sound-endpoint.ts';
import { Ticker } from '../rtp/ticker.ts';
import type { CallSound, DeskSettings, SoundDesk } from '../sound/sound-desk.ts';
import type { Voice } from './voice.ts';

/**
 * The sound of telephones that are played: each call has a voice of its own, and there are no rooms to hear. On the caller's own thread, since there
 * are few and nobody minds a gap.
 */
export function telephoneDesk(settings: DeskSettings, voiceOfNext: () => Voice): SoundDesk {
  const ports = new PortRange(settings.ports.from, settings.ports.to);
  const sounds = new Map<SoundEndpoint, Voice>();
  const ticker = new Ticker(() => {
    for (const [sound, voice] of sounds) {
      const heard = sound.hear();
      if (sound.codec !== null) sound.speak(voice.answer(heard));
    }
  });
  const close = (sound: SoundEndpoint): void => {
    sound.close();
    sounds.delete(sound);
    if (sounds.size === 0) ticker.stop();
  };
  return {
    start: async () => undefined,
    async open(ears, { host }) {
      const sound = await openSoundEndpoint(ports, { limits: settings, host, ears, now: () => performance.now() });
      if (!sound) return null;
      sounds.set(sound, voiceOfNext());
      ticker.start();
      return callSound(sound, host, () => close(sound));
    },
    openMix: async () => null,
    load: async () => null,
    async close() {
      for (const sound of [...sounds.keys()]) close(sound);
      ports.close();
    },
  };
}

const callSound = (sound: SoundEndpoint, host: string, close: () => void): CallSound => ({
  address: host,
  port: sound.port,
  agree: (theirs, ours) => sound.agree(theirs, ours),
  press: (digits) => sound.press(digits),
  join: async () => null,
  close,
});
