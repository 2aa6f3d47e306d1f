import {
  type Answer,
  type Api,
  failureText,
  PutChannel,
  PutCustomer,
  PutManager,
  PutTeamRoom,
  PutUserChat,
  ReadViewer,
  UpdateChannelMeetSettings,
} from '@meets/meet-client';
import { CHAT_IDS, CHULSOO, MESSENGER_CUSTOMER, MINA, MINJUN, ROOM_IDS } from './cast.ts';

type Put = Promise<Answer<{ readonly result: { readonly __typename: string; readonly message?: string } }>>;

/**
 * Tells the service, as the host product would, of the channel with its people, chats and rooms. What is there already
 * stays as it is. The channel comes after its places: its name says that they are there. Rejects where the service takes it not.
 */
export async function seedDemo(host: Api): Promise<void> {
  const viewer = await host.run(ReadViewer, {});
  if (!viewer.ok) throw new Error(failureText(viewer.failure));
  if (viewer.data.viewer.channel.name !== '') return;
  for (const put of PUTS) {
    const answer = await put(host);
    if (!answer.ok) throw new Error(failureText(answer.failure));
    const { __typename, message } = answer.data.result;
    if (__typename !== 'Put') throw new Error(`${__typename}: ${message}`);
  }
}

const managerIds = [MINA.id, MINJUN.id];
const [chulsoosChat, messengerChat] = CHAT_IDS;
const [support, leads, direct] = ROOM_IDS;

const PUTS: readonly ((host: Api) => Put)[] = [
  (host) => host.run(PutManager, { input: { id: MINA.id, name: 'Mina', operatorSeat: true } }),
  (host) => host.run(PutManager, { input: { id: MINJUN.id, name: 'Minjun', operatorSeat: true } }),
  (host) => host.run(PutCustomer, { input: { id: CHULSOO.id, name: 'Chulsoo' } }),
  (host) => host.run(PutCustomer, { input: { id: MESSENGER_CUSTOMER, name: 'Younghee' } }),
  (host) =>
    host.run(PutUserChat, {
      input: { id: chulsoosChat, customerId: CHULSOO.id, assigneeId: MINA.id, managerIds },
    }),
  (host) =>
    host.run(PutUserChat, {
      input: {
        id: messengerChat,
        customerId: MESSENGER_CUSTOMER,
        assigneeId: MINA.id,
        managerIds,
        medium: 'EXTERNAL_MESSENGER',
      },
    }),
  (host) =>
    host.run(PutTeamRoom, { input: { id: support, kind: 'PUBLIC_GROUP', name: 'Support', memberIds: managerIds } }),
  (host) => host.run(PutTeamRoom, { input: { id: leads, kind: 'PRIVATE_GROUP', name: 'Leads', memberIds: [MINA.id] } }),
  (host) => host.run(PutTeamRoom, { input: { id: direct, kind: 'DIRECT_MESSAGE', memberIds: managerIds } }),
  (host) => host.run(PutChannel, { input: { name: 'Playground', paidPlan: true } }),
  // Needs the channel. Where a window closes just here, the setting is off, and stands among the settings.
  (host) => host.run(UpdateChannelMeetSettings, { input: { customersMayStart: true } }),
];
