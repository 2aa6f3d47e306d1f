import type { Result } from './answers.ts';
import { sessionFor, type Session } from './graphql-client.ts';
import {
  ACCEPT,
  PUT_CHANNEL,
  PUT_CUSTOMER,
  PUT_MANAGER,
  PUT_USER_CHAT,
  SETTINGS,
  SET_PRESENCE,
  START,
} from './operations.ts';
import type { RunningServer } from './running-server.ts';

/** A channel in which everything R9 asks for holds, and the people in it. */
export interface Scene {
  readonly channel: string;
  readonly chat: string;
  readonly host: Session;
  /** The chat's assignee. */
  readonly manager: Session;
  readonly secondManager: Session;
  readonly customer: Session;
  readonly otherCustomer: Session;
  readonly analyst: Session;
  close(): Promise<void>;
}

/** Puts channel, managers `ma-1` and `ma-2`, customers `cu-1` and `cu-2`, and the chat `chat-1` of `cu-1` with `ma-1`. */
export async function setScene(server: RunningServer, channel: string): Promise<Scene> {
  const host = await sessionFor(server, channel, 'integrator', 'host');
  const [manager, secondManager, customer, otherCustomer, analyst] = await Promise.all([
    sessionFor(server, channel, 'manager', 'ma-1'),
    sessionFor(server, channel, 'manager', 'ma-2'),
    sessionFor(server, channel, 'customer', 'cu-1'),
    sessionFor(server, channel, 'customer', 'cu-2'),
    sessionFor(server, channel, 'analyst', 'an-1'),
  ]);
  const steps: [string, Record<string, unknown>][] = [
    [PUT_CHANNEL, { name: `Shop ${channel}`, paidPlan: true }],
    [PUT_MANAGER, { id: 'ma-1', name: 'Mina', operatorSeat: true }],
    [PUT_MANAGER, { id: 'ma-2', name: 'Minjun', operatorSeat: true }],
    [PUT_CUSTOMER, { id: 'cu-1', name: 'Chulsoo', phoneNumber: '+821012345678' }],
    [PUT_CUSTOMER, { id: 'cu-2', name: 'Younghee' }],
    [PUT_USER_CHAT, { id: 'chat-1', customerId: 'cu-1', assigneeId: 'ma-1', managerIds: ['ma-1', 'ma-2'] }],
    [SETTINGS, { customersMayStart: true }],
    [SET_PRESENCE, { customerId: 'cu-1', online: true }],
    [SET_PRESENCE, { managerId: 'ma-1', online: true }],
  ];
  for (const [operation, input] of steps) {
    const { result } = await host.run<Result>(operation, { input });
    if (result.__typename !== 'Put') {
      throw new Error(`the scene could not be set: ${JSON.stringify({ input, result })}`);
    }
  }
  const sessions = [host, manager, secondManager, customer, otherCustomer, analyst];
  return {
    ...{ channel, chat: 'chat-1', host, manager, secondManager, customer, otherCustomer, analyst },
    close: async () => void (await Promise.all(sessions.map((session) => session.close()))),
  };
}

/** The customer calls; the meet's id. */
export async function customerCalls(scene: Scene): Promise<string> {
  const { result } = await scene.customer.run<Result>(START, {
    input: { place: { userChatId: scene.chat }, kind: 'VOICE' },
  });
  if (result.__typename !== 'MeetAccepted') throw new Error(`startMeet: ${JSON.stringify(result)}`);
  return result.meet.id;
}

/** The customer calls and the assignee answers; the meet's id. */
export async function liveMeet(scene: Scene): Promise<string> {
  const meetId = await customerCalls(scene);
  const { result } = await scene.manager.run<Result>(ACCEPT, { input: { meetId } });
  if (result.__typename !== 'MeetAccepted') throw new Error(`acceptMeet: ${JSON.stringify(result)}`);
  return meetId;
}
