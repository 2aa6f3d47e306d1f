import { randomUUID } from 'node:crypto';
import { createMemoryPersonKeys, type EventStore, type PersonKeys, type RecordedEvent } from '@meets/event-store';
import { createMemoryEventStore } from '@meets/event-store/memory';
import { DEFAULT_MEET_LIMITS, type MeetEvent, meetStreamPrefix, type StartMeet } from '@meets/meet-domain';
import type { MeetAnswer } from '../commands/answers.ts';
import type { Commands, MeetInput, StartMeetInput } from '../commands/commands.ts';
import { createCommands } from '../commands/create-commands.ts';
import type { SystemCommands } from '../commands/system-commands.ts';
import { linkTokens } from '../links/link-tokens.ts';
import { CallsOnLine } from '../phone/calls-on-line.ts';
import { type SteadyClock, steadyClock } from '../time/steady-clock.ts';
import type { Viewer } from '../viewer.ts';
import { type FakeClock, fakeClock } from './fake-clock.ts';

/** The tokens of links on every stage. */
export const LINKS = linkTokens([Buffer.alloc(32, 7)]);
/** How long a lost connection may last on this stage. */
export const GRACE_MS = 30_000;
export const CHANNEL = 'ch-1';
/** What the phone line on every stage is called. */
export const LINE = 'here';
export const CHAT = 'uc-1';

/** A channel with two managers (mina, who has the chat, and max), a customer (juno, online), and a chat between them. */
export interface WriteScene {
  readonly store: EventStore;
  readonly keys: PersonKeys;
  readonly clock: FakeClock;
  /** What this process takes for now. */
  readonly time: SteadyClock;
  /** The calls that its phone line holds: none, until a test adds some. */
  readonly callsOnLine: CallsOnLine;
  readonly commands: Commands & SystemCommands;
  readonly host: Viewer;
  readonly mina: Viewer;
  readonly max: Viewer;
  readonly juno: Viewer;
  /** Another process on the same log: nothing in memory is shared. */
  restarted(store?: EventStore): WriteScene;
  /** Juno calls. */
  call(input?: Partial<StartMeetInput>): Promise<MeetAnswer>;
  /** Juno's call, which has to be accepted: the meet's id. */
  ringing(): Promise<string>;
  /** Juno's call, answered by mina. */
  live(): Promise<string>;
  /** Every event of the channel's meets, oldest first. */
  meetEvents(): Promise<readonly RecordedEvent[]>;
  /** The events of one type among them. */
  events(type: MeetEvent['type']): Promise<readonly RecordedEvent[]>;
}

interface Parts {
  readonly store: EventStore;
  readonly keys: PersonKeys;
  readonly clock: FakeClock;
  /** See `WriteSideParts`; nothing was taken unless told. */
  readonly issuedUntilMs?: () => number;
}

/** Sets the stage on an empty store; in memory unless one is given. */
export async function writeScene(parts: Partial<Parts> = {}): Promise<WriteScene> {
  const clock = parts.clock ?? fakeClock();
  const store = parts.store ?? createMemoryEventStore({ now: clock.now });
  const scene = sceneOn({ ...parts, store, clock, keys: parts.keys ?? createMemoryPersonKeys() });
  const { commands, host, juno } = scene;
  await commands.putChannel(host, { name: 'Shop', paidPlan: true, businessVerified: false, currency: 'KRW' });
  await commands.updateChannelMeetSettings(host, { customersMayStart: true });
  await commands.putManager(host, { id: 'mina', name: 'Mina Kim', operatorSeat: true });
  await commands.putManager(host, { id: 'max', name: 'Max Lee', operatorSeat: true });
  await commands.putCustomer(host, { id: 'juno', name: 'Juno Park', phoneNumber: '+821055550100', blocked: false });
  await commands.putUserChat(host, chatInput());
  await commands.setPresence(juno, { person: { role: 'customer', id: 'juno' }, online: true });
  return scene;
}

/** The same stage on a store where it was set before. */
export const resumeScene = (parts: Parts): WriteScene => sceneOn(parts);

/** A viewer of the stage's channel, unless another is named. */
export const viewer = (role: Viewer['role'], id: string, channelId = CHANNEL): Viewer => ({ channelId, role, id });

/** The stage's chat as the host tells of it, with what a test wants different. */
export const chatInput = (
  change: Partial<Parameters<Commands['putUserChat']>[1]> = {},
): Parameters<Commands['putUserChat']>[1] => ({
  id: CHAT,
  customerId: 'juno',
  assigneeId: 'mina',
  managerIds: ['mina', 'max'],
  medium: 'NATIVE',
  inputOpen: true,
  ...change,
});

/** An order to a meet, by whoever gives it. */
export const order = (meetId: string, idempotencyKey: string | null = null): MeetInput => ({
  meetId,
  client: null,
  deviceId: null,
  idempotencyKey,
});

/** A wish for a voice meet in the stage's chat, with what a test wants different. */
export const wish = (change: Partial<StartMeetInput> = {}): StartMeetInput => ({
  place: { userChatId: CHAT },
  kind: 'VOICE' satisfies StartMeet['kind'],
  client: null,
  idempotencyKey: null,
  ...change,
});

/** The id of the meet that was accepted, or found live. */
export function meetIdOf(answer: MeetAnswer): string {
  if (answer.outcome === 'accepted' || answer.outcome === 'already-live') return answer.meetId;
  throw new Error(`expected a meet, got ${JSON.stringify(answer)}`);
}

function sceneOn(parts: Parts): WriteScene {
  const { store, keys, clock, issuedUntilMs = () => 0 } = parts;
  const time = steadyClock(clock);
  const callsOnLine = new CallsOnLine(time);
  const commands = createCommands({
    store,
    keys,
    clock: time,
    newId: randomUUID,
    links: LINKS,
    lineId: LINE,
    telephones: callsOnLine,
    limits: DEFAULT_MEET_LIMITS,
    presenceGraceMs: GRACE_MS,
    issuedUntilMs,
  });
  const juno = viewer('customer', 'juno');
  const mina = viewer('manager', 'mina');
  const call = (input: Partial<StartMeetInput> = {}) => commands.startMeet(juno, wish(input));
  const ringing = async () => meetIdOf(await call());
  const meetEvents = async () => {
    const events: RecordedEvent[] = [];
    const filter = { streamPrefixes: [meetStreamPrefix(CHANNEL)] };
    for await (const event of store.readAll({ filter })) events.push(event);
    return events;
  };
  return {
    ...{ store, keys, clock },
    time,
    callsOnLine,
    commands,
    host: viewer('integrator', 'host'),
    mina,
    max: viewer('manager', 'max'),
    juno,
    restarted: (other = store) => sceneOn({ ...parts, store: other }),
    call,
    ringing,
    async live() {
      const meetId = await ringing();
      meetIdOf(await commands.acceptMeet(mina, order(meetId)));
      return meetId;
    },
    meetEvents,
    events: async (type) => (await meetEvents()).filter((event) => event.type === type),
  };
}
