import { FIRST_RETRY_MS } from './back-off.ts';
import { followDuties, followMyDuty } from './follow-duty.ts';
import { followMeet } from './follow-meet.ts';
import { followMeetChat } from './follow-meet-chat.ts';
import { followMeetEvents, type FollowMeetEventsOptions, type MeetEventMessage } from './follow-meet-events.ts';
import { followMeetNotices } from './follow-meet-notices.ts';
import { followMyRings } from './follow-my-rings.ts';
import { type FollowState, MAX_WAITING_MESSAGES, QUIET_LIMIT_MS } from './following.ts';
import { FollowingRefused } from './loss.ts';
import { type FakeTimers, fakeTimers } from './testing/fake-timers.ts';
import { openScriptedServer, type Peer, type ScriptedServer } from './testing/scripted-server.ts';

/** The bound's middle: every retry of these tests waits half of what it may. */
const random = () => 0.5;

describe('following', () => {
  let server: ScriptedServer;
  let timers: FakeTimers;
  let states: FollowState[];
  let tokens: number;
  /** Resolves with the next state of that kind. */
  let becomes: (kind: FollowState['kind']) => Promise<FollowState>;
  let options: Omit<FollowMeetEventsOptions, 'url'> & { url: string };
  let following: AsyncIterator<unknown, undefined> | null;

  beforeEach(async () => {
    server = await openScriptedServer();
    timers = fakeTimers();
    states = [];
    tokens = 0;
    following = null;
    const awaited: { kind: string; resolve: (state: FollowState) => void }[] = [];
    becomes = (kind) => new Promise((resolve) => awaited.push({ kind, resolve }));
    options = {
      url: server.url,
      token: async () => `token-${(tokens += 1)}`,
      onState(state) {
        states.push(state);
        for (const { kind, resolve } of awaited) if (kind === state.kind) resolve(state);
      },
      platform: { setTimer: (inMs, run) => timers.setTimer(inMs, run), random, WebSocket: globalThis.WebSocket },
    };
  });
  afterEach(async () => {
    await following?.return?.();
    await server.close();
  });

  const follow = (more: Partial<FollowMeetEventsOptions> = {}) => {
    const events = followMeetEvents({ ...options, ...more });
    following = events;
    return events;
  };
  /** Lets the connection break, and time pass until the next attempt. */
  const loseAndRetry = async (lose: () => void): Promise<Peer> => {
    const waiting = becomes('waiting');
    lose();
    const state = await waiting;
    timers.advance(state.kind === 'waiting' ? state.forMs : 0);
    return server.meet();
  };
  const positionsOf = async (messages: AsyncIterator<MeetEventMessage>, count: number): Promise<string[]> => {
    const positions: string[] = [];
    while (positions.length < count) positions.push(((await messages.next()).value as MeetEventMessage).position);
    return positions;
  };

  describe('events', () => {
    it('opens no socket before somebody iterates', async () => {
      follow();
      expect([server.sockets(), tokens]).toEqual([0, 0]);
    });

    it('asks for what the caller asks for, with a token', async () => {
      const where = { types: ['MeetStarted'] };
      void follow({ after: '0007', where }).next();
      const peer = await server.meet();
      expect([peer.authorization, peer.variables]).toEqual(['Bearer token-1', { after: '0007', where }]);
    });

    it.each([
      ['the network breaks', (peer: Peer) => peer.cut()],
      ['the server goes away (1001)', (peer: Peer) => peer.close(1001)],
      ['the server fails (1011)', (peer: Peer) => peer.close(1011)],
      ['the server restarts (1012)', (peer: Peer) => peer.close(1012)],
      ['the reader was too slow (1013)', (peer: Peer) => peer.close(1013, 'reads too slowly')],
      ['the socket is closed as if all were well (1000)', (peer: Peer) => peer.close(1000)],
      ['the server failed unexpectedly (4500)', (peer: Peer) => peer.close(4500)],
      ['the token ran out on the open socket (4403)', (peer: Peer) => peer.close(4403, 'the token has expired')],
      ['the operation fails for now', (peer: Peer) => peer.errors('SERVICE_UNAVAILABLE')],
    ])('goes on behind the last message, with a fresh token, after %s', async (_what, lose) => {
      const messages = follow();
      const taken = positionsOf(messages, 3);
      const first = await server.meet();
      first.next(event('0001'));
      first.next(caughtUp('0004'));
      await becomes('following');
      // A message is on its way in order, so the close comes after it.
      const second = await loseAndRetry(() => lose(first));
      expect([second.authorization, second.variables['after']]).toEqual(['Bearer token-2', '0004']);
      second.next(event('0005'));
      expect(await taken).toEqual(['0001', '0004', '0005']);
    });

    it('waits longer after every failure in a row, and forgets them at the first message', async () => {
      const messages = follow();
      const first = messages.next();
      let peer = await server.meet();
      for (let failures = 0; failures < 3; failures += 1) peer = await loseAndRetry(() => peer.cut());
      peer.next(event('0001'));
      await first;
      await loseAndRetry(() => peer.cut());
      const waits = states.flatMap((state) => (state.kind === 'waiting' ? [state.forMs] : []));
      expect(waits).toEqual([1, 2, 4, 1].map((times) => (times * FIRST_RETRY_MS) / 2));
    });

    it('takes silence for a loss, however alive the socket looks', async () => {
      const messages = follow();
      const first = messages.next();
      const peer = await server.meet();
      peer.next(caughtUp('0003'));
      await first;
      timers.advance(QUIET_LIMIT_MS - 1);
      expect(states.at(-1)?.kind).toBe('following');
      const second = await loseAndRetry(() => timers.advance(1));
      expect(await peer.closed).toBeGreaterThan(0);
      expect(states.find(({ kind }) => kind === 'waiting')).toMatchObject({ loss: { by: 'silence' } });
      expect(second.variables['after']).toBe('0003');
    });

    it('takes a token that never comes for a loss too', async () => {
      const token = () => new Promise<string>(() => undefined);
      void follow({ token }).next();
      timers.advance(QUIET_LIMIT_MS);
      expect(states.map(({ kind }) => kind)).toEqual(['connecting', 'waiting']);
    });

    it('tries again where there is no token for the moment', async () => {
      const token = async (): Promise<string> => {
        tokens += 1;
        if (tokens === 1) throw new Error('the session server is busy');
        return 'second';
      };
      const waiting = becomes('waiting');
      void follow({ token }).next();
      expect(await waiting).toMatchObject({ loss: { by: 'token' } });
      timers.advance(FIRST_RETRY_MS);
      expect((await server.meet()).authorization).toBe('Bearer second');
    });

    it.each([1008, 1009, 4400, 4401, 4406, 4409, 4429])(
      'ends with the reason where the server closes with %d',
      async (code) => {
        const taken = follow().next();
        (await server.meet()).close(code, 'why');
        const error = await taken.catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(FollowingRefused);
        expect(error).toMatchObject({ loss: { by: 'close', code, reason: 'why' } });
        expect(states.at(-1)).toMatchObject({ kind: 'over', loss: { code } });
        expect(timers.pendingMs()).toEqual([]);
      },
    );

    it('ends with the reason where the operation itself is wrong', async () => {
      const taken = follow().next();
      (await server.meet()).errors('GRAPHQL_VALIDATION_FAILED');
      await expect(taken).rejects.toThrow('GRAPHQL_VALIDATION_FAILED');
    });

    it('forgives one refused token, and ends at the second in a row', async () => {
      server.refuseWith(4403);
      const waiting = becomes('waiting');
      const taken = follow().next();
      expect(await waiting).toMatchObject({ loss: { code: 4403, admitted: false } });
      timers.advance(FIRST_RETRY_MS);
      await expect(taken).rejects.toBeInstanceOf(FollowingRefused);
      expect(tokens).toBe(2);
    });

    it('hands out ResyncRequired as the last message', async () => {
      const messages = follow({ after: 'not-mine' });
      const peer = server.meet();
      const taken = messages.next();
      (await peer).next({ meetEvents: { __typename: 'ResyncRequired', reason: 'unknown-position', position: '0000' } });
      expect((await taken).value).toEqual({
        __typename: 'ResyncRequired',
        reason: 'unknown-position',
        position: '0000',
      });
      expect(await messages.next()).toEqual({ done: true, value: undefined });
      expect(states.at(-1)).toEqual({ kind: 'over', loss: null });
    });

    it('ends where the server says that it is complete', async () => {
      const taken = follow().next();
      (await server.meet()).complete();
      expect(await taken).toEqual({ done: true, value: undefined });
    });

    it('hangs up while its reader is far behind, and goes on without a gap when they have caught up', async () => {
      const messages = follow();
      const first = messages.next();
      const peer = await server.meet();
      const paused = becomes('paused');
      const all = Array.from({ length: MAX_WAITING_MESSAGES + 1 }, (_, index) => String(index).padStart(4, '0'));
      for (const position of all) peer.next(event(position));
      await paused;
      await peer.closed;
      expect(timers.pendingMs()).toEqual([]);
      const taken = [
        ((await first).value as MeetEventMessage).position,
        ...(await positionsOf(messages, all.length - 1)),
      ];
      expect(taken).toEqual(all);
      const second = await server.meet();
      expect(second.variables['after']).toBe(all.at(-1));
      second.next(event('2000'));
      expect(await positionsOf(messages, 1)).toEqual(['2000']);
    });

    it.each([
      ['return', async (messages: AsyncIterator<unknown>) => void (await messages.return?.())],
      ['the signal', async (_messages: AsyncIterator<unknown>, stop: AbortController) => stop.abort()],
    ])('hangs up at %s, and leaves no timer', async (_what, stopBy) => {
      const stop = new AbortController();
      const messages = follow({ signal: stop.signal });
      const taken = messages.next();
      const peer = await server.meet();
      await stopBy(messages, stop);
      expect(await taken).toEqual({ done: true, value: undefined });
      expect(await peer.closed).toBe(1000);
      expect(await messages.next()).toEqual({ done: true, value: undefined });
      expect(timers.pendingMs()).toEqual([]);
    });

    it('does nothing at all for a signal that was aborted before', async () => {
      const taken = await follow({ signal: AbortSignal.abort() }).next();
      expect([taken.done, server.sockets(), tokens]).toEqual([true, 0, 0]);
    });

    it('says at once that an address is none', () => {
      expect(() => follow({ url: '/graphql' })).toThrow('"/graphql" is no URL');
    });
  });

  describe('rings', () => {
    it('begins every connection by saying that what rang before is to be forgotten', async () => {
      const rings = followMyRings({ ...options, deviceId: 'phone' });
      following = rings;
      const begin = await rings.next();
      const peer = await server.meet();
      expect([begin.value, peer.variables]).toEqual([{ __typename: 'RingsBegin' }, { deviceId: 'phone' }]);
      const notice = { __typename: 'RingNotice', ringing: true, outcome: 'RINGING', deadline: 'then' };
      peer.next({ myRings: notice });
      expect((await rings.next()).value).toEqual(notice);
      const second = await loseAndRetry(() => peer.cut());
      second.next({ myRings: notice });
      expect([(await rings.next()).value, (await rings.next()).value]).toEqual([{ __typename: 'RingsBegin' }, notice]);
    });

    it('takes the answers to its pings for a sign of life, as nothing may ring for days', async () => {
      const rings = followMyRings({ ...options, quietLimitMs: 60 });
      following = rings;
      const alive = becomes('following');
      await rings.next();
      await alive;
      expect(states.map(({ kind }) => kind)).toEqual(['connecting', 'following']);
    });
  });

  describe('a meet', () => {
    it('is told anew, as it is by then, after a loss', async () => {
      const meets = followMeet({ ...options, meetId: 'm-1' });
      following = meets;
      const first = meets.next();
      const peer = await server.meet();
      peer.next({ meetUpdated: { state: 'RINGING' } });
      expect((await first).value).toEqual({ state: 'RINGING' });
      const second = await loseAndRetry(() => peer.cut());
      expect(second.variables).toEqual({ id: 'm-1' });
      second.next({ meetUpdated: { state: 'LIVE' } });
      expect((await meets.next()).value).toEqual({ state: 'LIVE' });
    });
  });

  describe('what is said in a team meet', () => {
    it('R25: begins anew after a loss, and says so: what was said meanwhile is stored nowhere', async () => {
      const said = followMeetChat({ ...options, meetId: 'm-1' });
      following = said;
      const first = said.next();
      const peer = await server.meet();
      peer.next({ meetChat: { text: 'one' } });
      expect([(await first).value, (await said.next()).value]).toEqual([
        { __typename: 'ListeningBegins' },
        { text: 'one' },
      ]);
      await loseAndRetry(() => peer.cut());
      expect((await said.next()).value).toEqual({ __typename: 'ListeningBegins' });
    });
  });

  describe('duty', () => {
    it('R39: is told as it then is after a loss', async () => {
      const duty = followMyDuty(options);
      following = duty;
      const first = duty.next();
      const peer = await server.meet();
      peer.next({ myDuty: { state: 'IN_CALL' } });
      expect((await first).value).toEqual({ state: 'IN_CALL' });
      const second = await loseAndRetry(() => peer.cut());
      second.next({ myDuty: { state: 'WRAP_UP' } });
      expect((await duty.next()).value).toEqual({ state: 'WRAP_UP' });
    });

    it('R39: of everybody is told one by one', async () => {
      const duties = followDuties(options);
      following = duties;
      const first = duties.next();
      const peer = await server.meet();
      for (const id of ['mina', 'minjun']) peer.next({ dutyUpdated: { manager: { id } } });
      expect([(await first).value, (await duties.next()).value]).toEqual([
        { manager: { id: 'mina' } },
        { manager: { id: 'minjun' } },
      ]);
    });
  });

  describe('what is live among managers', () => {
    it('R19, R20: is told from the beginning on every connection', async () => {
      const notices = followMeetNotices(options);
      following = notices;
      const first = notices.next();
      const peer = await server.meet();
      peer.next({ meetNotices: { live: true } });
      expect([(await first).value, (await notices.next()).value]).toEqual([
        { __typename: 'NoticesBegin' },
        { live: true },
      ]);
      await loseAndRetry(() => peer.cut());
      expect((await notices.next()).value).toEqual({ __typename: 'NoticesBegin' });
    });
  });
});

const event = (position: string) => ({ meetEvents: { __typename: 'MeetEvent', position } });
const caughtUp = (position: string) => ({ meetEvents: { __typename: 'CaughtUp', position } });
