import {
  ACCEPT_MEET,
  LET_CUSTOMERS_START,
  type MeetResult,
  PUT_CHANNEL,
  PUT_CUSTOMER,
  PUT_MANAGER,
  PUT_USER_CHAT,
  SET_CAMERA,
  SET_PRESENCE,
  START_MEET,
} from '../demo/operations.ts';
import { openSession, type Session } from '../demo/session.ts';

export const CHANNEL = 'bench';

const CHANNEL_AS_PUT = { name: 'Bench', paidPlan: true };

/** Live meets that events can be made in. */
export interface Meets {
  /** Where the log stood when the last of them began. */
  readonly position: string;
  /** One event, in one of them. */
  toggle(): Promise<void>;
  /** So many events, in all of them at once. */
  toggleAll(events: number): Promise<void>;
  close(): Promise<void>;
}

interface Meet {
  readonly customer: Session;
  readonly id: string;
  camera: boolean;
}

export async function openMeets(url: string, count: number): Promise<Meets> {
  const host = await openSession(url, { channel: CHANNEL, role: 'integrator', sub: 'host' });
  await host.act(PUT_CHANNEL, CHANNEL_AS_PUT);
  await host.act(LET_CUSTOMERS_START, { customersMayStart: true });
  const meets: Meet[] = [];
  for (let nth = 0; nth < count; nth += 1) meets.push(await openMeet(url, host, nth));
  // Staff's positions are the log's own; a customer's are not.
  const { position = '' } = await host.act<{ __typename: string; position?: string }>(PUT_CHANNEL, CHANNEL_AS_PUT);
  const toggle = async (meet: Meet | undefined): Promise<void> => {
    if (!meet) throw new Error('there is no such meet');
    meet.camera = !meet.camera;
    const input = { meetId: meet.id, on: meet.camera };
    await meet.customer.act(SET_CAMERA, input);
  };
  return {
    position,
    toggle: () => toggle(meets[0]),
    toggleAll: async (events) => {
      const each = Math.ceil(events / count);
      await Promise.all(
        meets.map(async (meet) => {
          for (let nth = 0; nth < each; nth += 1) await toggle(meet);
        }),
      );
    },
    close: async () =>
      void (await Promise.all([host, ...meets.map(({ customer }) => customer)].map((one) => one.close()))),
  };
}

async function openMeet(url: string, host: Session, nth: number): Promise<Meet> {
  const [managerId, customerId, userChatId] = [`manager-${nth}`, `customer-${nth}`, `chat-${nth}`];
  const manager = await openSession(url, { channel: CHANNEL, role: 'manager', sub: managerId });
  const customer = await openSession(url, { channel: CHANNEL, role: 'customer', sub: customerId });
  await host.act(PUT_MANAGER, { id: managerId, name: 'Mina', operatorSeat: true });
  await host.act(PUT_CUSTOMER, { id: customerId, name: 'Chulsoo' });
  await host.act(PUT_USER_CHAT, { id: userChatId, customerId, assigneeId: managerId, managerIds: [managerId] });
  await host.act(SET_PRESENCE, { managerId, online: true });
  await host.act(SET_PRESENCE, { customerId, online: true });
  const { meet } = await customer.act<MeetResult>(START_MEET, { place: { userChatId }, kind: 'VOICE' });
  if (!meet) throw new Error('an accepted startMeet names its meet');
  await manager.act(ACCEPT_MEET, { meetId: meet.id });
  await manager.close();
  // The first camera makes a video meet of it: two events. From then on there is one event a time.
  await customer.act(SET_CAMERA, { meetId: meet.id, on: true });
  return { customer, id: meet.id, camera: true };
}
