import type { MediaProblem } from '@meets/meet-client/media';

/** What a problem is called among the texts: the API's name for it, or who could not. */
export const mediaProblemName = (problem: MediaProblem): string =>
  problem.by === 'product' ? problem.name : problem.by;
