import { accept, plusMs, refuse } from '../decider.ts';
import { personOf, samePerson } from '../person.ts';
import { isPastDeadline, missed } from './answer.ts';
import { clientCapabilities } from './client-capabilities.ts';
import type { DialCustomer, FailDialledCall, PickUpCall } from './commands.ts';
import type { MeetDecision } from './decision.ts';
import { entering } from './entering.ts';
import type { MeetEvent } from './events.ts';
import type { Meet, MeetState } from './state.ts';
import type { GuardName } from './gate.ts';

/*
 * R38: calls by phone that a manager makes. They ring a telephone and no device of anybody's, so there is no `MeetRang` in them.
 */

/**
 * May this manager dial this customer (R3, R4, R24)? Names every guard that fails, in a fixed order; empty means yes. Facts that are
 * not there fail: what nobody told us allows nothing.
 */
export function dialGate({ by, client, facts }: Pick<DialCustomer, 'by' | 'client' | 'facts'>): readonly GuardName[] {
  const { channel, starter, customer, lineThere } = facts;
  const guards: readonly (readonly [GuardName, boolean])[] = [
    ['PLAN_REQUIRED', channel?.paidPlan !== true],
    ['BUSINESS_NOT_VERIFIED', channel?.businessVerified !== true],
    ['SEAT_REQUIRED', starter?.id !== by.id || !starter.operatorSeat],
    ['CUSTOMER_BLOCKED', customer?.blocked === true],
    ['NUMBER_UNKNOWN', customer?.phoneNumber == null],
    ['NO_PHONE_LINE', !lineThere],
    ['CLIENT_UNSUPPORTED', client !== null && !clientCapabilities(client).meets],
  ];
  return guards.filter(([, fails]) => fails).map(([name]) => name);
}

/** A call to the customer begins, and rings until the deadline at most (R12). */
export function dialCustomer(command: DialCustomer, meet: MeetState): MeetDecision {
  const { at, by, meetId, userChatId, customerId, number, line, callbackOf, limits } = command;
  const startedBy = personOf(by);
  if (startedBy?.role !== 'manager') return refuse({ reason: 'not-allowed', guards: ['MANAGERS_ONLY'] });
  if (meet !== null) return samePerson(meet.startedBy, startedBy) ? accept() : refuse({ reason: 'begun' });
  const guards = dialGate(command);
  if (guards.length > 0) return refuse({ reason: 'not-allowed', guards });
  const place = { type: 'user-chat', userChatId } as const;
  const began = { meetId, place, kind: 'PHONE', direction: 'OUTBOUND', customerId, startedBy, callbackOf } as const;
  return accept(
    { type: 'MeetStarted', at, by, data: began },
    { type: 'CallDialled', at, by, data: { number, line, deadline: plusMs(at, limits.ringTimeoutMs) } },
  );
}

/** The customer picked up: live, with who dialled and them. At its deadline or later the outcome is the timer's to tell. */
export function pickUpCall(command: PickUpCall, meet: Meet): MeetDecision {
  const { at, by, starterMuted } = command;
  if (!isDialling(meet) || meet.customerId === null || isPastDeadline(meet, at)) return accept();
  const customer = { role: 'customer', id: meet.customerId } as const;
  const accepted: MeetEvent = { type: 'MeetAccepted', at, by, data: { acceptedBy: customer, deviceId: null } };
  return accept(accepted, ...entering(command, meet.startedBy, starterMuted), ...entering(command, customer, false));
}

/** R38, R41: nobody picked up, and this is why. */
export function failDialledCall(command: FailDialledCall, meet: Meet): MeetDecision {
  if (!isDialling(meet) || isPastDeadline(meet, command.at)) return accept();
  return accept(missed(command, command.reason));
}

const isDialling = (meet: Meet): boolean =>
  meet.kind === 'PHONE' && meet.direction === 'OUTBOUND' && meet.phase === 'RINGING';
