import { at, bora, ended, inbound, live, MEET_ID, mina, missed, RING_ENDS, timer } from '@meets/meet-domain/testing';
import type { MeetEvent } from '@meets/meet-domain';
import {
  collect,
  customer,
  integrator,
  manager,
  openScene,
  type Scene,
  tellOfEverybody,
  turns,
  viewerOf,
} from '../../testing/read-model-scene.ts';
import { openReadModel } from '../open-read-model.ts';
import type { EventFilter } from '../filters.ts';
import type { MeetEventMessageView, PositionToken } from '../views.ts';
import { LIVE_EVENTS_KEPT } from './channel-feed.ts';
import { EVENTS_READ_AT_ONCE } from './event-subscription.ts';
import { HEARTBEAT_MS } from './heartbeats.ts';

const eventsIn = (messages: readonly MeetEventMessageView[]) =>
  messages.flatMap((message) => (message.message === 'event' ? [message.event] : []));
const told = (messages: readonly MeetEventMessageView[]) =>
  messages.map((message) => (message.message === 'event' ? message.event.type : message.message));

const meetOf = (events: readonly MeetEvent[], meetId: string, userChatId: string): readonly MeetEvent[] =>
  events.map((event) =>
    event.type === 'MeetStarted'
      ? { ...event, data: { ...event.data, meetId, place: { type: 'user-chat', userChatId } } }
      : event,
  );

