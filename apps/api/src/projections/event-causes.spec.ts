import { at, inbound, MEET_ID, mina, missed, outbound, stranger } from '@meets/meet-domain/testing';
import { customer, manager, openScene, type Scene, viewerOf } from '../testing/read-model-scene.ts';
import { MAX_EXPLAINED_CAUSES } from './event-causes.ts';

describe('why an event came about', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());

  it('is told from the first cause on', async () => {
    await scene.tellMeet(missed());
    const callBack = outbound().map((event) =>
      event.type === 'MeetStarted'
        ? { ...event, data: { ...event.data, meetId: 'uc.uc-1.2', callbackOf: MEET_ID } }
        : event,
    );
    const [started] = await scene.tellMeet(callBack, { meetId: 'uc.uc-1.2' });
    const [handled] = await scene.tellMeet(
      [{ type: 'MissedMeetHandled', at: at(300), by: mina, data: { callbackMeetId: 'uc.uc-1.2' } }],
      { causationId: started?.id ?? null },
    );
    await scene.settled();
    const chain = await scene.reads.explain(manager, handled?.id ?? '');
    expect(chain.map(({ type, causationId }) => [type, causationId])).toEqual([
      ['MeetStarted', null],
      ['MissedMeetHandled', started?.id],
    ]);
    // To the customer the mark does not exist, and neither does what it points at.
    expect(await scene.reads.explain(customer, handled?.id ?? '')).toEqual([]);
    expect(await scene.reads.event(customer, handled?.id ?? '')).toBeNull();
    expect(await scene.reads.event(customer, 'uc.uc-1.2@1')).toMatchObject({
      type: 'MeetStarted',
      data: { callbackOf: null },
    });
  });

  it('invariant 3: follows for a customer only causes that they see, by their own ids', async () => {
    const [started] = await scene.tellMeet(inbound());
    const [accepted] = await scene.tellMeet(
      [{ type: 'MeetAccepted', at: at(5), by: mina, data: { acceptedBy: mina, deviceId: null } }],
      { causationId: started?.id ?? null },
    );
    await scene.settled();
    const chain = await scene.reads.explain(customer, `${MEET_ID}@2`);
    expect(chain.map(({ id, causationId, correlationId }) => ({ id, causationId, correlationId }))).toEqual([
      { id: `${MEET_ID}@1`, causationId: null, correlationId: 'correlation-of-command-1' },
      { id: `${MEET_ID}@2`, causationId: `${MEET_ID}@1`, correlationId: `${MEET_ID}@2` },
    ]);
    expect(await scene.reads.explain(customer, accepted?.id ?? '')).toEqual([]);
    expect(await scene.reads.explain(viewerOf('customer', stranger.id), `${MEET_ID}@2`)).toEqual([]);
  });

  it('R14: finds a customer the winner of a race by its log id only where that tells nothing hidden', async () => {
    const [, , over] = await scene.tellMeet(missed());
    const calledAgain = inbound().map((event) =>
      event.type === 'MeetStarted' ? { ...event, data: { ...event.data, meetId: 'uc.uc-1.2' } } : event,
    );
    const [, , won] = await scene.tellMeet(
      [...calledAgain, { type: 'MeetAccepted', at: at(5), by: mina, data: { acceptedBy: mina, deviceId: 'desk' } }],
      { meetId: 'uc.uc-1.2' },
    );
    await scene.settled();
    expect(await scene.reads.event(manager, over?.id ?? '')).toMatchObject({
      type: 'MeetMissed',
      data: { reason: 'RING_TIMED_OUT' },
    });
    expect(await scene.reads.event(customer, over?.id ?? '')).toBeNull();
    expect(await scene.reads.event(customer, won?.id ?? '')).toMatchObject({
      type: 'MeetAccepted',
      data: { deviceId: null },
    });
  });

  it('is told for so many causes and no more', async () => {
    let cause: string | null = null;
    await scene.tellMeet(inbound());
    for (let count = 0; count < MAX_EXPLAINED_CAUSES + 6; count += 1) {
      const [event]: readonly { id: string }[] = await scene.tellMeet(
        [{ type: 'CameraTurnedOn', at: at(9), by: mina, data: { participant: mina } }],
        { causationId: cause },
      );
      cause = event?.id ?? null;
    }
    await scene.settled();
    expect(await scene.reads.explain(manager, cause ?? '')).toHaveLength(MAX_EXPLAINED_CAUSES);
    expect(await scene.reads.explain(manager, 'no-such-event')).toEqual([]);
  });
});
