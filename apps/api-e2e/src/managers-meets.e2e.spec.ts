import type { Events, MeetEventMessage, ReadMeet, Result, RingNotice } from './answers.ts';
import { sessionFor, type Session } from './graphql-client.ts';
import {
  ACCEPT,
  END,
  EVENTS,
  JOIN,
  MEET_EVENTS,
  MEET_UPDATED,
  MY_RINGS,
  PUT_MANAGER,
  PUT_TEAM_ROOM,
  READ_CHAT,
  READ_MEET,
  START,
} from './operations.ts';
import { type RunningServer, startServer, temporaryDataDir } from './running-server.ts';
import { customerCalls, type Scene, setScene } from './scene.ts';

const READ_PLACE = /* GraphQL */ `
  query ReadPlace($id: ID!) {
    meet(id: $id) {
      accent
      direction
      place {
        __typename
        ... on UserChat {
          id
        }
        ... on InternalChat {
          userChat {
            id
          }
          liveMeet {
            id
          }
        }
        ... on TeamRoom {
          id
          kind
          name
          members {
            id
          }
          liveMeet {
            id
          }
        }
      }
    }
  }
`;
const READ_ROOM = /* GraphQL */ `
  query ReadRoom($id: ID!) {
    teamRoom(id: $id) {
      id
      name
    }
  }
`;
const READ_INTERNAL = /* GraphQL */ `
  query ReadInternal($id: ID!) {
    userChat(id: $id) {
      internalChat {
        liveMeet {
          id
        }
      }
    }
  }
`;
const NOTICES = /* GraphQL */ `
  subscription Notices {
    meetNotices {
      live
      meet {
        id
      }
    }
  }
`;
interface Notice {
  readonly meetNotices: { readonly live: boolean; readonly meet: { readonly id: string } };
}

