import type { Viewer } from '../../viewer.ts';
import type { Duties } from '../duties/table.ts';
import type { DutyView } from '../views.ts';
import { dutyView, mayFollowDuties, ownDutyView } from '../visible/duties.ts';
import type { LiveHub } from './live-hub.ts';

export interface DutySubscription {
  readonly hub: LiveHub;
  readonly duties: Duties;
  readonly viewer: Viewer;
  readonly signal: AbortSignal;
}

/** How many duties are read at one go when a subscription begins. */
export const DUTIES_A_READ = 100;

/** R39: the viewer's own duty now, then after every change; nobody but managers has one. A slow reader skips to the newest. */
export async function* myDuty({ hub, duties, viewer, signal }: DutySubscription): AsyncGenerator<DutyView, void> {
  const { channelId, id } = viewer;
  if (viewer.role !== 'manager') return;
  const bell = hub.bell(signal);
  const stopListening = hub.duties.listen(channelId, (managerId) => {
    if (managerId === id) bell.ring();
  });
  try {
    do {
      const view = ownDutyView(viewer, duties.byId(channelId, id));
      if (view === null || signal.aborted) return;
      yield view;
    } while (await bell.heard());
    hub.throwIfFailed();
  } finally {
    stopListening();
    hub.release(bell);
  }
}

/**
 * R39: every colleague's duty now, then each that changes. What waits for a slow reader is whose duty changed, so it is no
 * more than there are managers, and they then read the newest.
 */
export async function* dutyUpdates(subscription: DutySubscription): AsyncGenerator<DutyView, void> {
  const { hub, duties, viewer, signal } = subscription;
  const { channelId } = viewer;
  if (!mayFollowDuties(viewer)) return;
  const bell = hub.bell(signal);
  const changed = new Set<string>();
  const stopListening = hub.duties.listen(channelId, (managerId) => {
    changed.add(managerId);
    bell.ring();
  });
  try {
    for (const managerId of everybody(duties, channelId)) changed.add(managerId);
    do {
      for (const managerId of changed) {
        changed.delete(managerId);
        const view = dutyView(viewer, duties.byId(channelId, managerId));
        if (signal.aborted) return;
        if (view !== null) yield view;
      }
    } while (await bell.heard());
    hub.throwIfFailed();
  } finally {
    stopListening();
    hub.release(bell);
  }
}

function* everybody(duties: Duties, channelId: string): Generator<string> {
  for (let after: string | null = null; ;) {
    const page = duties.page(channelId, after, DUTIES_A_READ);
    for (const { managerId } of page) yield managerId;
    after = page.at(-1)?.managerId ?? null;
    if (after === null || page.length < DUTIES_A_READ) return;
  }
}
