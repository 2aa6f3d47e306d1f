import type { Viewer } from '../../viewer.ts';

/*
 * The one place that says who may see what. Denied by default: tenant first, then role; a customer is let through only
 * where something is their own, and then reads it masked (R14, R6, invariant 3); a manager is not let into a private room
 * of others (R20). Everything the read model answers with has come through here.
 */

/** How much of the channel a viewer sees: all of it, what is their own, or nothing at all. */
export type Reach = 'channel' | 'own' | 'nothing';

export function reachOf(viewer: Viewer): Reach {
  switch (viewer.role) {
    case 'manager':
    case 'integrator':
    case 'analyst':
      return 'channel';
    case 'customer':
      return 'own';
  }
  // A role that only a newer version knows comes from outside the type system.
  viewer.role satisfies never;
  return 'nothing';
}

/** May the viewer know of what belongs to this channel and (where it belongs to one) this customer? */
export function maySee(viewer: Viewer, channelId: string, customerId: string | null): boolean {
  if (viewer.channelId !== channelId) return false;
  const reach = reachOf(viewer);
  return reach === 'channel' || (reach === 'own' && customerId === viewer.id);
}
