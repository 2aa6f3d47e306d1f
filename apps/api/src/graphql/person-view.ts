import type { Person } from '@meets/meet-domain';
import type { CustomerView, ManagerView } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import type { Viewer } from '../viewer.ts';

/**
 * A person as the viewer may see them. Whoever is named in what the viewer reads is never nothing: of a person the host
 * never told us of, or of whom the viewer may know no more, there is the id.
 */
export const personView = (reads: ReadModel, viewer: Viewer, person: Person): ManagerView | CustomerView =>
  person.role === 'manager' ? managerView(reads, viewer, person.id) : customerView(reads, viewer, person.id);

export const managerView = (reads: ReadModel, viewer: Viewer, id: string): ManagerView =>
  reads.manager(viewer, id) ?? { role: 'manager', id, name: '', operatorSeat: false, online: false };

export const customerView = (reads: ReadModel, viewer: Viewer, id: string): CustomerView =>
  reads.customer(viewer, id) ?? { role: 'customer', id, name: null, online: false };
