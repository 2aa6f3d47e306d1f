import { eventCatalogue, type MeetEvent } from '@meets/meet-domain';

/** What an event says, without what it says of a person: that is sealed at rest, and shown only where somebody asks for it. */
export function withoutPersonal({ type, data }: MeetEvent): { readonly [field: string]: unknown } {
  const personal = eventCatalogue[type].personal?.fields;
  if (!personal) return data;
  return Object.fromEntries(Object.entries(data).filter(([field]) => !personal.includes(field)));
}
