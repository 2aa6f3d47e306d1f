import { type MeetEvent, teamRoomStream, type TeamRoomKind } from '@meets/meet-domain';
import { at, bora, directLive, host, inRoom, joined, mina, opened } from '@meets/meet-domain/testing';
import {
  analyst,
  CHANNEL,
  collect,
  customer,
  integrator,
  openScene,
  OTHER_CHANNEL,
  type Scene,
  tellOfEverybody,
  viewerOf,
} from '../../testing/read-model-scene.ts';
import type { Viewer } from '../../viewer.ts';

const ROOM = 'tr-1';
const TEAM_MEET = 'tr.tr-1.1';
const member = viewerOf('manager', mina.id);
const outsider = viewerOf('manager', 'out');
const all = { first: 100, after: null };

describe('who may see a team room and its meets', () => {
  let scene: Scene;
  afterEach(() => scene.close());

  const putRoom = (kind: TeamRoomKind, memberIds: readonly string[] = [mina.id, bora.id, 'sol']) => {
    const data = { teamRoomId: ROOM, kind, name: kind === 'DIRECT_MESSAGE' ? null : 'Layoffs', memberIds };
    return scene.tell(teamRoomStream(CHANNEL, ROOM), [{ type: 'TeamRoomPut', at: at(-30), by: host, data }]);
  };
  const tell = async (kind: TeamRoomKind, events: readonly MeetEvent[] = opened(inRoom)) => {
    scene = await openScene();
    await tellOfEverybody(scene);
    await putRoom(kind);
    const told = events.length > 0 ? await scene.tellMeet(events, { meetId: TEAM_MEET }) : [];
    await scene.settled();
    return told;
  };

  /** Everything about the room and its meet that a viewer can read by any query. */
  const seenBy = async (viewer: Viewer): Promise<readonly unknown[]> => {
    const { reads } = scene;
    const pages = [
      reads.meets(viewer, {}, all),
      reads.meets(viewer, { teamRoomId: ROOM }, all),
      reads.meets(viewer, { managerId: mina.id, states: ['LIVE'] }, all),
      await reads.history(viewer, TEAM_MEET, all),
      await reads.events(viewer, {}, all),
      await reads.events(viewer, { teamRoomId: ROOM }, all),
      await reads.events(viewer, { meetId: TEAM_MEET }, all),
    ];
    return [
      reads.teamRoom(viewer, ROOM),
      reads.meet(viewer, TEAM_MEET),
      await reads.meetAsOf(viewer, TEAM_MEET, { time: at(100) }),
      reads.liveMeetIn(viewer, inRoom),
      ...pages.map(
        ({ edges, pageInfo }) => edges[0] ?? (pageInfo.hasNextPage || pageInfo.hasPreviousPage ? 'more' : null),
      ),
    ];
  };
  const everything = (seen: readonly unknown[]): boolean => seen.every((part) => part !== null);
  const nothing = (seen: readonly unknown[]): boolean => seen.every((part) => part === null);

  it('R20: of a public group every manager of the channel, and nobody of another one', async () => {
    await tell('PUBLIC_GROUP');
    for (const viewer of [member, outsider, integrator, analyst]) expect(everything(await seenBy(viewer))).toBe(true);
    for (const viewer of [viewerOf('manager', mina.id, OTHER_CHANNEL), customer]) {
      expect(nothing(await seenBy(viewer))).toBe(true);
    }
  });

  it.each([
    ['PRIVATE_GROUP', opened(inRoom)],
    ['DIRECT_MESSAGE', directLive()],
  ] as const)('R20: of a %s its members, and no other manager by any query', async (kind, events) => {
    const told = await tell(kind, events);
    for (const viewer of [member, viewerOf('manager', 'sol'), integrator, analyst]) {
      expect(everything(await seenBy(viewer))).toBe(true);
    }
    expect(nothing(await seenBy(outsider))).toBe(true);
    for (const { id } of told) {
      expect(await scene.reads.event(outsider, id)).toBeNull();
      expect(await scene.reads.explain(outsider, id)).toEqual([]);
      expect(await scene.reads.event(member, id)).not.toBeNull();
    }
  });

  it('R20: shows an analyst that a private group is there, and not how it is called', async () => {
    await tell('PRIVATE_GROUP');
    expect(scene.reads.teamRoom(analyst, ROOM)).toMatchObject({ kind: 'PRIVATE_GROUP', name: null });
    expect(scene.reads.teamRoom(integrator, ROOM)).toMatchObject({ name: 'Layoffs' });
  });

  it('R20: sends a manager who is no member nothing of a private room, not even a mark', async () => {
    await tell('PRIVATE_GROUP', []);
    const [hers, others] = [member, outsider].map((viewer) =>
      collect((signal) => scene.reads.meetEvents(viewer, {}, null, signal)),
    );
    const updates = collect((signal) => scene.reads.meetUpdates(outsider, TEAM_MEET, signal));
    await scene.settled();
    await scene.tellMeet(opened(inRoom), { meetId: TEAM_MEET });
    await scene.settled();
    expect(hers?.items.filter(({ message }) => message === 'event')).toHaveLength(opened().length);
    expect(others?.items.map(({ message }) => message)).toEqual(['caught-up']);
    expect(updates.items).toEqual([]);
    await Promise.all([hers?.stop(), others?.stop(), updates.stop()]);
  });

  it('R20: leaves no hole in the pages of who is no member, nor a page more', async () => {
    await tell('PRIVATE_GROUP');
    const internal = opened().map((event) => event);
    await scene.tellMeet(internal, { meetId: 'ic.uc-1.1' });
    await scene.tellMeet([joined(bora, at(3))], { meetId: TEAM_MEET });
    await scene.settled();
    const page = scene.reads.meets(outsider, {}, { first: 1, after: null });
    expect(page.edges.map(({ node }) => node.id)).toEqual(['ic.uc-1.1']);
    expect(page.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    const events = await scene.reads.events(outsider, {}, { first: internal.length, after: null });
    expect(events.edges.map(({ node }) => node.meetId)).toEqual(internal.map(() => 'ic.uc-1.1'));
    expect(events.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  });

  it.each(['PRIVATE_GROUP', 'PUBLIC_GROUP'] as const)(
    'R20: ends what who is put out of it has open (a %s that is put as a private one), before anything else happens there',
    async (kind) => {
      await tell(kind);
      const viewers = [viewerOf('manager', 'sol'), member, integrator, ...(kind === 'PUBLIC_GROUP' ? [outsider] : [])];
      const open = viewers.map((viewer) => {
        let ended = false;
        const updates = collect((signal) => scene.reads.meetUpdates(viewer, TEAM_MEET, signal));
        void updates.ended.then(() => (ended = true));
        return { ...updates, id: viewer.id, hasEnded: () => ended };
      });
      await scene.settled();
      await putRoom('PRIVATE_GROUP', [mina.id]);
      await scene.settled();
      const over = open.filter(({ hasEnded }) => hasEnded()).map(({ id }) => id);
      expect(over).toEqual(kind === 'PUBLIC_GROUP' ? ['sol', 'out'] : ['sol']);
      expect(open.map(({ items }) => items.length)).toEqual(open.map(() => 1));
      await Promise.all(open.map(({ stop }) => stop()));
    },
  );

  it('R20, R27: goes on showing a meet to who had a part in it, and nothing of the room', async () => {
    await tell('PRIVATE_GROUP', [...opened(inRoom), joined(bora, at(3))]);
    await putRoom('PRIVATE_GROUP', [mina.id]);
    await scene.settled();
    const former = viewerOf('manager', bora.id);
    expect(scene.reads.teamRoom(former, ROOM)).toBeNull();
    expect(scene.reads.meet(former, TEAM_MEET)?.id).toBe(TEAM_MEET);
    expect(scene.reads.meets(former, {}, all).edges).toHaveLength(1);
    expect(nothing(await seenBy(viewerOf('manager', 'sol')))).toBe(true);
  });

  it('R19: shows an internal meet, orange, to the managers, and to no customer', async () => {
    scene = await openScene();
    await tellOfEverybody(scene);
    await scene.tellMeet(opened(), { meetId: 'ic.uc-1.1' });
    await scene.settled();
    expect(scene.reads.meet(outsider, 'ic.uc-1.1')).toMatchObject({ accent: 'ORANGE', direction: null });
    expect(scene.reads.meets(outsider, { internalChatOf: 'uc-1' }, all).edges).toHaveLength(1);
    expect(scene.reads.meets(outsider, { userChatId: 'uc-1' }, all).edges).toHaveLength(0);
    expect(scene.reads.meet(customer, 'ic.uc-1.1')).toBeNull();
  });
});