describe('meets among managers', () => {
  let server: RunningServer;
  let scene: Scene;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
  const staff: Session[] = [];

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path);
    scene = await setScene(server, 'staff');
    const ids = Array.from({ length: 14 }, (_, index) => `seatless-${index + 1}`);
    for (const id of ids) {
      await scene.host.run<Result>(PUT_MANAGER, { input: { id, name: id, operatorSeat: false } });
      staff.push(await sessionFor(server, 'staff', 'manager', id));
    }
    const rooms = [
      { id: 'crowd', kind: 'PUBLIC_GROUP', name: 'Everybody', memberIds: ['ma-1', ...ids] },
      { id: 'secret', kind: 'PRIVATE_GROUP', name: 'Layoffs', memberIds: ['ma-1', 'ma-2'] },
      { id: 'two', kind: 'DIRECT_MESSAGE', memberIds: ['ma-1', 'ma-2'] },
    ];
    for (const input of rooms) await scene.host.run<Result>(PUT_TEAM_ROOM, { input });
  });
  afterAll(async () => {
    await Promise.all([scene.close(), ...staff.map((session) => session.close())]);
    await server.stop();
    await dataDir.remove();
  });

  const start = async (who: Session, place: object): Promise<string> => {
    const { result } = await who.run<Result>(START, { input: { place, kind: 'VOICE' } });
    if (result.__typename !== 'MeetAccepted') throw new Error(JSON.stringify(result));
    return result.meet.id;
  };

  it('R20: a direct message rings the other, and the accept makes it live', async () => {
    const rings = scene.secondManager.subscribe<RingNotice>(MY_RINGS, { deviceId: 'desk' });
    const meetId = await start(scene.manager, { teamRoomId: 'two' });
    await rings.until('the ring', (received) => received.some(({ myRings }) => myRings.ringing));
    const accepted = await scene.secondManager.run<Result>(ACCEPT, { input: { meetId, deviceId: 'desk' } });
    expect(accepted.result.meet).toMatchObject({ state: 'LIVE', direction: null });
    expect(accepted.result.meet.participants.map(({ person }) => person.id)).toEqual(['ma-1', 'ma-2']);
    await rings.until('its end', (received) => received.some(({ myRings }) => myRings.outcome === 'ACCEPTED'));
    const read = await scene.manager.run(READ_PLACE, { id: meetId });
    expect(read).toMatchObject({
      meet: {
        accent: null,
        place: { __typename: 'TeamRoom', kind: 'DIRECT_MESSAGE', name: null, liveMeet: { id: meetId } },
      },
    });
    await scene.manager.run<Result>(END, { input: { meetId } });
    await rings.stop();
  });

  it('R19: an internal meet is orange, notified to those who take part, and nowhere for the customer', async () => {
    const { customer, manager, secondManager } = scene;
    const [events, rings, notices] = [
      customer.subscribe<MeetEventMessage>(MEET_EVENTS),
      customer.subscribe<RingNotice>(MY_RINGS),
      secondManager.subscribe<Notice>(NOTICES),
    ];
    await events.until('the first mark', (received) => received.length > 0);
    const internalId = await start(manager, { internalChatOf: scene.chat });
    await notices.until('the notice', (received) =>
      received.some(({ meetNotices }) => meetNotices.live && meetNotices.meet.id === internalId),
    );
    await secondManager.run<Result>(JOIN, { input: { meetId: internalId } });
    expect(await manager.run(READ_PLACE, { id: internalId })).toEqual({
      meet: {
        accent: 'ORANGE',
        direction: null,
        place: { __typename: 'InternalChat', userChat: { id: scene.chat }, liveMeet: { id: internalId } },
      },
    });
    await seesNothing(customer, internalId);
    const own = await customerCalls(scene);
    await manager.run<Result>(ACCEPT, { input: { meetId: own } });
    await manager.run<Result>(END, { input: { meetId: own } });
    await manager.run<Result>(END, { input: { meetId: internalId } });
    await events.until('the end of their own meet', (received) =>
      received.some(({ meetEvents }) => meetEvents.type === 'MeetEnded'),
    );
    const told = events.received.filter(({ meetEvents }) => meetEvents.__typename === 'MeetEvent');
    expect(new Set(told.map(({ meetEvents }) => meetEvents.meetId))).toEqual(new Set([own]));
    expect(told.map(({ meetEvents }) => Number(meetEvents.position.slice(1)))).toEqual(
      told.map((_, index) => index + 1),
    );
    expect(rings.received).toEqual([]);
    await Promise.all([events.stop(), rings.stop(), notices.stop()]);
  });

  it('R20: a private group and its meets are not there for another manager', async () => {
    const [outsider] = staff;
    if (!outsider) throw new Error('nobody was put');
    const meetId = await start(scene.manager, { teamRoomId: 'secret' });
    expect(await scene.secondManager.run(READ_ROOM, { id: 'secret' })).toMatchObject({ teamRoom: { name: 'Layoffs' } });
    expect(await outsider.run(READ_ROOM, { id: 'secret' })).toEqual({ teamRoom: null });
    await seesNothing(outsider, meetId);
    for (const teamRoomId of ['secret', 'no-such-room']) {
      const { result } = await outsider.run<Result>(START, { input: { place: { teamRoomId }, kind: 'VOICE' } });
      expect(result).toEqual({ __typename: 'NotFound', message: 'there is no such team room' });
    }
    await scene.manager.run<Result>(END, { input: { meetId } });
  });

  it('R20: who is put out of a private room is told so within five seconds, and what they have open of it ends', async () => {
    const [insider] = staff;
    if (!insider) throw new Error('nobody was put');
    const room = { id: 'shift', kind: 'PRIVATE_GROUP', name: 'Shift' };
    const put = (memberIds: readonly string[]) =>
      scene.host.run<Result>(PUT_TEAM_ROOM, { input: { ...room, memberIds } });
    await put(['ma-1', 'seatless-1']);
    const notices = insider.subscribe<Notice>(NOTICES);
    const meetId = await start(scene.manager, { teamRoomId: 'shift' });
    await notices.until('the meet', (received) => received.length === 1);
    const updates = insider.subscribe(MEET_UPDATED, { id: meetId });
    const members = scene.manager.subscribe(MEET_UPDATED, { id: meetId });
    await Promise.all([updates, members].map((it) => it.until('the meet', (received) => received.length === 1)));

    const since = performance.now();
    await put(['ma-1']);
    await notices.until('the last notice', (received) => received.length === 2);
    await updates.until('its end', () => updates.closed() !== null);
    expect(performance.now() - since).toBeLessThan(5_000);
    expect(notices.received[1]).toEqual({ meetNotices: { live: false, meet: { id: meetId } } });
    expect([updates.received.length, updates.errors, members.closed()]).toEqual([1, [], null]);
    await seesNothing(insider, meetId);
    await scene.manager.run<Result>(END, { input: { meetId } });
  });

  it('R5: ten come into a team meet of fifteen, and the others are told that it is full, whoever is faster', async () => {
    const [first, ...others] = staff;
    if (!first) throw new Error('nobody was put');
    const meetId = await start(first, { teamRoomId: 'crowd' });
    const answers = await Promise.all(
      [...others, ...others].map((who) => who.run<Result>(JOIN, { input: { meetId } })),
    );
    const outcomes = answers.map(({ result }) => result.__typename);
    expect(new Set(outcomes)).toEqual(new Set(['MeetAccepted', 'MeetFull']));
    const { meet } = await first.run<ReadMeet>(READ_MEET, { id: meetId, minPosition: lastPosition(answers) });
    expect(meet?.participants.filter(({ leftAt }) => leftAt === null)).toHaveLength(10);
    expect(new Set(meet?.participants.map(({ person }) => person.id)).size).toBe(10);
    await first.run<Result>(END, { input: { meetId } });
  });

  async function seesNothing(who: Session, meetId: string): Promise<void> {
    expect(await who.run<ReadMeet>(READ_MEET, { id: meetId })).toEqual({ meet: null });
    const { events } = await who.run<Events>(EVENTS, { first: 100 });
    expect(events.edges.filter(({ node }) => node.meetId === meetId)).toEqual([]);
    const updates = who.subscribe(MEET_UPDATED, { id: meetId });
    await updates.until('its end', () => updates.closed() !== null);
    expect(updates.received).toEqual([]);
    for (const mutation of [JOIN, ACCEPT, END]) {
      const answers = await Promise.all(
        [meetId, 'tr.none.1'].map((id) => who.run<Result>(mutation, { input: { meetId: id } })),
      );
      expect(answers[0]).toEqual(answers[1]);
    }
    if (who !== scene.customer) return;
    expect(JSON.stringify(await who.run(READ_CHAT, { id: scene.chat }))).not.toContain(meetId);
    expect(await who.run(READ_INTERNAL, { id: scene.chat })).toEqual({ userChat: { internalChat: null } });
  }
});

const lastPosition = (answers: readonly Result[]): string =>
  answers
    .flatMap(({ result }) => (result.__typename === 'MeetAccepted' ? [result.position] : []))
    .toSorted()
    .at(-1) ?? '0';
