import type { SyncPlace } from '../sqlite/sync-pace.ts';

/** Where commits are fsynced, as a test wants it and however fast the disk is. `mixed` changes at random between the two. */
export const SYNC_PLACES = {
  'in place': (): SyncPlace => fixed(true),
  aside: (): SyncPlace => fixed(false),
  mixed: (): SyncPlace => new MixedPlaces(),
} as const;

export const isSyncPlace = (name: string): name is keyof typeof SYNC_PLACES => Object.hasOwn(SYNC_PLACES, name);

const fixed = (inPlace: boolean): SyncPlace => ({
  inPlace,
  tookInPlace: () => undefined,
  tookAside: () => undefined,
});

/** Turns over at random after each commit; the same sequence each time, so that what fails fails again. */
class MixedPlaces implements SyncPlace {
  inPlace = false;
  #state = 1;

  tookInPlace(): void {
    this.#turn();
  }
  tookAside(): void {
    this.#turn();
  }

  #turn(): void {
    // A linear congruential generator (Numerical Recipes), of which the high bits are random enough.
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    this.inPlace = this.#state > 2 ** 31;
  }
}
