import { PositionTimeout } from '../../projections/read-model.ts';

/** Does this say only that a node is far behind, or gone? Then somebody asks another one, or again. */
export const isUnreadable = (error: unknown): boolean =>
  error instanceof PositionTimeout ||
  (error instanceof Error &&
    /EventStore|no longer follows|closed|not open|finalized/.test(`${error.name} ${error.message}`));
