import type { Client } from '@meets/meet-domain';
import type { Viewer } from '../../viewer.ts';

/** Two tenants whose people and chats have the same ids, so that nothing but the tenant tells them apart. */
export const CHANNELS = ['moss', 'fern'] as const;
/** With their customer more than a meet may hold; most things happen among the first few. */
export const MANAGERS = ['mina', 'bora', 'juna', 'dohy', ...Array.from({ length: 7 }, (_, index) => `m-${index + 5}`)];
/** Those whom the host tells of at first. */
export const FIRST_MANAGERS = MANAGERS.slice(0, 4);
export const CUSTOMERS = ['juno', 'sori', 'haru'] as const;

/** The chats that the host tells of, each with its customer. */
export const CHATS: readonly { readonly id: string; readonly customerId: string }[] = [
  { id: 'uc-1', customerId: 'juno' },
  { id: 'uc-2', customerId: 'juno' },
  { id: 'uc-3', customerId: 'sori' },
  { id: 'uc/4 %', customerId: 'haru' },
];

/** The managers' rooms. Of the hushed one nobody but its members may ever hear; membership of the last comes and goes. */
export const ROOMS = [
  { id: 'town', kind: 'PUBLIC_GROUP', members: ['mina', 'bora', 'juna'] },
  { id: 'hush', kind: 'PRIVATE_GROUP', members: ['juna'] },
  { id: 'dm', kind: 'DIRECT_MESSAGE', members: ['mina', 'bora', 'juna'] },
  { id: 'shift', kind: 'PRIVATE_GROUP', members: ['mina', 'juna'] },
] as const;

/** Numbers that both channels want. */
export const PHONE_NUMBERS = ['+827000000001', '+827000000002'] as const;

export const manager = (channelId: string, id: string): Viewer => ({ channelId, role: 'manager', id });
export const customer = (channelId: string, id: string): Viewer => ({ channelId, role: 'customer', id });
export const host = (channelId: string): Viewer => ({ channelId, role: 'integrator', id: 'host' });

/** A person's name and number as the host tells them: recognisable wherever they turn up. */
export const nameOf = (channelId: string, role: string, id: string): string => `Name-${channelId}-${role}-${id}`;
export const numberOf = (channelId: string, id: string): string =>
  `+8210${channelId === 'moss' ? 5 : 6}${id.length}00777`;

/** What everything begins with that is said in a meet. */
export const SAID = 'Said-';
/** How what a carrier says of calls begins. */
export const CARRIED = 'Carried-';

/** What may stand nowhere in the log in the clear; each has a sign that neither base64 nor hex writes, or is a long one. */
export const SECRETS: readonly string[] = ['Name-moss', 'Name-fern', '+8210', 'Device-', SAID, CARRIED];

export const CLIENTS: readonly (Client | null)[] = [
  null,
  null,
  { platform: 'WEB_DESKTOP', browser: 'CHROME', osVersion: null },
  { platform: 'WEB_MOBILE', browser: 'SAFARI', osVersion: '17.4' },
  { platform: 'MOBILE_APP_IOS', browser: null, osVersion: '16.0' },
  { platform: 'IN_APP_BROWSER', browser: 'OTHER', osVersion: null },
];
