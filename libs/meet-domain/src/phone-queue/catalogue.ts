import type { CatalogueOf } from '../catalogue-entry.ts';
import type { PhoneQueueEvent } from './events.ts';

const first = { aggregate: 'phonequeue', schemaVersion: 1, upcasters: [] } as const;

export const phoneQueueCatalogue: CatalogueOf<PhoneQueueEvent> = {
  CallLetIn: {
    ...first,
    summary: 'A call was let in: it counts until it is over, and waits until somebody answers it.',
    rules: ['R37', 'R39'],
    example: { meetId: 'uc.uc-2.1', customerId: 'c-1' },
  },
  CallTurnedAway: {
    ...first,
    summary: 'A call was not let in, and is missed for this reason.',
    rules: ['R41'],
    example: { meetId: 'uc.uc-2.1', customerId: 'c-1', reason: 'NOT_IN_OPERATION' },
  },
  CallAnswered: {
    ...first,
    summary: 'Somebody answered the call: it waits no longer.',
    rules: ['R37'],
    example: { meetId: 'uc.uc-2.1' },
  },
  CallOver: {
    ...first,
    summary: 'The call is over, answered or not.',
    rules: ['R32'],
    example: { meetId: 'uc.uc-2.1' },
  },
};
