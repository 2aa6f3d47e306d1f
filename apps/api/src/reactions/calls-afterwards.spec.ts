import { MISSED_REASONS, type MissedReason } from '@meets/meet-domain';
import { openReadModel } from '../projections/open-read-model.ts';
import type { MeetEventView } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import type { CallIn } from '../commands/receive-call.ts';
import { eventually } from '../testing/eventually.ts';
import { reactionsTo } from '../testing/reactions-to.ts';
import { CHANNEL, meetIdOf, order, viewer, writeScene, type WriteScene } from '../testing/write-scene.ts';
import type { Reactions } from './start-reactions.ts';

const NUMBER = '+827012345678';
/** Nothing leads to these yet: greeting and IVR come before the queue, voicemail behind it (ADR 40). */
const LATER: readonly MissedReason[] = ['ABANDONED_IN_GREETING', 'ABANDONED_IN_IVR', 'IVR_INPUT_TIMEOUT', 'VOICEMAIL'];

describe('a call by phone, as it is asked about afterwards', () => {
  let scene: WriteScene;
  let reads: ReadModel;
  let reactions: Reactions;
  let calls = 0;
  beforeEach(async () => {
    scene = await writeScene();
    const { commands, host, store, keys, time: clock } = scene;
    await commands.putChannel(host, { name: 'Shop', paidPlan: true, businessVerified: true, currency: 'KRW' });
    await commands.issuePhoneNumber(host, { number: NUMBER });
    await commands.updateMyDuty(scene.mina, { available: true });
    reads = await openReadModel({ store, keys, clock, file: ':memory:' });
    reactions = reactionsTo(scene);
    await reactions.ready;
  });
  afterEach(async () => {
    await reactions.close();
    await reads.close();
  });

  /** Rows are as far as the log, and so is whatever reacts to it. */
  const settled = async (): Promise<void> => {
    const head = await scene.store.head();
    await eventually('the rows', () => reads.applied() >= head);
  };
  const comeIn = async (change: Partial<CallIn> = {}): Promise<string> => {
    const call = { channelId: CHANNEL, callId: `call-${(calls += 1)}`, line: 'here', number: NUMBER };
    const staff = { onDuty: ['mina', 'max'], busy: [] };
    const caller = { from: null, callerId: 'juno', headers: [] };
    return (await scene.commands.receiveCall({ ...call, ...caller, staff, ...change })).meetId;
  };
  const meetThat = (what: string, meetId: string, is: (state: string) => boolean) =>
    eventually(what, async () => {
      await settled();
      const meet = reads.meet(scene.mina, meetId);
      return meet !== null && is(meet.state) ? meet : null;
    });
  const rung = async (): Promise<string> => {
    const meetId = await comeIn();
    await meetThat('the ring', meetId, (state) => state === 'RINGING');
    return meetId;
  };
  const dialled = async (): Promise<string> =>
    meetIdOf(
      await scene.commands.dialCustomer(scene.mina, {
        ...{ customerId: 'juno', from: NUMBER, client: null, idempotencyKey: null },
      }),
    );
  const hangUp = async (meetId: string, lost = false): Promise<string> => {
    await scene.commands.hangUpCall({ channelId: CHANNEL, meetId, lost });
    return meetId;
  };
  const fails = async (reason: 'BUSY' | 'REJECTED_BY_CUSTOMER' | 'UNREACHABLE_DEVICE'): Promise<string> => {
    const meetId = await dialled();
    await scene.commands.failDialledCall({ channelId: CHANNEL, meetId, reason });
    return meetId;
  };
  /** Time passes once whatever is to wait for it does. */
  const after = async (ms: number, meetId: string): Promise<string> => {
    await settled();
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    scene.clock.advance(ms);
    return meetId;
  };
  const busy = () => scene.commands.updateMyDuty(scene.mina, { doNotDisturb: true });
  const settings = (change: Parameters<WriteScene['commands']['updateChannelPhoneSettings']>[1]) =>
    scene.commands.updateChannelPhoneSettings(scene.host, change);
  const verified = (businessVerified: boolean) =>
    scene.commands.putChannel(scene.host, { name: 'Shop', paidPlan: true, businessVerified, currency: 'KRW' });

  /** How each comes about, and by what it can be shown why: the events that caused it, the oldest first. */
  const WAYS: Partial<Record<MissedReason, readonly [shown: readonly string[], come: () => Promise<string>]>> = {
    UNREGISTERED_NUMBER: [['MeetMissed'], async () => (await verified(false), comeIn())],
    NOT_IN_OPERATION: [
      ['MeetMissed'],
      async () => {
        await settings({ operatingHours: { timeZone: 'Asia/Seoul', weekly: [], exceptions: [] } });
        return comeIn();
      },
    ],
    BLOCKED_CUSTOMER: [
      ['MeetMissed'],
      async () => {
        await scene.commands.putCustomer(scene.host, { id: 'b', name: null, phoneNumber: null, blocked: true });
        return comeIn({ callerId: 'b' });
      },
    ],
    INBOUND_RATE_LIMIT: [
      ['MeetMissed'],
      async () => {
        await settings({ callsPerCallerPerMinute: 1 });
        await comeIn();
        return comeIn();
      },
    ],
    CONCURRENCY_LIMIT: [
      ['MeetMissed'],
      async () => {
        await settings({ concurrentCalls: 1 });
        await comeIn();
        return comeIn();
      },
    ],
    NO_OPERATOR: [['MeetMissed'], () => comeIn({ staff: { onDuty: [], busy: [] } })],
    EXCEEDED_QUEUE: [['MeetQueued', 'MeetMissed'], async () => (await busy(), after(300_000, await comeIn()))],
    ABANDONED_IN_QUEUE: [['MeetMissed'], async () => (await busy(), hangUp(await comeIn()))],
    CUSTOMER_LEFT: [['MeetMissed'], async () => hangUp(await rung())],
    REJECTED_BY_MANAGER: [
      // In one append with `RingDeclined`: the call was to wait for somebody else, and nobody was left.
      ['MeetQueued', 'MeetMissed'],
      async () => {
        const meetId = await rung();
        await scene.commands.declineMeet(scene.mina, order(meetId));
        return meetId;
      },
    ],
    RING_TIMED_OUT: [['MeetQueued', 'MeetMissed'], async () => after(30_000, await rung())],
    SYSTEM_FAILURE: [['MeetMissed'], async () => hangUp(await rung(), true)],
    MANAGER_LEFT: [
      ['MeetMissed'],
      async () => {
        const meetId = await dialled();
        await scene.commands.cancelMeet(scene.mina, order(meetId));
        return meetId;
      },
    ],
    BUSY: [['MeetMissed'], () => fails('BUSY')],
    REJECTED_BY_CUSTOMER: [['MeetMissed'], () => fails('REJECTED_BY_CUSTOMER')],
    UNREACHABLE_DEVICE: [['MeetMissed'], () => fails('UNREACHABLE_DEVICE')],
  };

  it('R41: is missed for each reason that there is, but for those of greeting, IVR and voicemail', () => {
    expect([...Object.keys(WAYS), ...LATER].toSorted()).toEqual([...MISSED_REASONS].toSorted());
  });

  it('R37, R39: is shown as it stood while it waited, rang, went on to the next, was held, and afterwards', async () => {
    scene.clock.advance(1_000);
    await scene.commands.updateMyDuty(scene.max, { available: true });
    const meetId = await comeIn();
    const rings = (whom: string) =>
      eventually(`${whom} to be rung`, async () => {
        await settled();
        const ring = reads.meet(scene.mina, meetId)?.rings?.at(-1);
        return ring?.outcome === 'RINGING' && ring.callee.id === whom;
      });
    await rings('mina');
    await scene.commands.declineMeet(scene.mina, order(meetId));
    await rings('max');
    await scene.commands.acceptMeet(scene.max, order(meetId));
    for (const on of [true, false]) await scene.commands.holdCall(scene.max, { ...order(meetId), on });
    await hangUp(meetId);
    await settled();
    const { edges } = await reads.history(scene.mina, meetId, { first: 50, after: null });
    const moments = await Promise.all(
      edges.map(async ({ node: { type, position } }) => {
        const then = await reads.meetAsOf(scene.mina, meetId, { position });
        return [type, then?.state, then?.phone?.onHold, then?.rings?.map(({ outcome }) => outcome).join()];
      }),
    );
    expect(moments).toEqual([
      ['MeetStarted', 'RINGING', undefined, ''],
      ['CallCameIn', 'RINGING', false, ''],
      ['MeetQueued', 'QUEUED', false, ''],
      ['MeetRang', 'RINGING', false, 'RINGING'],
      ['RingDeclined', 'RINGING', false, 'DECLINED'],
      ['MeetQueued', 'QUEUED', false, 'DECLINED'],
      ['MeetRang', 'RINGING', false, 'DECLINED,RINGING'],
      ['MeetAccepted', 'LIVE', false, 'DECLINED,ACCEPTED'],
      ['ParticipantJoined', 'LIVE', false, 'DECLINED,ACCEPTED'],
      ['ParticipantJoined', 'LIVE', false, 'DECLINED,ACCEPTED'],
      ['CallHeld', 'LIVE', true, 'DECLINED,ACCEPTED'],
      ['CallResumed', 'LIVE', false, 'DECLINED,ACCEPTED'],
      ['ParticipantLeft', 'LIVE', false, 'DECLINED,ACCEPTED'],
      ['ParticipantLeft', 'LIVE', false, 'DECLINED,ACCEPTED'],
      ['MeetEnded', 'ENDED', false, 'DECLINED,ACCEPTED'],
    ]);
  });

  it.each(Object.keys(WAYS) as MissedReason[])('R14, R41: has its reason, and what shows it, by %s', async (reason) => {
    const [shown, come] = WAYS[reason] ?? [[], () => Promise.reject(new Error(reason))];
    const meetId = await come();
    const meet = await meetThat('the miss', meetId, (state) => state === 'MISSED');
    expect(meet.missedReason).toBe(reason);
    const found = await reads.events(viewer('analyst', 'ana'), { meetId, types: ['MeetMissed'] }, ONE);
    expect(found.edges).toHaveLength(1);
    const chain = await reads.explain(viewer('analyst', 'ana'), found.edges[0]?.node.id ?? '');
    expect(chain.map(({ type }) => type)).toEqual(shown);
    expect(chain.at(-1)).toMatchObject({ data: { reason } });
    const asked = { missedReasons: [reason] };
    expect(reads.meets(scene.mina, asked, ONE).edges.map(({ node }) => node.id)).toEqual([meetId]);
    const customer = viewer('customer', reason === 'BLOCKED_CUSTOMER' ? 'b' : 'juno');
    expect(reads.meet(customer, meetId)).toMatchObject({ state: 'ENDED', missedReason: null });
    const told = await reads.history(customer, meetId, { first: 50, after: null });
    const types = told.edges.map(({ node }: { readonly node: MeetEventView }) => node.type);
    expect(types).toEqual(['MeetStarted', 'MeetEnded']);
  });
});

const ONE = { first: 1, after: null };
