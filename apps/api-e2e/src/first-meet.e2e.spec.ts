import type { MeetEventMessage, MeetParts, ReadMeet, Result, RingNotice } from './answers.ts';
import { ACCEPT, END, MEET_EVENTS, MEET_UPDATED, MY_RINGS, READ_MEET, SET_CAMERA } from './operations.ts';
import { startServer, temporaryDataDir, type RunningServer } from './running-server.ts';
import { customerCalls, liveMeet, setScene, type Scene } from './scene.ts';

/** What the meet of the first test leaves behind, in order. */
const THE_WHOLE_STORY = [
  'MeetStarted',
  'MeetRang',
  'MeetAccepted',
  'ParticipantJoined',
  'ParticipantJoined',
  'MeetUpgradedToVideo',
  'CameraTurnedOn',
  'CameraTurnedOff',
  'ParticipantLeft',
  'ParticipantLeft',
  'MeetEnded',
];

describe('the first meet', () => {
  let server: RunningServer;
  let scene: Scene;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path);
    scene = await setScene(server, 'first-meet');
  });
  afterAll(async () => {
    await scene.close();
    await server.stop();
    await dataDir.remove();
  });

  it('R10 R11 R21 R22 R32: goes from ring to end, live to its subscribers, and replays after a reconnect and a restart', async () => {
    const rings = scene.manager.subscribe<RingNotice>(MY_RINGS, { deviceId: 'desk' });
    const otherDevice = scene.manager.subscribe<RingNotice>(MY_RINGS, { deviceId: 'mobile' });
    const events = scene.host.subscribe<MeetEventMessage>(MEET_EVENTS);
    await events.until('the first CaughtUp', (came) => came.some((it) => it.meetEvents.__typename === 'CaughtUp'));

    const meetId = await customerCalls(scene);
    const [ring] = await rings.until('the ring', (came) => came.length === 1);
    expect(ring?.myRings).toMatchObject({ ringing: true, outcome: 'RINGING', meet: { id: meetId, state: 'RINGING' } });

    const updates = scene.customer.subscribe<{ meetUpdated: MeetParts }>(MEET_UPDATED, { id: meetId });
    await updates.until('the meet as it is', (came) => came.length > 0);
    const accepted = await scene.manager.run<Result>(ACCEPT, { input: { meetId, deviceId: 'desk' } });
    expect(accepted.result).toMatchObject({ __typename: 'MeetAccepted', meet: { state: 'LIVE', kind: 'VOICE' } });
    await rings.until('the own ring stops', (came) => came.length === 2);
    await otherDevice.until('the other device stops', (came) => came.length === 2);
    expect(rings.received[1]?.myRings).toMatchObject({ ringing: false, outcome: 'ACCEPTED' });
    expect(otherDevice.received[1]?.myRings).toMatchObject({ ringing: false, outcome: 'ANSWERED_ELSEWHERE' });

    const on = await scene.customer.run<Result>(SET_CAMERA, { input: { meetId, on: true } });
    expect(on.result.meet.kind).toBe('VIDEO');
    const off = await scene.customer.run<Result>(SET_CAMERA, { input: { meetId, on: false } });
    expect(off.result.meet.kind).toBe('VIDEO');
    const ended = await scene.manager.run<Result>(END, { input: { meetId } });
    expect(ended.result.meet).toMatchObject({ state: 'ENDED', kind: 'VIDEO' });
    await updates.until('the customer sees the end', (came) => came.at(-1)?.meetUpdated.state === 'ENDED');

    const typesOf = (came: MeetEventMessage[]) =>
      came.filter((it) => it.meetEvents.__typename === 'MeetEvent').map((it) => it.meetEvents.type);
    await events.until('every event', (came) => typesOf(came).length === THE_WHOLE_STORY.length);
    expect(typesOf(events.received)).toEqual(THE_WHOLE_STORY);
    const live = events.received.map((it) => it.meetEvents).filter((it) => it.__typename === 'MeetEvent');

    const again = scene.host.subscribe<MeetEventMessage>(MEET_EVENTS);
    await again.until('the replay', (came) => typesOf(came).length === THE_WHOLE_STORY.length);
    await again.until('CaughtUp', (came) => came.at(-1)?.meetEvents.__typename === 'CaughtUp');
    expect(again.received.map((it) => it.meetEvents).filter((it) => it.__typename === 'MeetEvent')).toEqual(live);

    await server.stop();
    server = await startServer(dataDir.path);
    await scene.close();
    scene = { ...scene, ...(await setScene(server, 'first-meet')) };
    const middle = live[4]?.position;
    const resumed = scene.host.subscribe<MeetEventMessage>(MEET_EVENTS, { after: middle });
    await resumed.until('the rest', (came) => came.at(-1)?.meetEvents.__typename === 'CaughtUp');
    expect(resumed.received.map((it) => it.meetEvents).filter((it) => it.__typename === 'MeetEvent')).toEqual(
      live.slice(5),
    );
  });

  it('shows a meet as it was at any position and at any moment', async () => {
    const meetId = await liveMeet(scene);
    const now = await scene.manager.run<ReadMeet>(READ_MEET, { id: meetId });
    const edges = now.meet?.history.edges ?? [];
    expect(edges.map((edge) => edge.node.version)).toEqual([1, 2, 3, 4, 5]);
    const rang = edges[1]?.node.position;
    const then = await scene.manager.run<ReadMeet>(READ_MEET, { id: meetId, asOf: { position: rang } });
    expect(then.meet).toMatchObject({ state: 'RINGING', answeredAt: null, participants: [], position: rang });
    const beforeAll = await scene.manager.run<ReadMeet>(READ_MEET, {
      id: meetId,
      asOf: { time: '2020-01-01T00:00:00.000Z' },
    });
    expect(beforeAll.meet).toBeNull();
    await scene.manager.run<Result>(END, { input: { meetId } });
  });

  it('lets a query wait for the position that a mutation gave', async () => {
    const meetId = await customerCalls(scene);
    const accepted = await scene.manager.run<Result>(ACCEPT, { input: { meetId } });
    const read = await scene.secondManager.run<ReadMeet>(READ_MEET, {
      id: meetId,
      minPosition: accepted.result.position,
    });
    expect(read.meet?.state).toBe('LIVE');
    await scene.manager.run<Result>(END, { input: { meetId } });
  });
});