describe('meet events', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
    await tellOfEverybody(scene);
  });
  afterEach(() => scene.close());

  const listen = (viewer = manager, after: PositionToken | null = null, filter: EventFilter = {}) =>
    collect((signal) => scene.reads.meetEvents(viewer, filter, after, signal));

  it('come from the start, then live, with a mark after the catch-up and after each burst', async () => {
    await scene.tellMeet(inbound());
    const events = listen();
    await scene.settled();
    expect(told(events.items)).toEqual(['MeetStarted', 'MeetRang', 'caught-up']);
    await scene.tellMeet(live().slice(2));
    await scene.settled();
    expect(told(events.items).slice(3)).toEqual([
      'MeetAccepted',
      'ParticipantJoined',
      'ParticipantJoined',
      'caught-up',
    ]);
    await events.stop();
  });

  it('are, for a customer, those of their own sequence, marks included', async () => {
    const events = listen(customer);
    await scene.settled();
    expect(events.items).toEqual([{ message: 'caught-up', position: 'c0000000000000000' }]);
    await scene.tellMeet(inbound());
    await scene.settled();
    await scene.tellMeet([
      { type: 'RingSkipped', at: at(3), by: timer, data: { callee: mina } },
      { type: 'MeetRang', at: at(3), by: timer, data: { callee: bora, deadline: RING_ENDS } },
    ]);
    await scene.settled();
    await scene.tellMeet(missed().slice(2));
    await scene.settled();
    expect(told(events.items).slice(1)).toEqual(['MeetStarted', 'caught-up', 'MeetEnded', 'caught-up']);
    expect(eventsIn(events.items).map(({ position, version }) => [position, version])).toEqual([
      ['c0000000000000001', 1],
      ['c0000000000000002', 2],
    ]);
    await events.stop();
  });

  it.each([
    ['a manager', manager],
    ['a customer', customer],
    ['an integrator', integrator],
  ])('resume for %s from every position with exactly the rest', async (_who, viewer) => {
    await scene.tellMeet(ended());
    await scene.tellMeet(meetOf(missed(), 'uc.uc-1.2', 'uc-1'), { meetId: 'uc.uc-1.2' });
    await scene.settled();
    const first = listen(viewer);
    await turns();
    const whole = eventsIn(first.items);
    expect(whole.length).toBeGreaterThan(8);
    for (const [index, { position }] of whole.entries()) {
      const resumed = listen(viewer, position);
      await turns();
      expect(eventsIn(resumed.items)).toEqual(whole.slice(index + 1));
      expect(resumed.items.at(-1)).toEqual(first.items.at(-1));
      await resumed.stop();
    }
    await first.stop();
  });

  it('lose and double nothing for a reader who reconnects while events keep coming', async () => {
    const seen: string[] = [];
    let after: PositionToken | null = null;
    for (let round = 0; round < 30; round += 1) {
      const id = `uc.uc-1.${round + 1}`;
      const connection: { items: MeetEventMessageView[]; stop(): Promise<void> } = listen(customer, after);
      const telling = scene.tellMeet(meetOf(ended(), id, 'uc-1'), { meetId: id });
      // Every other round the reader goes away before it has seen everything.
      if (round % 2 === 0) await turns(1);
      else await scene.settled();
      await connection.stop();
      await telling;
      for (const event of eventsIn(connection.items)) {
        seen.push(event.id);
        after = event.position;
      }
    }
    const last = listen(customer, after);
    await scene.settled();
    seen.push(...eventsIn(last.items).map(({ id }) => id));
    await last.stop();
    const whole = listen(customer);
    await turns(60);
    expect(seen).toEqual(eventsIn(whole.items).map(({ id }) => id));
    expect(seen.length).toBe(30 * 7);
    await whole.stop();
  });

  it('read on from where a slow reader stands, however much has come', async () => {
    const meets = 2 * Math.ceil(EVENTS_READ_AT_ONCE / 7);
    for (let n = 1; n <= meets; n += 1) {
      await scene.tellMeet(meetOf(ended(), `uc.uc-1.${n}`, 'uc-1'), { meetId: `uc.uc-1.${n}` });
    }
    await scene.settled();
    const events = listen(customer);
    await turns(100);
    expect(eventsIn(events.items).map(({ position }) => Number(position.slice(1)))).toEqual(
      Array.from({ length: meets * 7 }, (_, index) => index + 1),
    );
    expect(events.items.filter(({ message }) => message === 'caught-up')).toHaveLength(1);
    await events.stop();
  });

  it('are only those that the filter wants, and marks move on past the others', async () => {
    await scene.tellMeet(ended());
    await scene.tellMeet(meetOf(inbound(), 'uc.uc-2.1', 'uc-2'), { meetId: 'uc.uc-2.1' });
    await scene.settled();
    const byType = listen(manager, null, { types: ['MeetAccepted', 'MeetEnded'] });
    const byMeet = listen(manager, null, { meetId: 'uc.uc-2.1' });
    const byChat = listen(customer, null, { userChatId: 'uc-2' });
    const byTime = listen(manager, null, { occurredAfter: at(5), occurredBefore: at(61) });
    await turns();
    expect(told(byType.items)).toEqual(['MeetAccepted', 'MeetEnded', 'caught-up']);
    expect(byType.items.at(-1)).toEqual(byMeet.items.at(-1));
    expect(told(byMeet.items)).toEqual(['MeetStarted', 'MeetRang', 'caught-up']);
    expect(told(byChat.items)).toEqual(['MeetStarted', 'caught-up']);
    expect(told(byTime.items)).toEqual(['ParticipantLeft', 'caught-up']);
    await Promise.all([byType, byMeet, byChat, byTime].map((events) => events.stop()));
  });

  describe('of a small tenant beside a huge one', () => {
    const MEETS_OF_THE_HUGE = 2_000;
    const MEETS_OF_THE_SMALL = 3;

    /** What is read of the log while `act` runs. */
    async function readsOf(act: (reads: Scene['reads']) => Promise<void>) {
      const { store } = scene;
      const counted = { whole: 0, events: 0 };
      const counting = {
        ...{ append: store.append.bind(store), lastOf: store.lastOf.bind(store), head: store.head.bind(store) },
        close: () => store.close(),
        async *readStream(...args: Parameters<typeof store.readStream>) {
          for await (const event of store.readStream(...args)) {
            counted.events += 1;
            yield event;
          }
        },
        readAll(...args: Parameters<typeof store.readAll>) {
          counted.whole += 1;
          return store.readAll(...args);
        },
        follow(...args: Parameters<typeof store.follow>) {
          counted.whole += 1;
          return store.follow(...args);
        },
      };
      const reads = await openReadModel({ store: counting, keys: scene.keys, file: ':memory:', clock: scene.clock });
      Object.assign(counted, { whole: 0, events: 0 });
      await act(reads);
      await reads.close();
      return counted;
    }

    beforeEach(async () => {
      for (let n = 1; n <= MEETS_OF_THE_HUGE; n += 1) {
        const id = `uc.h.${n}`;
        await scene.tell(`meet-fern:${id}`, meetOf(ended(), id, 'h'));
        if (n % 600 === 0) await scene.tellMeet(meetOf(ended(), `uc.s.${n}`, 's'), { meetId: `uc.s.${n}` });
      }
      await scene.settled();
    });

    it('cost what this tenant has: from the start, from an old position, and by the page', async () => {
      const own = MEETS_OF_THE_SMALL * ended().length;
      const whole = { items: [] as MeetEventMessageView[] };
      const fromStart = await readsOf(async (reads) => {
        const events = collect((signal) => reads.meetEvents(manager, {}, null, signal));
        await turns();
        whole.items.push(...events.items);
        await events.stop();
      });
      expect(eventsIn(whole.items)).toHaveLength(own);
      expect(fromStart).toEqual({ whole: 0, events: own });
      const after = eventsIn(whole.items).at(-2)?.position ?? null;
      const resumed = await readsOf(async (reads) => {
        const events = collect((signal) => reads.meetEvents(manager, {}, after, signal));
        await turns();
        expect(eventsIn(events.items)).toEqual(eventsIn(whole.items).slice(-1));
        await events.stop();
      });
      expect(resumed).toEqual({ whole: 0, events: 1 });
      const paged = await readsOf(async (reads) => {
        const page = await reads.events(manager, { types: ['MeetEnded'] }, { first: 100, after: null });
        expect(page.edges).toHaveLength(MEETS_OF_THE_SMALL);
      });
      expect(paged).toEqual({ whole: 0, events: MEETS_OF_THE_SMALL });
    });

    it('let others have their turn while the huge one reads its own from the start', async () => {
      const boss = viewerOf('integrator', 'host', 'fern');
      const events = collect((signal) => scene.reads.meetEvents(boss, { types: ['MeetEnded'] }, null, signal));
      let turnsTaken = 0;
      while (events.items.at(-1)?.message !== 'caught-up') {
        await new Promise((resume) => setImmediate(resume));
        turnsTaken += 1;
      }
      expect(turnsTaken).toBeGreaterThan(MEETS_OF_THE_HUGE / EVENTS_READ_AT_ONCE - 1);
      expect(eventsIn(events.items)).toHaveLength(MEETS_OF_THE_HUGE);
      await events.stop();
    });
  });

  it('lose and double nothing for staff who fall behind while more comes than is kept for them', async () => {
    const abort = new AbortController();
    const reading = scene.reads.meetEvents(manager, {}, null, abort.signal)[Symbol.asyncIterator]();
    const next = async () => {
      const { value } = (await reading.next()) as IteratorYieldResult<MeetEventMessageView>;
      return value;
    };
    expect((await next()).message).toBe('caught-up');
    const seen: MeetEventMessageView[] = [];
    const meets = 3 * Math.ceil(LIVE_EVENTS_KEPT / ended().length);
    for (let n = 1; n <= meets; n += 1) {
      await scene.tellMeet(meetOf(ended(), `uc.uc-1.${n}`, 'uc-1'), { meetId: `uc.uc-1.${n}` });
      // Reads much more slowly than it comes.
      if (n % 40 === 0) {
        await scene.settled();
        seen.push(await next());
      }
    }
    await scene.settled();
    while (eventsIn(seen).length < meets * ended().length) seen.push(await next());
    expect((await next()).message).toBe('caught-up');
    abort.abort();
    const whole = listen();
    await turns(100);
    expect(eventsIn(seen)).toEqual(eventsIn(whole.items));
    await whole.stop();
  });

  it.each([
    ['a manager', manager],
    ['a customer', customer],
  ])(
    'end for %s in the middle of what they missed when the read model closes, and say nothing of it',
    async (_who, viewer) => {
      const meets = Math.ceil((3 * EVENTS_READ_AT_ONCE) / ended().length);
      for (let n = 1; n <= meets; n += 1)
        await scene.tellMeet(meetOf(ended(), `uc.uc-1.${n}`, 'uc-1'), { meetId: `uc.uc-1.${n}` });
      await scene.settled();
      const events = listen(viewer);
      while (events.items.length === 0) await turns(1);
      await scene.reads.close();
      await events.ended;
      expect(events.items.length).toBeLessThan(3 * EVENTS_READ_AT_ONCE);
      expect(told(events.items)).not.toContain('caught-up');
    },
  );

  it('R14: finds a customer no missed meet by its type', async () => {
    await scene.tellMeet(missed());
    await scene.settled();
    const asMissed = listen(customer, null, { types: ['MeetMissed'] });
    const asEnded = listen(customer, null, { types: ['MeetEnded'] });
    await turns();
    expect(eventsIn(asMissed.items)).toEqual([]);
    expect(eventsIn(asEnded.items)).toHaveLength(1);
    await Promise.all([asMissed.stop(), asEnded.stop()]);
  });

  it('tell the position as a heartbeat, and not because of what the viewer may not see', async () => {
    await scene.tellMeet(inbound());
    await scene.settled();
    const own = listen(customer);
    const staff = listen(manager);
    await turns();
    await scene.tell('meet-fern:uc.x.1', meetOf(inbound(), 'uc.x.1', 'x'));
    await scene.settled();
    expect([own.items.length, staff.items.length]).toEqual([2, 3]);
    scene.clock.advance(HEARTBEAT_MS);
    await turns();
    expect(own.items.at(-1)).toEqual({ message: 'caught-up', position: 'c0000000000000001' });
    const head = String(await scene.store.head()).padStart(16, '0');
    expect(staff.items.at(-1)).toEqual({ message: 'caught-up', position: head });
    expect([own.items.length, staff.items.length]).toEqual([3, 4]);
    await Promise.all([own.stop(), staff.stop()]);
  });

  it.each([
    ['of the wrong kind', customer, '0000000000000001'],
    ['that is none', manager, 'yesterday'],
    ['beyond the log', manager, '0000000000009999'],
    ["beyond the customer's sequence", customer, 'c0000000000000002'],
  ])('answer a position %s with resync-required from the start, and end', async (_what, viewer, after) => {
    await scene.tellMeet(inbound());
    await scene.settled();
    const events = listen(viewer, after);
    await events.ended;
    const position = viewer === customer ? 'c0000000000000000' : '0000000000000000';
    expect(events.items).toEqual([{ message: 'resync-required', reason: 'unknown-position', position }]);
  });

  it('of one tenant never reach another', async () => {
    await scene.tellMeet(ended());
    await scene.settled();
    const others = [
      viewerOf('manager', mina.id, 'fern'),
      viewerOf('analyst', 'ana', 'mos'),
      viewerOf('customer', 'stranger'),
    ];
    for (const viewer of others) {
      const events = listen(viewer, null, { meetId: MEET_ID });
      const all = listen(viewer);
      await turns();
      expect(eventsIn([...events.items, ...all.items])).toEqual([]);
      await Promise.all([events.stop(), all.stop()]);
    }
  });
});
