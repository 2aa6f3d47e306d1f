/** Leaves a place; a second time does nothing. */
export type Leave = () => void;

/** How many may be there at a time, for each key apart. */
export interface Places {
  /** Takes a place of the key's, or null where all are taken. */
  take(key: string): Leave | null;
}

/** `most` 0: any number. Remembers only the keys that have a place taken. */
export function createPlaces(most: number): Places {
  const taken = new Map<string, number>();
  return {
    take(key) {
      const others = taken.get(key) ?? 0;
      if (most > 0 && others >= most) return null;
      taken.set(key, others + 1);
      return once(() => {
        const left = (taken.get(key) ?? 0) - 1;
        if (left > 0) taken.set(key, left);
        else taken.delete(key);
      });
    },
  };
}

function once(run: () => void): Leave {
  let ran = false;
  return () => {
    if (ran) return;
    ran = true;
    run();
  };
}
