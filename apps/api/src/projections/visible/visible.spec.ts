import { DEFAULT_MEET_SETTINGS, managerStream, MISSED_REASONS } from '@meets/meet-domain';
import {
  at,
  bora,
  ended,
  live,
  MEET_ID,
  mina,
  missed,
  outbound,
  stranger,
  USER_CHAT_ID,
  inChat,
} from '@meets/meet-domain/testing';
import {
  analyst,
  CHANNEL,
  customer,
  integrator,
  manager,
  openScene,
  OTHER_CHANNEL,
  type Scene,
  tellOfEverybody,
  viewerOf,
} from '../../testing/read-model-scene.ts';
import type { Viewer } from '../../viewer.ts';

describe('who sees what', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
    await tellOfEverybody(scene);
  });
  afterEach(() => scene.close());

  const staff: readonly Viewer[] = [manager, integrator, analyst];
  const strangers: readonly Viewer[] = [
    ...staff.map(({ role, id }) => viewerOf(role, id, OTHER_CHANNEL)),
    viewerOf('customer', customer.id, OTHER_CHANNEL),
    { channelId: CHANNEL, role: 'a-role-of-tomorrow' as Viewer['role'], id: mina.id },
  ];

  it('R34: shows a manager’s settings to that manager alone', async () => {
    const chosen = { ...DEFAULT_MEET_SETTINGS, cameraId: 'cam', backgroundBlur: true };
    const data = { managerId: manager.id, ...chosen };
    await scene.tell(managerStream(CHANNEL, manager.id), [
      { type: 'ManagerMeetSettingsChanged', at: at(0), by: mina, data },
    ]);
    await scene.settled();
    expect(scene.reads.mySettings(manager)).toEqual(chosen);
    expect(scene.reads.mySettings(viewerOf('manager', 'bora'))).toEqual(DEFAULT_MEET_SETTINGS);
    expect(scene.reads.mySettings(viewerOf('manager', manager.id, OTHER_CHANNEL))).toEqual(DEFAULT_MEET_SETTINGS);
    for (const role of ['customer', 'integrator', 'analyst'] as const) {
      expect(scene.reads.mySettings(viewerOf(role, manager.id))).toBeNull();
    }
  });

  it('R14, R37, R39: shows a customer one and the same call, whether it waits, rings, or goes on to the next', async () => {
    const by = { role: 'system', id: 'calls' } as const;
    const number = '+827012345678';
    const headers = [{ name: 'x-campaign', value: 'spring' }];
    const began = {
      meetId: MEET_ID,
      place: inChat,
      kind: 'PHONE',
      direction: 'INBOUND',
      customerId: customer.id,
    } as const;
    const juno = { role: 'customer', id: customer.id } as const;
    await scene.tellMeet([
      { type: 'MeetStarted', at: at(0), by: juno, data: { ...began, startedBy: juno, callbackOf: null } },
      { type: 'CallCameIn', at: at(0), by: juno, data: { number, line: 'here', customerId: juno.id, headers } },
      { type: 'MeetQueued', at: at(0), by: juno, data: { until: at(300) } },
    ]);
    await scene.settled();
    const waits = scene.reads.meet(customer, MEET_ID);
    expect(waits).toMatchObject({ state: 'RINGING', ringDeadline: null, rings: null, phone: null });
    for (const viewer of staff) {
      expect(scene.reads.meet(viewer, MEET_ID)).toMatchObject({ state: 'QUEUED', phone: { number } });
      // What is personal in an event is read where it belongs.
      const { edges } = await scene.reads.history(viewer, MEET_ID, { first: 3, after: null });
      expect(edges[1]?.node).toMatchObject({ type: 'CallCameIn', data: { number, line: 'here', customerId: juno.id } });
      expect(JSON.stringify(edges)).not.toContain('spring');
    }
    const asked = { first: 10, after: null };
    const idsIn = (states: readonly ('QUEUED' | 'RINGING')[]) =>
      scene.reads.meets(customer, { states }, asked).edges.map(({ node }) => node.id);
    expect([idsIn(['RINGING']), idsIn(['QUEUED'])]).toEqual([[MEET_ID], []]);
    await scene.tellMeet([{ type: 'MeetRang', at: at(5), by, data: { callee: mina, deadline: at(125) } }]);
    await scene.settled();
    expect(scene.reads.meet(customer, MEET_ID)).toEqual(waits);
    await scene.tellMeet([
      { type: 'RingUnanswered', at: at(35), by, data: { callee: mina } },
      { type: 'MeetQueued', at: at(35), by, data: { until: at(125) } },
    ]);
    await scene.settled();
    expect(scene.reads.meet(customer, MEET_ID)).toEqual(waits);
  });

  it('shows the staff the whole channel', async () => {
    await scene.tellMeet(missed());
    await scene.settled();
    for (const viewer of staff) {
      expect(scene.reads.channel(viewer)).toEqual({
        id: CHANNEL,
        name: 'Moss & Fern',
        paidPlan: true,
        customersMayStart: false,
        businessVerified: false,
      });
      expect(scene.reads.manager(viewer, 'bora')).toEqual({
        role: 'manager',
        id: 'bora',
        name: 'Bora Park',
        operatorSeat: true,
        online: true,
      });
      expect(scene.reads.customer(viewer, 'juno')).toEqual({
        role: 'customer',
        id: 'juno',
        name: 'Juno Seo',
        online: true,
      });
      expect(scene.reads.userChat(viewer, USER_CHAT_ID)?.managerIds).toEqual(['mina', 'bora']);
      expect(scene.reads.meet(viewer, MEET_ID)).toMatchObject({
        state: 'MISSED',
        missedReason: 'RING_TIMED_OUT',
        rings: [{ callee: mina, outcome: 'TIMED_OUT' }],
      });
    }
  });

  it('shows other tenants, and roles it does not know, nothing at all', async () => {
    await scene.tellMeet(live());
    await scene.settled();
    const [event] = (await scene.reads.events(manager, {}, { first: 1, after: null })).edges;
    for (const viewer of strangers) {
      const { reads } = scene;
      expect(reads.channel(viewer)).toBeNull();
      expect(reads.manager(viewer, 'mina')).toBeNull();
      expect(reads.customer(viewer, 'juno')).toBeNull();
      expect(reads.userChat(viewer, USER_CHAT_ID)).toBeNull();
      expect(reads.meet(viewer, MEET_ID)).toBeNull();
      expect(reads.liveMeetIn(viewer, inChat)).toBeNull();
      expect(await reads.meetAsOf(viewer, MEET_ID, { time: at(100) })).toBeNull();
      expect(await reads.meetAtAnswer(viewer, MEET_ID, 1)).toBeNull();
      expect(reads.meets(viewer, {}, { first: 10, after: null }).edges).toEqual([]);
      expect((await reads.history(viewer, MEET_ID, { first: 10, after: null })).edges).toEqual([]);
      expect((await reads.events(viewer, {}, { first: 10, after: null })).edges).toEqual([]);
      expect(await reads.event(viewer, event?.node.id ?? '')).toBeNull();
      expect(await reads.explain(viewer, event?.node.id ?? '')).toEqual([]);
    }
  });

  it('shows another customer of the channel nothing of a meet, its chat or its people', async () => {
    await scene.tellMeet(live());
    await scene.settled();
    const other = viewerOf('customer', stranger.id);
    expect(scene.reads.meet(other, MEET_ID)).toBeNull();
    expect(scene.reads.userChat(other, USER_CHAT_ID)).toBeNull();
    expect(scene.reads.customer(other, 'juno')).toBeNull();
    expect(scene.reads.manager(other, 'mina')).toBeNull();
    expect(scene.reads.customer(other, stranger.id)?.name).toBe('Somebody Else');
    expect(scene.reads.meets(other, { userChatId: USER_CHAT_ID }, { first: 10, after: null }).edges).toEqual([]);
    expect((await scene.reads.history(other, MEET_ID, { first: 10, after: null })).edges).toEqual([]);
  });

  it('R14 invariant 3: tells the customer a ring’s deadline while it rings, and never beside its end', async () => {
    await scene.tellMeet(outbound());
    await scene.settled();
    const deadline = scene.reads.meet(manager, MEET_ID)?.ringDeadline;
    expect(scene.reads.meet(customer, MEET_ID)?.ringDeadline).toBe(deadline);
    await scene.tellMeet(missed().slice(2));
    await scene.settled();
    expect(scene.reads.meet(customer, MEET_ID)).toMatchObject({ state: 'ENDED', ringDeadline: null });
    const { edges } = await scene.reads.history(customer, MEET_ID, { first: 9, after: null });
    expect(edges.map(({ node }) => node.type)).toEqual(['MeetStarted', 'MeetRang', 'MeetEnded']);
    expect(JSON.stringify(edges.map(({ node }) => node.data))).not.toContain(deadline);
    expect(scene.reads.meet(manager, MEET_ID)?.ringDeadline).toBe(deadline);
  });

  it('R14: shows the customer a missed meet as an ended one, wherever they look', async () => {
    await scene.tellMeet(missed());
    await scene.tellMeet([{ type: 'MissedMeetHandled', at: at(300), by: mina, data: { callbackMeetId: 'uc.uc-1.2' } }]);
    await scene.settled();
    const meet = scene.reads.meet(customer, MEET_ID);
    expect(meet).toMatchObject({ state: 'ENDED', rings: null, missedReason: null, callbackOf: null, handledAt: null });
    expect(scene.reads.meets(customer, { states: ['ENDED'] }, { first: 9, after: null }).edges).toHaveLength(1);
    expect(scene.reads.meets(customer, { states: ['MISSED'] }, { first: 9, after: null }).edges).toEqual([]);
    expect(scene.reads.meets(customer, { missedReasons: MISSED_REASONS }, { first: 9, after: null }).edges).toEqual([]);
    expect(
      scene.reads.meets(manager, { states: ['MISSED'], missedReasons: ['RING_TIMED_OUT'] }, { first: 9, after: null })
        .edges,
    ).toHaveLength(1);
    const { edges } = await scene.reads.history(customer, MEET_ID, { first: 9, after: null });
    expect(edges.map(({ node }) => [node.type, node.version, node.position])).toEqual([
      ['MeetStarted', 1, 'c0000000000000001'],
      ['MeetEnded', 2, 'c0000000000000002'],
    ]);
    expect(edges[1]?.node).toMatchObject({ actor: null, data: {}, causationId: null });
  });

  it('shows the customer who is in the meet, but nothing of seats, presence or the managers of their chat', async () => {
    await scene.tellMeet(ended());
    await scene.settled();
    expect(scene.reads.meet(customer, MEET_ID)?.participants.map(({ person }) => person.id)).toEqual(['juno', 'mina']);
    expect(scene.reads.channel(customer)).toEqual({
      id: CHANNEL,
      name: 'Moss & Fern',
      paidPlan: false,
      customersMayStart: false,
      businessVerified: false,
    });
    expect(scene.reads.manager(customer, 'mina')).toEqual({
      role: 'manager',
      id: 'mina',
      name: 'Mina Kim',
      operatorSeat: false,
      online: false,
    });
    expect(scene.reads.userChat(customer, USER_CHAT_ID)).toEqual({
      id: USER_CHAT_ID,
      customerId: 'juno',
      assigneeId: 'mina',
      managerIds: [],
      medium: 'NATIVE',
      inputOpen: true,
    });
  });

  it('shows the customer a manager only once that one is the assignee or took part; being rung is not taking part', async () => {
    expect(scene.reads.manager(customer, 'bora')).toBeNull();
    await scene.tellMeet([
      ...missed().slice(0, 2),
      { type: 'MeetRang', at: at(1), by: bora, data: { callee: bora, deadline: at(120) } },
    ]);
    await scene.settled();
    expect(scene.reads.manager(customer, 'bora')).toBeNull();
    expect(scene.reads.meets(manager, { managerId: 'bora' }, { first: 9, after: null }).edges).toHaveLength(1);
    expect(scene.reads.meets(customer, { managerId: 'bora' }, { first: 9, after: null }).edges).toEqual([]);
    await scene.tellMeet([{ type: 'MeetAccepted', at: at(2), by: bora, data: { acceptedBy: bora, deviceId: 'desk' } }]);
    await scene.settled();
    expect(scene.reads.manager(customer, 'bora')?.name).toBe('Bora Park');
    expect(scene.reads.meets(customer, { managerId: 'bora' }, { first: 9, after: null }).edges).toHaveLength(1);
  });

  it('resolves whoever an event named, told of or not', async () => {
    await scene.tellMeet([{ type: 'ParticipantJoined', at: at(9), by: mina, data: { participant: mina } }], {
      meetId: 'uc.none.1',
    });
    await scene.tellMeet([
      ...live(),
      { type: 'ParticipantJoined', at: at(9), by: mina, data: { participant: { role: 'manager', id: 'new' } } },
    ]);
    await scene.settled();
    expect(scene.reads.manager(manager, 'new')).toEqual({
      role: 'manager',
      id: 'new',
      name: '',
      operatorSeat: false,
      online: false,
    });
    expect(scene.reads.manager(manager, 'nobody')).toBeNull();
    expect(scene.reads.meet(manager, 'uc.none.1')).toBeNull();
  });
});
