import type { Duty, Meet } from '@meets/meet-client';
import { inNow, stayOf } from './standing.ts';

type Caller = Extract<Meet['place'], { readonly __typename: 'UserChat' }>['customer'];

/** Who calls, or is called. */
export const customerOf = ({ place }: Meet): Caller | null => (place.__typename === 'UserChat' ? place.customer : null);

/** The call that this person is in, or that they are making; null for none. */
export const ownCall = (calls: readonly Meet[], personId: string): Meet | null =>
  calls.find((call) => stayOf(call, personId) !== null) ??
  calls.find(({ state, startedBy }) => state === 'RINGING' && startedBy?.id === personId) ??
  null;

/** The calls that nobody could take yet, longest waiting first. */
export const waitingCalls = (calls: readonly Meet[]): readonly Meet[] =>
  calls
    .filter(({ state }) => state === 'QUEUED')
    .toSorted((one, other) => Date.parse(one.startedAt) - Date.parse(other.startedAt));

/** The customers' calls that ring somebody now. */
export const ringingCalls = (calls: readonly Meet[]): readonly Meet[] =>
  calls.filter(({ state, direction }) => state === 'RINGING' && direction === 'INBOUND');

/** The newest call that is over in which this person was, or which they made, where it ended at that time or later; null for none. */
export const lastOwnCall = (meets: readonly Meet[], personId: string, sinceMs: number): Meet | null =>
  meets.find(
    ({ kind, endedAt, startedBy, participants }) =>
      kind === 'PHONE' &&
      endedAt !== null &&
      Date.parse(endedAt) >= sinceMs &&
      (startedBy?.id === personId || participants.some(({ person }) => person.id === personId)),
  ) ?? null;

/** What is said with that customer by others. */
export const callsOfOthers = (calls: readonly Meet[], personId: string): readonly Meet[] =>
  calls.filter((call) => call.state === 'LIVE' && stayOf(call, personId) === null);

/** Whether somebody else is in to whom the call can be left. */
export const canBeLeft = (call: Meet, personId: string): boolean =>
  inNow(call).some(({ person }) => person.__typename === 'Manager' && person.id !== personId);

/** That customer's meets that are over, newest first. */
export const earlierWith = (meets: readonly Meet[], customerId: string): readonly Meet[] =>
  meets.filter((meet) => (meet.state === 'ENDED' || meet.state === 'MISSED') && customerOf(meet)?.id === customerId);

/** With the duty in the place of what was known of that manager. */
export const withDuty = (duties: readonly Duty[], duty: Duty): readonly Duty[] =>
  [...duties.filter(({ manager }) => manager.id !== duty.manager.id), duty].toSorted((one, other) =>
    one.manager.id.localeCompare(other.manager.id),
  );

/** The customer who called from that number, or was called at it; null where no call is known. */
export const customerAt = (meets: readonly Meet[], e164: string): Caller | null =>
  meets.map((meet) => (meet.phone?.customerNumber === e164 ? customerOf(meet) : null)).find((one) => one !== null) ??
  null;

/** What somebody typed to be dialled, in E.164: a number without a plus is a Korean one. Null where it is no number. */
export function dialledNumber(typed: string): string | null {
  const digits = typed.replace(/[\s().-]/g, '');
  // Nobody has fewer than three digits, such as 114.
  if (!/^\+?\d{3,15}$/.test(digits)) return null;
  const number = digits.startsWith('+') ? digits : `+82${digits.replace(/^0/, '')}`;
  return /^\+[1-9]\d{1,14}$/.test(number) ? number : null;
}

/** How a Korean number is written in Korea: `010-5555-0100`; any other one as it is. */
export function numberText(e164: string): string {
  const [, area, rest = ''] = /^\+82(2|\d{2})(\d{7,8})$/.exec(e164) ?? [];
  return area === undefined ? e164 : `0${area}-${rest.slice(0, -4)}-${rest.slice(-4)}`;
}
