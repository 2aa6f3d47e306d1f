import type { EventParts, Events, Result } from './answers.ts';
import { ACCEPT, END, EVENTS, PUT_CUSTOMER, PUT_USER_CHAT, SET_CAMERA, START } from './operations.ts';
import { pause, startServer, temporaryDataDir, type RunningServer } from './running-server.ts';
import { sessionFor } from './graphql-client.ts';
import { setScene, type Scene } from './scene.ts';

const ROUNDS = 20;
const CHATS = 16;
/** The server is killed when this many commands of the round were acknowledged, plus a random few: never on a quiet moment. */
const ACKNOWLEDGED_PER_ROUND = 100;
const RESTART_WITHIN_MS = 5_000;
/** Types that one decision writes together: after the key, all of these follow at once. */
const BATCHES: Record<string, readonly (readonly string[])[]> = {
  MeetStarted: [['MeetRang'], ['CustomerAwaited']],
  MeetAccepted: [['ParticipantJoined', 'ParticipantJoined']],
  MeetUpgradedToVideo: [['CameraTurnedOn']],
  ParticipantLeft: [['ParticipantLeft'], ['MeetEnded']],
};

describe('a server that is killed during thousands of appends', () => {
  it(`loses nothing it acknowledged and leaves no half batch, ${ROUNDS} times`, async () => {
    const dataDir = await temporaryDataDir();
    const acknowledged: Acknowledged[] = [];
    let slowestRestartMs = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await startServer(dataDir.path);
      slowestRestartMs = Math.max(slowestRestartMs, server.startedInMs);
      const scene = await setScene(server, 'crash');
      if (round === 0) await putChats(scene);
      const known = acknowledged.length;
      const load = Promise.allSettled(
        Array.from({ length: CHATS }, (_, chat) => keepCalling(server, scene, chat, acknowledged)),
      );
      const killAt = known + ACKNOWLEDGED_PER_ROUND + Math.floor(Math.random() * 50);
      await reached(acknowledged, killAt);
      await server.kill();
      await load;
      await scene.close();
    }
    const server = await startServer(dataDir.path);
    const scene = await setScene(server, 'crash');
    const stored = await everyEvent(scene);
    await scene.close();
    await server.stop();
    await dataDir.remove();
    expect(missing(acknowledged, stored)).toEqual([]);
    expect(halfBatches(stored)).toEqual([]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * ACKNOWLEDGED_PER_ROUND);
    expect(slowestRestartMs).toBeLessThan(RESTART_WITHIN_MS);
  });
});

/** A command that was answered: the log must hold an event of this type, in this meet, at this position. */
interface Acknowledged {
  readonly meetId: string;
  readonly type: string;
  readonly position: string;
}

async function putChats(scene: Scene): Promise<void> {
  for (let chat = 0; chat < CHATS; chat += 1) {
    await scene.host.run(PUT_CUSTOMER, { input: { id: `caller-${chat}`, name: `Caller ${chat}` } });
    await scene.host.run(PUT_USER_CHAT, {
      input: { id: `chat-of-${chat}`, customerId: `caller-${chat}`, assigneeId: 'ma-1' },
    });
  }
}

/** Calls, answers, turns the camera on and ends, again and again, until the server is gone. */
async function keepCalling(
  server: RunningServer,
  scene: Scene,
  chat: number,
  acknowledged: Acknowledged[],
): Promise<never> {
  const customer = await sessionFor(server, scene.channel, 'customer', `caller-${chat}`);
  const act = async (
    who: Scene['customer'],
    operation: string,
    input: Record<string, unknown>,
    type: string,
  ): Promise<Result> => {
    const answer = await who.run<Result>(operation, { input });
    if (answer.result.__typename === 'MeetAccepted') {
      acknowledged.push({ meetId: answer.result.meet.id, type, position: lastPosition(who === customer, answer) });
    }
    return answer;
  };
  for (;;) {
    const place = { userChatId: `chat-of-${chat}` };
    const started = await act(customer, START, { place, kind: 'VOICE' }, 'MeetStarted');
    const meetId = started.result.meet.id;
    await act(scene.manager, ACCEPT, { meetId }, 'MeetAccepted');
    await act(scene.manager, SET_CAMERA, { meetId, on: true }, 'CameraTurnedOn');
    await act(scene.manager, END, { meetId }, 'MeetEnded');
  }
}

/** A customer's positions are their own, so only a manager's are compared. */
const lastPosition = (isCustomer: boolean, answer: Result): string => (isCustomer ? '' : answer.result.position);

async function reached(acknowledged: readonly unknown[], count: number): Promise<void> {
  while (acknowledged.length < count) await pause(1);
}

async function everyEvent(scene: Scene): Promise<EventParts[]> {
  const all: EventParts[] = [];
  for (let after: string | null = null; ;) {
    const { events }: Events = await scene.analyst.run<Events>(EVENTS, { first: 100, after });
    all.push(...events.edges.map((edge) => edge.node));
    if (!events.pageInfo.hasNextPage) return all;
    after = events.pageInfo.endCursor;
  }
}

function missing(acknowledged: readonly Acknowledged[], stored: readonly EventParts[]): Acknowledged[] {
  const types = new Set(stored.map((event) => `${event.meetId} ${event.type}`));
  const positions = new Set(stored.map((event) => event.position));
  return acknowledged.filter(
    ({ meetId, type, position }) => !types.has(`${meetId} ${type}`) || (position !== '' && !positions.has(position)),
  );
}

function halfBatches(stored: readonly EventParts[]): string[] {
  const streams = Map.groupBy(stored, (event) => event.meetId);
  return [...streams].flatMap(([meetId, events]) => {
    const versions = events.every((event, index) => event.version === index + 1)
      ? []
      : [`${meetId}: versions have gaps`];
    return [...versions, ...events.flatMap((event, index) => halfBatchAt(meetId, events, event, index))];
  });
}

function halfBatchAt(meetId: string, events: readonly EventParts[], event: EventParts, index: number): string[] {
  const followers = BATCHES[event.type];
  if (!followers) return [];
  const whole = followers.some((types) => types.every((type, offset) => events[index + 1 + offset]?.type === type));
  return whole ? [] : [`${meetId}: ${event.type} at version ${event.version} stands alone`];
}
