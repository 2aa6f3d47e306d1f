import { PUT_CHANNEL, SET_CAMERA } from '../demo/operations.ts';
import { openSession, type Session } from '../demo/session.ts';
import { BENCH_CHANNEL, beginMeet } from './begin-meet.ts';

export const CHANNEL = 'bench';

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
  const meets: Meet[] = [];
  for (let nth = 0; nth < count; nth += 1) meets.push(await openMeet(url, host, nth));
  // Staff's positions are the log's own; a customer's are not.
  const { position = '' } = await host.act<{ __typename: string; position?: string }>(PUT_CHANNEL, BENCH_CHANNEL);
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
  const id = await beginMeet(host, manager, customer, { managerId, customerId, userChatId });
  await manager.close();
  // The first camera makes a video meet of it: two events. From then on there is one event a time.
  await customer.act(SET_CAMERA, { meetId: id, on: true });
  return { customer, id, camera: true };
}
