import type { Chance } from './chance.ts';
import type { World } from './world.ts';

/** Something that may happen in a step. It may be quite illegal: then the core has to refuse it. */
export interface Move {
  readonly name: string;
  readonly weight: number;
  readonly make: (world: World, chance: Chance) => void | Promise<void>;
}
