import type { Events, MeetEventMessage, MeetParts, Permission, ReadMeet, Result, RingNotice } from './answers.ts';
import {
  ACCEPT,
  CANCEL,
  DECLINE,
  EVENTS,
  EXPLAIN,
  MEET_EVENTS,
  MEET_UPDATED,
  MY_RINGS,
  PERMISSION,
  READ_CHAT,
  READ_MEET,
  REOPEN,
  START,
} from './operations.ts';
import { pause, startServer, temporaryDataDir, type RunningServer } from './running-server.ts';
import { customerCalls, setScene, type Scene } from './scene.ts';

const RING_TIMEOUT_MS = 1_500;

describe('a meet that nobody answers', () => {
  let server: RunningServer;
  let scene: Scene;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path, { RING_TIMEOUT_MS: String(RING_TIMEOUT_MS) });
    scene = await setScene(server, 'missed');
  });
  afterAll(async () => {
    await scene.close();
    await server.stop();
    await dataDir.remove();
  });

  it('R12 R13 R14: is RING_TIMED_OUT for the manager and just over for the customer, wherever they look', async () => {
    const customerEvents = scene.customer.subscribe<MeetEventMessage>(MEET_EVENTS);
    const managerRings = scene.manager.subscribe<RingNotice>(MY_RINGS);
    const meetId = await customerCalls(scene);
    const customerUpdates = scene.customer.subscribe<{ meetUpdated: MeetParts }>(MEET_UPDATED, { id: meetId });
    await managerRings.until('the ring and its end', (came) => came.length === 2);
    expect(managerRings.received[1]?.myRings).toMatchObject({ ringing: false, outcome: 'TIMED_OUT' });

    const manager = await scene.manager.run<ReadMeet>(READ_MEET, { id: meetId });
    expect(manager.meet).toMatchObject({ state: 'MISSED', missedReason: 'RING_TIMED_OUT' });
    const deadline = Date.parse(manager.meet?.ringDeadline ?? '');
    expect(deadline - Date.parse(manager.meet?.startedAt ?? '')).toBe(RING_TIMEOUT_MS);

    await customerUpdates.until('the end', (came) => came.at(-1)?.meetUpdated.state === 'ENDED');
    await customerEvents.until('the end', (came) => came.some((it) => it.meetEvents.type === 'MeetEnded'));
    const customer = await scene.customer.run<ReadMeet>(READ_MEET, { id: meetId });
    expect(customer.meet).toMatchObject({ state: 'ENDED', missedReason: null, rings: null, handledAt: null });
    const late = await scene.customer.run<Result>(CANCEL, { input: { meetId } });
    const everything = JSON.stringify([
      customer,
      late,
      customerUpdates.received,
      customerEvents.received,
      await scene.customer.run(READ_CHAT, { id: scene.chat }),
      await scene.customer.ask<Events>(EVENTS, { first: 100 }),
    ]);
    const values = everything.replaceAll('"missedReason":null', '').replaceAll(`"${scene.channel}"`, '');
    expect(values).not.toMatch(/miss|timed.?out|reject|unreach/i);
  });

  it('R14: tells the customer its deadline while it rings, and of no moment and in no notice afterwards', async () => {
    const rings = scene.customer.subscribe<RingNotice>(MY_RINGS);
    const input = { place: { userChatId: scene.chat }, kind: 'VOICE' };
    const { id } = (await scene.manager.run<Result>(START, { input })).result.meet;
    const notices = await rings.until('the ring and its end', (came) => came.length === 2);
    const deadline = notices[0]?.myRings.deadline;

    const { meet } = await scene.customer.run<ReadMeet>(READ_MEET, { id });
    expect(notices[1]?.myRings).toMatchObject({ ringing: false, outcome: 'CANCELED', deadline: meet?.endedAt });
    const rang = meet?.history.edges.find(({ node }) => node.type === 'MeetRang')?.node;
    const then = await scene.customer.run<ReadMeet>(READ_MEET, { id, asOf: { position: rang?.position } });
    expect(then.meet).toMatchObject({ state: 'RINGING', ringDeadline: null });
    const told = await scene.manager.run<ReadMeet>(READ_MEET, { id });
    expect(told.meet?.ringDeadline).toBe(deadline);
  });

  it('R14: gives the customer the same events, positions and versions whatever the reason was', async () => {
    const story = async (channel: string, end: (own: Scene, meetId: string) => Promise<unknown>): Promise<unknown> => {
      const own = await setScene(server, channel);
      const events = own.customer.subscribe<MeetEventMessage>(MEET_EVENTS);
      const meetId = await customerCalls(own);
      await end(own, meetId);
      await events.until('the end', (came) => came.some((it) => it.meetEvents.type === 'MeetEnded'));
      const seen = events.received
        .map((it) => it.meetEvents)
        .filter((it) => it.__typename === 'MeetEvent')
        .map(({ type, version, position, data, ...rest }) => ({
          type,
          version,
          position,
          data,
          actorKnown: 'actor' in rest,
        }));
      await own.close();
      return JSON.parse(JSON.stringify(seen).replaceAll(channel, 'CHANNEL'));
    };
    const declined = await story('declined', (own, meetId) => own.manager.run(DECLINE, { input: { meetId } }));
    const timedOut = await story('timed-out', () => Promise.resolve());
    expect(declined).toEqual(timedOut);
  });

  it('R12 invariant 6: refuses an accept that comes too late, and names the winner to the manager', async () => {
    const meetId = await customerCalls(scene);
    const updates = scene.manager.subscribe<{ meetUpdated: MeetParts }>(MEET_UPDATED, { id: meetId });
    await updates.until('the miss', (came) => came.at(-1)?.meetUpdated.state === 'MISSED');
    const { result } = await scene.manager.run<Result>(ACCEPT, { input: { meetId } });
    expect(result).toMatchObject({
      __typename: 'Conflict',
      winner: { type: 'MeetMissed', data: { reason: 'RING_TIMED_OUT' } },
    });
  });

  it('R13: is called back by a new meet that points at it, and is handled from then on', async () => {
    const meetId = await customerCalls(scene);
    await scene.customer.run<Result>(CANCEL, { input: { meetId } });
    const missed = await scene.manager.run<ReadMeet>(READ_MEET, { id: meetId });
    expect(missed.meet).toMatchObject({ state: 'MISSED', missedReason: 'CUSTOMER_LEFT', handledAt: null });
    const updates = scene.manager.subscribe<{ meetUpdated: MeetParts }>(MEET_UPDATED, { id: meetId });
    const reopened = await scene.manager.run<Result>(REOPEN, { input: { meetId } });
    expect(reopened.result).toMatchObject({
      __typename: 'MeetAccepted',
      meet: { state: 'RINGING', direction: 'OUTBOUND', callbackOf: { id: meetId } },
    });
    await updates.until('handledAt', (came) => typeof came.at(-1)?.meetUpdated.handledAt === 'string');

    const events = await scene.analyst.run<Events>(EVENTS, { first: 100 });
    const handled = events.events.edges
      .map((edge) => edge.node)
      .find((event) => event.type === 'MissedMeetHandled' && event.meetId === meetId);
    const chain = await scene.analyst.run<{ explain: { type: string; causationId: string | null }[] }>(EXPLAIN, {
      eventId: handled?.id,
    });
    expect(chain.explain.map((event) => event.type)).toEqual(['MeetStarted', 'MissedMeetHandled']);
    await scene.customer.run<Result>(DECLINE, { input: { meetId: reopened.result.meet.id } });
  });

  it('R12: is missed once and at once when its deadline passed while the server was down', async () => {
    const meetId = await customerCalls(scene);
    const before = await scene.manager.run<ReadMeet>(READ_MEET, { id: meetId });
    await server.kill();
    const deadline = Date.parse(before.meet?.ringDeadline ?? '');
    while (Date.now() < deadline) await pause(20);
    await scene.close();
    server = await startServer(dataDir.path, { RING_TIMEOUT_MS: String(RING_TIMEOUT_MS) });
    const readyAt = Date.now();
    scene = await setScene(server, 'missed');
    const updates = scene.manager.subscribe<{ meetUpdated: MeetParts }>(MEET_UPDATED, { id: meetId });
    await updates.until('the miss', (came) => came.at(-1)?.meetUpdated.state === 'MISSED');
    const after = await scene.manager.run<ReadMeet>(READ_MEET, { id: meetId });
    expect(Date.parse(after.meet?.endedAt ?? '')).toBeLessThan(readyAt + 1_000);
    expect(after.meet?.history.edges.filter((edge) => edge.node.type === 'MeetMissed')).toHaveLength(1);
  });

  it('R9: answers the same to "may I" and to the command, each reason by name', async () => {
    const own = await setScene(server, 'gate');
    const { SETTINGS, PUT_USER_CHAT, START } = await import('./operations.ts');
    const place = { userChatId: own.chat };
    const chat = { id: own.chat, customerId: 'cu-1' };
    const bothSay = async (): Promise<readonly string[]> => {
      const may = await own.customer.run<Permission>(PERMISSION, { place, kind: 'VOICE' });
      const { result } = await own.customer.run<Result>(START, { input: { place, kind: 'VOICE' } });
      expect(result.__typename).toBe('NotAllowed');
      expect(may.meetPermission).toEqual({ allowed: false, reasons: result.reasons });
      return result.reasons;
    };
    const allowed = await own.customer.run<Permission>(PERMISSION, { place, kind: 'VOICE' });
    expect(allowed.meetPermission).toEqual({ allowed: true, reasons: [] });
    await own.manager.run(SETTINGS, { input: { customersMayStart: false } });
    expect(await bothSay()).toEqual(['SETTING_OFF']);
    await own.host.run(PUT_USER_CHAT, {
      input: { ...chat, assigneeId: null, inputOpen: false, medium: 'EXTERNAL_MESSENGER' },
    });
    expect([...(await bothSay())].sort()).toEqual(['EXTERNAL_MESSENGER', 'INPUT_CLOSED', 'NO_ASSIGNEE', 'SETTING_OFF']);
    await own.manager.run(SETTINGS, { input: { customersMayStart: true } });
    await own.host.run(PUT_USER_CHAT, { input: { ...chat, assigneeId: null } });
    expect(await bothSay()).toEqual(['NO_ASSIGNEE']);
    await own.host.run(PUT_USER_CHAT, { input: { ...chat, assigneeId: 'ma-1', inputOpen: false } });
    expect(await bothSay()).toEqual(['INPUT_CLOSED']);
    await own.host.run(PUT_USER_CHAT, { input: { ...chat, assigneeId: 'ma-1', medium: 'EXTERNAL_MESSENGER' } });
    expect(await bothSay()).toEqual(['EXTERNAL_MESSENGER']);
    await own.close();
  });
});
