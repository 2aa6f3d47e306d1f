import { accept, type Decision, plusMs, refuse } from '../decider.ts';
import type { CustomerCommand, CustomerRefusal, ForgetCustomer, PutCustomer, SetCustomerPresence } from './commands.ts';
import type { CustomerEvent } from './events.ts';
import type { CustomerState } from './fold.ts';

export type CustomerDecision = Decision<CustomerEvent, CustomerRefusal>;

/** What follows from an order about a customer. Telling what is already known adds no event. */
export function decideCustomer(command: CustomerCommand, state: CustomerState): CustomerDecision {
  switch (command.type) {
    case 'PutCustomer':
      return put(command, state);
    case 'SetCustomerPresence':
      return setPresence(command, state);
    case 'ForgetCustomer':
      return forget(command, state);
  }
}

/** A forgotten customer who is put again is somebody we know again, under a new key. */
function put(command: PutCustomer, state: CustomerState): CustomerDecision {
  const { at, by, customerId, name, phoneNumber, blocked } = command;
  const known =
    state !== null &&
    !state.forgotten &&
    state.name === name &&
    state.phoneNumber === phoneNumber &&
    state.blocked === blocked;
  if (known) return accept();
  return accept({ type: 'CustomerPut', at, by, data: { customerId, name, phoneNumber, blocked } });
}

/** Only a change is an event; a second "offline" does not lengthen the grace, or it would never end (R33). */
function setPresence(command: SetCustomerPresence, state: CustomerState): CustomerDecision {
  const { at, by, customerId, online, graceMs } = command;
  if (state === null) return refuse({ reason: 'unknown' });
  if (state.online === online) return accept();
  if (online) return accept({ type: 'CustomerCameOnline', at, by, data: { customerId } });
  return accept({ type: 'CustomerWentOffline', at, by, data: { customerId, graceUntil: plusMs(at, graceMs) } });
}

function forget({ at, by, customerId }: ForgetCustomer, state: CustomerState): CustomerDecision {
  if (state === null) return refuse({ reason: 'unknown' });
  if (state.forgotten) return accept();
  return accept({ type: 'CustomerForgotten', at, by, data: { customerId } });
}
