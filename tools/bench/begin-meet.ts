import {
  ACCEPT_MEET,
  LET_CUSTOMERS_START,
  type MeetResult,
  PUT_CHANNEL,
  PUT_CUSTOMER,
  PUT_MANAGER,
  PUT_USER_CHAT,
  SET_PRESENCE,
  START_MEET,
} from '../demo/operations.ts';
import type { Session } from '../demo/session.ts';

/** The channel that benchmarks meet in, as it is put. */
export const BENCH_CHANNEL = { name: 'Bench', paidPlan: true };

/** Whose sessions the two are, and the chat they meet in. */
export interface MeetIds {
  readonly managerId: string;
  readonly customerId: string;
  readonly userChatId: string;
}

const ONE_MEET: MeetIds = { managerId: 'mina', customerId: 'chulsoo', userChatId: 'chat' };

/** Puts all that a voice meet of these two needs, and begins it; the live meet's id. */
export async function beginMeet(
  host: Session,
  manager: Session,
  customer: Session,
  ids: MeetIds = ONE_MEET,
): Promise<string> {
  await putForMeet(host, ids);
  const place = { userChatId: ids.userChatId };
  const { meet } = await customer.act<MeetResult>(START_MEET, { place, kind: 'VOICE' });
  if (!meet) throw new Error('an accepted startMeet names its meet');
  await manager.act(ACCEPT_MEET, { meetId: meet.id });
  return meet.id;
}

/** Puts all that a meet of these two needs, which the customer may begin. */
export async function putForMeet(host: Session, { managerId, customerId, userChatId }: MeetIds): Promise<void> {
  await host.act(PUT_CHANNEL, BENCH_CHANNEL);
  await host.act(PUT_MANAGER, { id: managerId, name: 'Mina', operatorSeat: true });
  await host.act(PUT_CUSTOMER, { id: customerId });
  await host.act(PUT_USER_CHAT, { id: userChatId, customerId, assigneeId: managerId, managerIds: [managerId] });
  await host.act(LET_CUSTOMERS_START, { customersMayStart: true });
  await host.act(SET_PRESENCE, { managerId, online: true });
  await host.act(SET_PRESENCE, { customerId, online: true });
}
