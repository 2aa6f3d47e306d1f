import type { Actor } from '../decider.ts';
import { isRoomMember, takesPart } from './audience.ts';
import { type Client, clientCapabilities } from './client-capabilities.ts';
import type { ManagerFacts, StartFacts } from './commands.ts';
import type { MeetKind, Place } from './events.ts';

/** The names of the guards, as clients read them in `reasons`. */
export type GuardName =
  | 'SETTING_OFF'
  | 'NO_ASSIGNEE'
  | 'INPUT_CLOSED'
  | 'EXTERNAL_MESSENGER'
  | 'PLAN_REQUIRED'
  | 'BUSINESS_NOT_VERIFIED'
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
  | 'NOT_THE_CALLER'
  | 'NUMBER_UNKNOWN'
  | 'NUMBER_NOT_ISSUED'
  | 'NO_PHONE_LINE'
  | 'IN_ANOTHER_CALL'
  | 'COLLEAGUE_WITHOUT_SEAT'
  | 'COLLEAGUE_UNAVAILABLE'
  | 'COLLEAGUE_BUSY';

/** Who wants to start which kind where, with which client, and what is known of the place. */
export interface StartRequest {
  readonly by: Actor;
  readonly place: Pick<Place, 'type'>;
  readonly kind: MeetKind;
  /** Null where the client did not say what it is; what cannot be known is not held against it. */
  readonly client: Client | null;
  readonly facts: StartFacts;
}

/**
 * May this meet be started (R4, R6, R8–R10, R16, R19, R20, R24)? Names every guard that fails, in a fixed order; empty means yes.
 * StartMeet's decision and the query `meetPermission` both ask here, so they cannot disagree.
 *
 * What a customer is told is less: the plan, the assignee's seat and being blocked are the managers' to know, so for a
 * customer any of them reads as the one name FEATURE_NOT_AVAILABLE.
 */
export function startGate(request: StartRequest): readonly GuardName[] {
  switch (request.by.role) {
    case 'customer':
      // Internal and team meets are the managers' own, whatever the place is and whether it is there at all.
      return request.place.type === 'user-chat' ? failing(customerGuards(request)) : ['MANAGERS_ONLY'];
    case 'manager':
      return failing(GUARDS_OF[request.place.type](request));
    case 'integrator':
    case 'analyst':
    case 'system':
      return ['ROLE_NOT_ALLOWED'];
  }
}

/** Who comes in where, with which client, and what is known of them; null facts for a customer. */
export interface EntryRequest {
  readonly by: Actor;
  readonly place: Pick<Place, 'type'>;
  readonly client: Client | null;
  readonly facts: ManagerFacts | null;
}

/**
 * R4, R19, R20 and R24, for a manager who accepts or joins; for a customer only R24. In a fixed order; empty means yes.
 */
export function entryGate({ by, place, client, facts }: EntryRequest): readonly GuardName[] {
  const manager = by.role === 'manager';
  const manages = facts?.manager?.id === by.id ? facts.manager : null;
  return failing([
    ['NOT_A_MEMBER', manager && !mayEnter(place, by.id, facts)],
    ['PLAN_REQUIRED', manager && facts?.channel?.paidPlan !== true],
    ['SEAT_REQUIRED', manager && place.type !== 'team-room' && manages?.operatorSeat !== true],
    ['CLIENT_UNSUPPORTED', !canMeet(client)],
  ]);
}

/** Every manager may help in a user chat; the other places are for who takes part in them, or was invited (R27). */
function mayEnter(place: Pick<Place, 'type'>, managerId: string, facts: ManagerFacts | null): boolean {
  switch (place.type) {
    case 'user-chat':
      return true;
    case 'internal-chat':
      return facts?.userChat != null && takesPart(facts.userChat, managerId);
    case 'team-room':
      return facts?.invited === true || (facts?.teamRoom != null && isRoomMember(facts.teamRoom, managerId));
  }
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
function chatGuards({ by, kind, client, facts: { channel, userChat, customer, starter } }: StartRequest): Guard[] {
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

/**
 * R19. Nobody but managers is in such a meet, so neither the chat's medium nor its input box nor its customer stands in
 * the way; and who takes part need not be the assignee.
 */
function internalGuards({ by, kind, client, facts: { channel, userChat, starter } }: StartRequest): Guard[] {
  return [
    ['KIND_NOT_ALLOWED', kind === 'PHONE'],
    ['NOT_A_MEMBER', userChat === null || !takesPart(userChat, by.id)],
    ['PLAN_REQUIRED', channel?.paidPlan !== true],
    ['SEAT_REQUIRED', starter?.id !== by.id || !starter.operatorSeat],
    ['CLIENT_UNSUPPORTED', !canMeet(client)],
  ];
}

/** R20 waives the operator seat of R4, and nothing else of it. */
function teamGuards({ by, kind, client, facts: { channel, teamRoom, throughRoomLink } }: StartRequest): Guard[] {
  // R31: who starts by a public group's link is a member from then on (R29).
  const memberByLink = throughRoomLink === true && teamRoom?.kind === 'PUBLIC_GROUP';
  return [
    ['KIND_NOT_ALLOWED', kind === 'PHONE'],
    ['NOT_A_MEMBER', !memberByLink && (teamRoom === null || !isRoomMember(teamRoom, by.id))],
    ['PLAN_REQUIRED', channel?.paidPlan !== true],
    ['CLIENT_UNSUPPORTED', !canMeet(client)],
  ];
}

/** What a manager's start is asked, by the place. */
const GUARDS_OF = {
  'user-chat': chatGuards,
  'internal-chat': internalGuards,
  'team-room': teamGuards,
} as const satisfies Record<Place['type'], (request: StartRequest) => Guard[]>;

const assignedTo = (userChat: StartFacts['userChat']): string | null => userChat?.assigneeId ?? null;

const canMeet = (client: Client | null): boolean => client === null || clientCapabilities(client).meets;

const failing = (guards: readonly Guard[]): readonly GuardName[] =>
  guards.filter(([, fails]) => fails).map(([name]) => name);
