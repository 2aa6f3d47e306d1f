import { type MeetEvent, teamRoomStream, userChatStream } from '@meets/meet-domain';
import { at, bora, directCall, directLive, host, inRoom, joined, mina, opened } from '@meets/meet-domain/testing';
import type { MeetNoticeView } from '../views.ts';
import {
  CHANNEL,
  collect,
  customer,
  integrator,
  manager,
  openScene,
  type Scene,
  tellOfEverybody,
  viewerOf,
} from '../../testing/read-model-scene.ts';

const ROOM = 'tr.tr-1.1';
const INTERNAL = 'ic.uc-1.1';
const ended = (): MeetEvent[] => [
  { type: 'ParticipantLeft', at: at(9), by: mina, data: { participant: mina, reason: 'ENDED_FOR_EVERYONE' } },
  { type: 'ParticipantLeft', at: at(9), by: mina, data: { participant: bora, reason: 'ENDED_FOR_EVERYONE' } },
  { type: 'MeetEnded', at: at(9), by: mina, data: { cause: 'ended-for-everyone' } },
];

describe('meet notices', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
    await tellOfEverybody(scene);
    await putRoom(['mina', 'bora']);
  });
  afterEach(() => scene.close());

  const putRoom = (memberIds: readonly string[]) =>
    scene.tell(teamRoomStream(CHANNEL, 'tr-1'), [
      {
        type: 'TeamRoomPut',
        at: at(-30),
        by: host,
        data: { teamRoomId: 'tr-1', kind: 'PRIVATE_GROUP', name: 'Design', memberIds },
      },
    ]);
  const noticesOf = (viewer = viewerOf('manager', bora.id)) => {
    const { items, stop } = collect((signal) => scene.reads.meetNotices(viewer, signal));
    return { told: () => items.map(({ meet, live }) => [meet.id, live]), stop };
  };

  it('R20: tell a group room’s members of a meet that goes live, and that it is over', async () => {
    const [hers, others] = [noticesOf(), noticesOf(viewerOf('manager', 'other'))];
    await scene.tellMeet(opened(inRoom), { meetId: ROOM });
    await scene.tellMeet([joined(bora, at(3))], { meetId: ROOM });
    await scene.settled();
    expect(hers.told()).toEqual([[ROOM, true]]);
    await scene.tellMeet(ended(), { meetId: ROOM });
    await scene.settled();
    expect(hers.told()).toEqual([
      [ROOM, true],
      [ROOM, false],
    ]);
    expect(others.told()).toEqual([]);
    await Promise.all([hers.stop(), others.stop()]);
  });

  it('R19: tell the managers taking part in the chat of its internal meet, and no customer', async () => {
    const [hers, others, theirs] = [noticesOf(), noticesOf(viewerOf('manager', 'other')), noticesOf(customer)];
    await scene.tellMeet(opened(), { meetId: INTERNAL });
    await scene.settled();
    expect(hers.told()).toEqual([[INTERNAL, true]]);
    expect([...others.told(), ...theirs.told(), ...noticesOf(integrator).told()]).toEqual([]);
    await Promise.all([hers.stop(), others.stop(), theirs.stop()]);
  });

  it('R20: tell of a direct message once somebody has answered, for until then it rings', async () => {
    const hers = noticesOf();
    await scene.tellMeet(directCall(), { meetId: ROOM });
    await scene.settled();
    expect(hers.told()).toEqual([]);
    await scene.tellMeet(directLive().slice(3), { meetId: ROOM });
    await scene.settled();
    expect(hers.told()).toEqual([[ROOM, true]]);
    await hers.stop();
  });

  it('R20: tell who was put out of a private room that its meet is no longer theirs, by what they heard last', async () => {
    const items: MeetNoticeView[] = [];
    const other = viewerOf('manager', 'other');
    await putRoom(['mina', 'bora', 'other']);
    const { stop } = collect(async function* (signal) {
      for await (const notice of scene.reads.meetNotices(other, signal)) yield items.push(notice);
    });
    await scene.tellMeet(opened(inRoom), { meetId: ROOM });
    await scene.settled();
    await putRoom(['mina', 'bora']);
    // What happens from then on is not theirs to know.
    await scene.tellMeet([joined(bora, at(3))], { meetId: ROOM });
    await scene.settled();
    expect(scene.reads.meet(other, ROOM)).toBeNull();
    expect(items.map(({ live }) => live)).toEqual([true, false]);
    expect(items[1]?.meet).toEqual(items[0]?.meet);
    await stop();
  });

  it('begin with what is live, and follow who takes part', async () => {
    await scene.tellMeet(opened(inRoom), { meetId: ROOM });
    await scene.tellMeet(opened(), { meetId: INTERNAL });
    await scene.settled();
    const [hers, others] = [noticesOf(manager), noticesOf(viewerOf('manager', 'other'))];
    await scene.settled();
    expect(hers.told()).toEqual([
      [ROOM, true],
      [INTERNAL, true],
    ]);
    await putRoom(['bora', 'other']);
    await scene.settled();
    expect(others.told()).toEqual([[ROOM, true]]);
    expect(hers.told().at(-1)).toEqual([ROOM, false]);
    await scene.tell(userChatStream(CHANNEL, 'uc-1'), [
      {
        type: 'UserChatPut',
        at: at(9),
        by: host,
        data: {
          userChatId: 'uc-1',
          customerId: 'juno',
          assigneeId: 'bora',
          managerIds: ['other'],
          medium: 'NATIVE',
          inputOpen: true,
        },
      },
    ]);
    await scene.settled();
    expect(others.told().at(-1)).toEqual([INTERNAL, true]);
    await Promise.all([hers.stop(), others.stop()]);
  });
});
