import type { Result } from '../answers.ts';
import { sessionFor, type Session } from '../graphql-client.ts';
import { ACCEPT, END, PUT_CUSTOMER, PUT_USER_CHAT, SET_CAMERA, START } from '../operations.ts';
import { pause, type RunningServer } from '../running-server.ts';
import type { Scene } from '../scene.ts';

/** Between two commands in one chat: enough events for every connection to carry some, and time for the others. */
const BETWEEN_COMMANDS_MS = 40;

export interface MeetMakers {
  /** Positions that a manager's command was answered with: the log must hold each of them for ever. */
  readonly acknowledged: Set<string>;
  /** Lets the commands under way end. */
  stop(): Promise<void>;
}

export const customerOf = (chat: number): string => `caller-${chat}`;

export async function putChats(host: Session, chats: number): Promise<void> {
  for (let chat = 0; chat < chats; chat += 1) {
    const customerId = customerOf(chat);
    await host.run(PUT_CUSTOMER, { input: { id: customerId, name: `Caller ${chat}` } });
    await host.run(PUT_USER_CHAT, { input: { id: `chat-of-${chat}`, customerId, assigneeId: 'ma-1' } });
  }
}

/** In each chat the customer calls, the manager answers, turns the camera on and ends, again and again, come what may. */
export function startMeetMakers(scene: Scene, server: Pick<RunningServer, 'url'>, chats: number): MeetMakers {
  const acknowledged = new Set<string>();
  let stopping = false;
  const makers = Array.from({ length: chats }, async (_, chat) => {
    const customer = await sessionFor(server, scene.channel, 'customer', customerOf(chat));
    while (!stopping) {
      try {
        await makeMeet(scene.manager, customer, `chat-of-${chat}`, acknowledged);
      } catch {
        // The server was killed under it: the next round finds the meet as it is, and ends it. The run counts what was done.
        await pause(BETWEEN_COMMANDS_MS);
      }
    }
  });
  return {
    acknowledged,
    async stop() {
      stopping = true;
      await Promise.all(makers);
    },
  };
}

async function makeMeet(
  manager: Session,
  customer: Session,
  userChatId: string,
  acknowledged: Set<string>,
): Promise<void> {
  const { result } = await customer.run<Result>(START, { input: { place: { userChatId }, kind: 'VOICE' } });
  const meetId = result.meet.id;
  for (const [operation, more] of [
    [ACCEPT, {}],
    [SET_CAMERA, { on: true }],
    [END, {}],
  ] as const) {
    await pause(BETWEEN_COMMANDS_MS);
    const answer = await manager.run<Result>(operation, { input: { meetId, ...more } });
    if (answer.result.__typename === 'MeetAccepted') acknowledged.add(answer.result.position);
  }
}
