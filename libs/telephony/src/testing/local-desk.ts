import type { PhoneMix } from '@meets/meet-domain';
import { Desk } from '../sound/desk.ts';
import type { DeskSettings, SoundDesk } from '../sound/sound-desk.ts';

/** {@link SoundDesk} on the caller's own thread, for tests that open many lines: a thread takes a while to begin. */
export function localDesk(settings: DeskSettings): SoundDesk {
  const desk = new Desk(settings);
  const mixes = new WeakMap<PhoneMix, number>();
  const sounds = new Set<number>();
  let last = 0;
  return {
    start: () => Promise.resolve(),
    load: async () => desk.load(),
    async open(ears, { host, advertisedHost }) {
      const id = ++last;
      const port = await desk.open(id, ears, host);
      if (port === null) return null;
      sounds.add(id);
      return {
        address: advertisedHost ?? host,
        port,
        agree: (theirs, ours) => desk.sound(id)?.agree(theirs, ours),
        press: async (digits) => (await desk.sound(id)?.press(digits)) ?? false,
        async join(mix) {
          const sound = await desk.join(id, mixes.get(mix) ?? 0);
          const passOn = (toPort: number): void => desk.sound(id)?.sendTo(toPort);
          return sound && { sound, passOn, leave: () => desk.leave(id) };
        },
        close: () => desk.close(id),
      };
    },
    async openMix() {
      const id = ++last;
      const port = await desk.openMix(id);
      const mix: PhoneMix = { port, tune: (from) => desk.tune(id, from), close: () => desk.closeMix(id) };
      mixes.set(mix, id);
      return mix;
    },
    async close() {
      for (const id of sounds) desk.close(id);
      desk.end();
    },
  };
}
