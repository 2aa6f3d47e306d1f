import type { z } from 'zod';
import { AUTH_VARIABLES } from './variables/auth.ts';
import { HTTP_VARIABLES } from './variables/http.ts';
import { LINKS_VARIABLES } from './variables/links.ts';
import { MEDIA_VARIABLES } from './variables/media.ts';
import { MEETS_VARIABLES } from './variables/meets.ts';
import { NOTIFIER_VARIABLES } from './variables/notifier.ts';
import { PHONE_VARIABLES } from './variables/phone.ts';
import { QUERIES_VARIABLES } from './variables/queries.ts';
import { SERVICE_VARIABLES } from './variables/service.ts';
import { SOCKETS_VARIABLES } from './variables/sockets.ts';
import { STORAGE_VARIABLES } from './variables/storage.ts';
import type { Variable } from './variable.ts';

/** The areas of the configuration in the order of the docs, each with the heading it has there. */
export const AREAS = [
  { title: 'The service', variables: SERVICE_VARIABLES },
  { title: 'Who is let in', variables: AUTH_VARIABLES },
  { title: 'What is kept, and read', variables: STORAGE_VARIABLES },
  { title: 'Meets', variables: MEETS_VARIABLES },
  { title: 'Sound and picture', variables: MEDIA_VARIABLES },
  { title: 'Calls by phone', variables: PHONE_VARIABLES },
  { title: 'Links', variables: LINKS_VARIABLES },
  { title: 'Follow-ups', variables: NOTIFIER_VARIABLES },
  { title: 'Connections and requests', variables: HTTP_VARIABLES },
  { title: 'Queries', variables: QUERIES_VARIABLES },
  { title: 'WebSockets', variables: SOCKETS_VARIABLES },
] as const satisfies readonly { title: string; variables: Record<string, Variable<unknown>> }[];

/** Every variable that the service reads; there is no other. `docs/configuration.md` is generated from here. */
export const VARIABLES = {
  ...SERVICE_VARIABLES,
  ...AUTH_VARIABLES,
  ...STORAGE_VARIABLES,
  ...MEETS_VARIABLES,
  ...MEDIA_VARIABLES,
  ...PHONE_VARIABLES,
  ...LINKS_VARIABLES,
  ...NOTIFIER_VARIABLES,
  ...HTTP_VARIABLES,
  ...QUERIES_VARIABLES,
  ...SOCKETS_VARIABLES,
};

type Name = keyof typeof VARIABLES;
/** What each variable says; null where it says nothing and nothing need be said. */
export type Values = {
  readonly [N in Name]:
    z.output<(typeof VARIABLES)[N]['read']> | ((typeof VARIABLES)[N]['fallback'] extends null ? null : never);
};
