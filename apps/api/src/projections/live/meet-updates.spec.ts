import { at, bora, inbound, live, MEET_ID, mina, missed, RING_ENDS, timer } from '@meets/meet-domain/testing';
import { collect, customer, manager, openScene, type Scene, turns, viewerOf } from '../../testing/read-model-scene.ts';

describe('updates of a meet', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());

  const listen = (viewer = manager, id = MEET_ID) => collect((signal) => scene.reads.meetUpdates(viewer, id, signal));

  it('begin with the meet as it is and go on with every change', async () => {
    await scene.tellMeet(inbound());
    await scene.settled();
    const updates = listen();
    await turns();
    await scene.tellMeet(live().slice(2));
    await scene.settled();
    await scene.tellMeet([{ type: 'CameraTurnedOn', at: at(9), by: mina, data: { participant: mina } }]);
    await scene.settled();
    expect(
      updates.items.map(({ state, participants }) => [state, participants.filter(({ camera }) => camera).length]),
    ).toEqual([
      ['RINGING', 0],
      ['LIVE', 0],
      ['LIVE', 1],
    ]);
    await updates.stop();
  });

  it('end at once for whoever may not know of the meet', async () => {
    await scene.tellMeet(inbound());
    await scene.settled();
    const others = [
      listen(viewerOf('customer', 'stranger')),
      listen(viewerOf('manager', 'mina', 'fern')),
      listen(manager, 'uc.none.1'),
    ];
    await Promise.all(others.map(({ ended }) => ended));
    expect(others.flatMap(({ items }) => items)).toEqual([]);
  });

  it('R14 invariant 3: send a customer nothing when only something hidden happened', async () => {
    await scene.tellMeet(inbound());
    await scene.settled();
    const updates = listen(customer);
    const staff = listen(manager);
    await turns();
    await scene.tellMeet([
      { type: 'RingSkipped', at: at(3), by: timer, data: { callee: mina } },
      { type: 'MeetRang', at: at(3), by: timer, data: { callee: bora, deadline: RING_ENDS } },
    ]);
    await scene.settled();
    expect([updates.items.length, staff.items.length]).toEqual([1, 2]);
    await scene.tellMeet(missed().slice(2));
    await scene.settled();
    await scene.tellMeet([{ type: 'MissedMeetHandled', at: at(300), by: mina, data: { callbackMeetId: 'uc.uc-1.2' } }]);
    await scene.settled();
    expect(updates.items.map(({ state }) => state)).toEqual(['RINGING', 'ENDED']);
    expect(staff.items.map(({ state, handledAt }) => [state, handledAt])).toEqual([
      ['RINGING', null],
      ['RINGING', null],
      ['MISSED', null],
      ['MISSED', at(300)],
    ]);
    await Promise.all([updates.stop(), staff.stop()]);
  });

  it('skip a slow reader to the newest state', async () => {
    await scene.tellMeet(live());
    await scene.settled();
    const abort = new AbortController();
    const reader = scene.reads.meetUpdates(manager, MEET_ID, abort.signal)[Symbol.asyncIterator]();
    await reader.next();
    for (let second = 10; second < 60; second += 1) {
      const type = second % 2 === 0 ? 'CameraTurnedOn' : 'CameraTurnedOff';
      await scene.tellMeet([{ type, at: at(second), by: mina, data: { participant: mina } }]);
    }
    await scene.tellMeet([{ type: 'ScreenShareStarted', at: at(60), by: mina, data: { participant: mina } }]);
    await scene.settled();
    const next = await reader.next();
    expect(next.value).toMatchObject({ participants: [{}, { camera: false, screen: true }] });
    const more = reader.next();
    abort.abort();
    expect(await more).toEqual({ done: true, value: undefined });
  });
});
