import { type DutyEvent, dutyStream } from '@meets/meet-domain';
import { at } from '@meets/meet-domain/testing';
import {
  analyst,
  CHANNEL,
  collect,
  customer,
  integrator,
  manager,
  openScene,
  OTHER_CHANNEL,
  type Scene,
  tellOfEverybody,
  turns,
  viewerOf,
} from '../../testing/read-model-scene.ts';
import { UnknownCursor } from '../read-model.ts';

const OFF = {
  ...{ state: 'UNAVAILABLE', available: false, doNotDisturb: false, callLimit: null, callsTaken: 0 },
  ...{ idleSince: null, until: null, meetId: null },
};

describe('duties', () => {
  let scene: Scene;
  const tell = async (managerId: string, type: DutyEvent['type'], data: object = {}, channelId = CHANNEL) => {
    const by = { role: 'manager', id: managerId } as const;
    const event = { type, at: at(1), by, data: { managerId, ...data } } as DutyEvent;
    await scene.tell(dutyStream(channelId, managerId), [event]);
    await scene.settled();
  };
  beforeEach(async () => {
    scene = await openScene();
    await tellOfEverybody(scene);
    await scene.settled();
  });
  afterEach(() => scene.close());

  it('R39: are off for who never came on duty, and nobody’s but managers’', () => {
    expect(scene.reads.myDuty(manager)).toEqual({ managerId: 'mina', ...OFF });
    for (const viewer of [customer, integrator, analyst]) expect(scene.reads.myDuty(viewer)).toBeNull();
  });

  it('R39, R42: say what a manager is at', async () => {
    const state = () => scene.reads.myDuty(manager);
    await tell('mina', 'ManagerBecameAvailable');
    expect(state()).toEqual({ managerId: 'mina', ...OFF, state: 'AVAILABLE', available: true, idleSince: at(1) });
    await tell('mina', 'DoNotDisturbTurnedOn');
    expect(state()).toMatchObject({ state: 'DO_NOT_DISTURB', available: true });
    await tell('mina', 'ManagerReserved', { meetId: 'uc.a.1', until: at(31) });
    expect(state()).toMatchObject({ state: 'RESERVED', meetId: 'uc.a.1', until: at(31) });
    await tell('mina', 'CallTaken', { meetId: 'uc.a.1' });
    expect(state()).toMatchObject({ state: 'IN_CALL', meetId: 'uc.a.1', until: null, callsTaken: 1, idleSince: null });
    await tell('mina', 'CallFinished', { meetId: 'uc.a.1', wrapUpUntil: at(90) });
    expect(state()).toMatchObject({ state: 'WRAP_UP', meetId: null, until: at(90) });
    await tell('mina', 'ManagerBecameUnavailable');
    await tell('mina', 'WrapUpEnded');
    expect(state()).toMatchObject({ state: 'UNAVAILABLE', idleSince: null });
  });

  it('R39: are the staff’s to see, by page, and no customer’s or other channel’s', async () => {
    await tell('mina', 'ManagerBecameAvailable');
    await tell('bora', 'ManagerBecameAvailable');
    const first = scene.reads.duties(manager, { first: 1, after: null });
    expect(first).toMatchObject({ edges: [{ node: { managerId: 'bora' } }], pageInfo: { hasNextPage: true } });
    const rest = scene.reads.duties(analyst, { first: 5, after: first.pageInfo.endCursor });
    expect(rest.edges.map(({ node }) => node.managerId)).toEqual(['mina']);
    for (const viewer of [customer, viewerOf('manager', 'mina', OTHER_CHANNEL)]) {
      for (const after of [null, first.pageInfo.endCursor]) {
        expect(scene.reads.duties(viewer, { first: 5, after }).edges).toEqual([]);
      }
    }
    expect(() => scene.reads.duties(manager, { first: 5, after: 'nonsense' })).toThrow(UnknownCursor);
  });

  it('R39: tell a manager of their own, and of nobody else’s', async () => {
    const own = collect((signal) => scene.reads.myDutyUpdates(manager, signal));
    await turns();
    await tell('bora', 'ManagerBecameAvailable');
    await tell('mina', 'ManagerBecameAvailable');
    await own.stop();
    expect(own.items.map(({ managerId, state }) => [managerId, state])).toEqual([
      ['mina', 'UNAVAILABLE'],
      ['mina', 'AVAILABLE'],
    ]);
    for (const viewer of [customer, integrator, analyst]) {
      const none = collect((signal) => scene.reads.myDutyUpdates(viewer, signal));
      await none.ended;
      expect(none.items).toEqual([]);
    }
  });

  it('R39: tell the staff of every colleague’s, as it is and as it changes, and no customer or other channel', async () => {
    await tell('bora', 'ManagerBecameAvailable');
    const all = collect((signal) => scene.reads.dutyUpdates(manager, signal));
    const others = collect((signal) => scene.reads.dutyUpdates(viewerOf('manager', 'mina', OTHER_CHANNEL), signal));
    const none = collect((signal) => scene.reads.dutyUpdates(customer, signal));
    await none.ended;
    await turns();
    await tell('mina', 'ManagerBecameAvailable');
    await tell('bora', 'DoNotDisturbTurnedOn');
    await all.stop();
    await others.stop();
    expect(all.items.map(({ managerId, state }) => [managerId, state])).toEqual([
      ['bora', 'AVAILABLE'],
      ['mina', 'AVAILABLE'],
      ['bora', 'DO_NOT_DISTURB'],
    ]);
    expect([...others.items, ...none.items]).toEqual([]);
  });
});
