import { accept, type Decision, plusMs, refuse } from '../decider.ts';
import { isPresenceKnown } from '../presence.ts';
import type {
  CustomerCommand,
  CustomerRefusal,
  ForgetCustomer,
  NoteCustomerSeal,
  PutCustomer,
  RevokeCustomerTokens,
  SetCustomerPresence,
} from './commands.ts';
import type { CustomerEvent } from './events.ts';
import { type CustomerState, namesItsKey } from './fold.ts';

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
    case 'NoteCustomerSeal':
      return noteSeal(command, state);
    case 'RevokeCustomerTokens':
      return revokeTokens(command, state);
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

function setPresence(command: SetCustomerPresence, state: CustomerState): CustomerDecision {
  const { at, by, customerId, online, graceMs } = command;
  if (state === null) return refuse({ reason: 'unknown' });
  if (isPresenceKnown(state, online, at)) return accept();
  if (online) return accept({ type: 'CustomerCameOnline', at, by, data: { customerId } });
  return accept({ type: 'CustomerWentOffline', at, by, data: { customerId, graceUntil: plusMs(at, graceMs) } });
}

function forget({ at, by, customerId }: ForgetCustomer, state: CustomerState): CustomerDecision {
  if (state === null) return refuse({ reason: 'unknown' });
  if (state.forgotten) return accept();
  return accept({ type: 'CustomerForgotten', at, by, data: { customerId } });
}

/** Of who was forgotten there is nothing to seal. */
function noteSeal({ at, by, customerId }: NoteCustomerSeal, state: CustomerState): CustomerDecision {
  if (state === null) return refuse({ reason: 'unknown' });
  if (state.forgotten || namesItsKey(state)) return accept();
  return accept({ type: 'CustomerSealNoted', at, by, data: { customerId, mark: SEAL_MARK } });
}

/** What is sealed says nothing: that it is sealed does. */
const SEAL_MARK = 'sealed';

/** Each time anew, for there may be newer tokens; told again at the same moment, it is the same. */
function revokeTokens({ at, by, customerId }: RevokeCustomerTokens, state: CustomerState): CustomerDecision {
  if (state === null) return refuse({ reason: 'unknown' });
  if (state.tokensRevokedAt !== null && state.tokensRevokedAt >= at) return accept();
  return accept({ type: 'CustomerTokensRevoked', at, by, data: { customerId } });
}
