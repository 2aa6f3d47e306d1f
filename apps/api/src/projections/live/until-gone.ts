import type { Position } from '@meets/event-store';
import type { Person } from '@meets/meet-domain';
import type { Viewer } from '../../viewer.ts';
import type { ReadModel } from '../read-model.ts';

/** What ends with the viewer's stay. `signal` is aborted once it has ended. */
interface Ending {
  readonly signal: AbortSignal;
  close(): void;
}

/**
 * Closes it once the viewer is in the meet no more; they were in as of `position`. Answers with what went wrong, or null.
 */
export async function untilGone(
  reads: Pick<ReadModel, 'meetUpdates' | 'positionFor'>,
  viewer: Viewer,
  meetId: string,
  position: Position,
  ending: Ending,
): Promise<{ readonly error: unknown } | null> {
  try {
    // The rows must have heard of the coming in before they are asked about the leaving.
    await reads.positionFor(viewer, position);
    for await (const { participants } of reads.meetUpdates(viewer, meetId, ending.signal)) {
      const isIn = participants.some(({ person, leftAt }) => leftAt === null && isViewer(viewer, person));
      if (!isIn) break;
    }
    return null;
  } catch (error) {
    return { error };
  } finally {
    ending.close();
  }
}

const isViewer = (viewer: Viewer, { role, id }: Person): boolean => viewer.role === role && viewer.id === id;
