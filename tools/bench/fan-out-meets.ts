import { PUT_CHANNEL, SET_CAMERA } from '../demo/operations.ts';
import { openSession, type Session } from '../demo/session.ts';
import { BENCH_CHANNEL, beginMeet } from './begin-meet.ts';

export const CHANNEL = 'bench';
/** How long a command may take on a machine that has other work: the readers' times are what is measured. */
const ANSWER_WITHIN_MS = 60_000;

/** Live meets that events can be made in. */
export interface Meets {
  /** Where the log stood when the last of them began. */
  readonly position: string;
  /** Where it stands now. */
  positionNow(): Promise<string>;
  /** One event, in one of them. */
  toggle(): Promise<void>;
  /** So many events, in all of them at once. */
  toggleAll(events: number): Promise<void>;
  /** In each of them at once the camera goes off and on again, so many times: twice as many events each, in one request. */
  turnOver(times: number): Promise<void>;
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
  let puts = 0;
  const positionNow = async (): Promise<string> => {
    // Another name each time: only what is an event tells where the log stands.
    const renamed = { ...BENCH_CHANNEL, name: `Bench ${(puts += 1)}` };
    const { position = '' } = await host.act<{ __typename: string; position?: string }>(PUT_CHANNEL, renamed);
    return position;
  };
  const toggle = async (meet: Meet | undefined): Promise<void> => {
    if (!meet) throw new Error('there is no such meet');
    meet.camera = !meet.camera;
    const input = { meetId: meet.id, on: meet.camera };
    await meet.customer.act(SET_CAMERA, input);
  };
  return {
    position: await positionNow(),
    positionNow,
    toggle: () => toggle(meets[0]),
    toggleAll: async (events) => {
      const each = Math.ceil(events / count);
      await Promise.all(
        meets.map(async (meet) => {
          for (let nth = 0; nth < each; nth += 1) await toggle(meet);
        }),
      );
    },
    turnOver: async (times) =>
      void (await Promise.all(meets.map(({ customer, id }) => customer.act(turnedOver(id, times), {})))),
    close: async () =>
      void (await Promise.all([host, ...meets.map(({ customer }) => customer)].map((one) => one.close()))),
  };
}

async function openMeet(url: string, host: Session, nth: number): Promise<Meet> {
  const [managerId, customerId, userChatId] = [`manager-${nth}`, `customer-${nth}`, `chat-${nth}`];
  const manager = await openSession(url, { channel: CHANNEL, role: 'manager', sub: managerId });
  const customer = await openSession(url, { channel: CHANNEL, role: 'customer', sub: customerId }, ANSWER_WITHIN_MS);
  const id = await beginMeet(host, manager, customer, { managerId, customerId, userChatId });
  await manager.close();
  // The first camera makes a video meet of it: two events. From then on there is one event a time.
  await customer.act(SET_CAMERA, { meetId: id, on: true });
  return { customer, id, camera: true };
}

function turnedOver(meetId: string, times: number): string {
  const set = (on: boolean): string =>
    `setCamera(input: { meetId: ${JSON.stringify(meetId)}, on: ${on} }) { __typename ... on Problem { message } }`;
  const pairs = Array.from({ length: times }, (_, nth) => `off${nth}: ${set(false)} on${nth}: ${set(true)}`);
  // The session looks at the result so called; readers see whether the others came about.
  return `mutation { ${pairs.join(' ').replace('off0', 'result')} }`;
}
