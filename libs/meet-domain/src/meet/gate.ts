import type { Actor } from '../decider.ts';
import { type Client, clientCapabilities } from './client-capabilities.ts';
import type { ManagerFacts, StartFacts } from './commands.ts';
import type { MeetKind } from './events.ts';

/** The names of the guards, as clients read them in `reasons`. */
export type GuardName =
  | 'SETTING_OFF'
  | 'NO_ASSIGNEE'
  | 'INPUT_CLOSED'
  | 'EXTERNAL_MESSENGER'
  | 'PLAN_REQUIRED'
  | 'SEAT_REQUIRED'
  | 'NOT_A_MEMBER'
  | 'CLIENT_UNSUPPORTED'
  | 'SCREEN_SHARE_UNSUPPORTED'
  | 'CUSTOMER_BLOCKED'
  | 'KIND_NOT_ALLOWED'
  | 'FEATURE_NOT_AVAILABLE'
  | 'MANAGERS_ONLY'
  | 'ROLE_NOT_ALLOWED'
  | 'NOT_RUNG'
  | 'NOT_THE_CALLER';

/** Who wants to start which kind, with which client, and what is known of the place. */
export interface StartRequest {
  readonly by: Actor;
  readonly kind: MeetKind;
  /** Null where the client did not say what it is; what cannot be known is not held against it. */
  readonly client: Client | null;
  readonly facts: StartFacts;
}

/**
 * May this meet be started (R4, R6, R8–R10, R16, R24)? Names every guard that fails, in a fixed order; empty means yes.
 * StartMeet's decision and the query `meetPermission` both ask here, so they cannot disagree.
 *
 * What a customer is told is less: the plan, the assignee's seat and being blocked are the managers' to know, so for a
 * customer any of them reads as the one name FEATURE_NOT_AVAILABLE.
 */
export function startGate(request: StartRequest): readonly GuardName[] {
  switch (request.by.role) {
    case 'customer':
      return failing(customerGuards(request));
    case 'manager':
      return failing(managerGuards(request));
    case 'integrator':
    case 'analyst':
    case 'system':
      return ['ROLE_NOT_ALLOWED'];
  }
}

/** R4 and R24, for a manager who accepts or joins; for a customer only R24. In a fixed order; empty means yes. */
export function entryGate(by: Actor, client: Client | null, facts: ManagerFacts | null): readonly GuardName[] {
  const manager = by.role === 'manager';
  const manages = facts?.manager?.id === by.id ? facts.manager : null;
  return failing([
    ['PLAN_REQUIRED', manager && facts?.channel?.paidPlan !== true],
    ['SEAT_REQUIRED', manager && manages?.operatorSeat !== true],
    ['CLIENT_UNSUPPORTED', !canMeet(client)],
  ]);
}

/** A guard, and whether it fails. Facts that are not there fail: what nobody told us allows nothing. */
type Guard = readonly [GuardName, boolean];

function customerGuards({ kind, client, facts: { channel, userChat, customer, assignee } }: StartRequest): Guard[] {
  const assigned = assignedTo(userChat);
  const unavailable =
    channel?.paidPlan !== true ||
    customer?.blocked === true ||
    // Without an assignee there is nobody whose seat could be missing: NO_ASSIGNEE says it all.
    (assigned !== null && (assignee?.id !== assigned || !assignee.operatorSeat));
  return [
    ['KIND_NOT_ALLOWED', kind !== 'VOICE'],
    ['SETTING_OFF', channel?.customersMayStart !== true],
    ['NO_ASSIGNEE', assigned === null],
    ['INPUT_CLOSED', userChat?.inputOpen !== true],
    // R9 asks for a native medium, so this name, which clients know, stands for every other medium: phone chats too.
    ['EXTERNAL_MESSENGER', userChat?.medium !== 'NATIVE'],
    ['FEATURE_NOT_AVAILABLE', unavailable],
    ['CLIENT_UNSUPPORTED', !canMeet(client)],
  ];
}

/** The setting and the input box are about customers (R8, R9), so they do not hold a manager back. */
function managerGuards({ by, kind, client, facts: { channel, userChat, customer, starter } }: StartRequest): Guard[] {
  return [
    ['KIND_NOT_ALLOWED', kind === 'PHONE'],
    ['NO_ASSIGNEE', assignedTo(userChat) === null],
    // R16 names messengers only: a chat that a phone call opened belongs to a customer who may well be in the lounge.
    ['EXTERNAL_MESSENGER', userChat?.medium === 'EXTERNAL_MESSENGER'],
    ['PLAN_REQUIRED', channel?.paidPlan !== true],
    ['SEAT_REQUIRED', starter?.id !== by.id || !starter.operatorSeat],
    ['CUSTOMER_BLOCKED', customer?.blocked === true],
    ['CLIENT_UNSUPPORTED', !canMeet(client)],
  ];
}

const assignedTo = (userChat: StartFacts['userChat']): string | null => userChat?.assigneeId ?? null;

const canMeet = (client: Client | null): boolean => client === null || clientCapabilities(client).meets;

const failing = (guards: readonly Guard[]): readonly GuardName[] =>
  guards.filter(([, fails]) => fails).map(([name]) => name);
