import {
  createMemoryPersonKeys,
  eventIdOf,
  type EventStore,
  type PersonKeys,
  type RecordedEvent,
} from '@meets/event-store';
import { createMemoryEventStore } from '@meets/event-store/memory';
import {
  type Actor,
  channelStream,
  customerStream,
  type DomainEvent,
  managerStream,
  type MeetEvent,
  meetStream,
  userChatStream,
} from '@meets/meet-domain';
import { at, host, juno, MEET_ID, mina, USER_CHAT_ID } from '@meets/meet-domain/testing';
import { openReadModel, type ReadModelOptions } from '../projections/open-read-model.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { domainCodec } from '../stored-events/domain-codec.ts';
import type { Viewer } from '../viewer.ts';
import { type FakeClock, fakeClock } from './fake-clock.ts';

/** The tenant of every scene, and one that must never see anything of it. */
export const CHANNEL = 'moss';
export const OTHER_CHANNEL = 'fern';

/** Somebody of {@link CHANNEL}. */
export const viewerOf = (role: Viewer['role'], id: string, channelId = CHANNEL): Viewer => ({ channelId, role, id });
export const manager: Viewer = viewerOf('manager', mina.id);
export const customer: Viewer = viewerOf('customer', juno.id);
export const integrator: Viewer = viewerOf('integrator', host.id);
export const analyst: Viewer = viewerOf('analyst', 'ana');

/** What stands in the events' metadata; all of it has a default. */
export interface Cause {
  readonly commandId?: string;
  readonly correlationId?: string;
  readonly causationId?: string | null;
}

/** A log that stories are told to. */
export interface ToldLog {
  readonly store: EventStore;
  readonly keys: PersonKeys;
  /** Appends the events, as one command would, and answers with them as stored. */
  tell(stream: string, events: readonly DomainEvent[], cause?: Cause): Promise<readonly RecordedEvent[]>;
  /** The same to a meet of {@link CHANNEL}. */
  tellMeet(
    events: readonly MeetEvent[],
    cause?: Cause & { readonly meetId?: string },
  ): Promise<readonly RecordedEvent[]>;
}

export interface Scene extends ToldLog {
  readonly clock: FakeClock;
  readonly reads: ReadModel;
  /** Resolves when the rows contain everything told so far, and those who listen were woken. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** A log in memory and a read model upon it, over a clock that stands still. */
export async function openScene(
  options: Partial<Omit<ReadModelOptions, 'store' | 'keys'>> = {},
  log: ToldLog = createToldLog(),
): Promise<Scene> {
  const { store } = log;
  const clock = fakeClock();
  const reads = await openReadModel({ store, keys: log.keys, file: ':memory:', clock, ...options });
  return {
    ...log,
    clock,
    reads,
    async settled() {
      await reads.positionFor(manager, await store.head());
      await turns();
    },
    async close() {
      await reads.close();
      await store.close();
    },
  };
}

/** A log in memory whose events are recorded at one moment, so that two tellings can be compared. */
export function createToldLog(now: () => number = () => Date.parse(at(0))): ToldLog {
  return toldLog(createMemoryEventStore({ now }), createMemoryPersonKeys());
}

export function toldLog(store: EventStore, keys: PersonKeys): ToldLog {
  let commands = 0;
  const tell: ToldLog['tell'] = async (stream, events, cause = {}) => {
    const commandId = cause.commandId ?? `command-${(commands += 1)}`;
    const channelId = decodeURIComponent(/^[a-z]+-([^:]+)/.exec(stream)?.[1] ?? '');
    const codec = domainCodec({ keys, channelId });
    const encoded = await Promise.all(events.map(async (event) => codec.encode(event)));
    const result = await store.append({
      stream,
      expected: 'any',
      events: encoded.map(({ actor, ...event }, index) => ({
        ...event,
        id: eventIdOf(commandId, index),
        metadata: {
          actor,
          correlationId: cause.correlationId ?? `correlation-of-${commandId}`,
          causationId: cause.causationId ?? null,
          commandId,
          commandHash: 'hash',
        },
      })),
    });
    if (result.outcome === 'conflict') throw new Error(`stream ${stream} was not as expected`);
    return result.events;
  };
  return {
    store,
    keys,
    tell,
    tellMeet: (events, { meetId = MEET_ID, ...cause } = {}) => tell(meetStream(CHANNEL, meetId), events, cause),
  };
}

/** Tells of a channel with Mina, Bora and Juno, and Juno's chat, which is assigned to Mina. */
export async function tellOfEverybody({ tell }: ToldLog, channelId = CHANNEL): Promise<void> {
  const by: Actor = host;
  const put = { at: at(-60), by };
  await tell(channelStream(channelId), [
    {
      ...put,
      type: 'ChannelPut',
      data: { name: 'Moss & Fern', paidPlan: true, businessVerified: false, currency: 'KRW' },
    },
  ]);
  for (const [managerId, name] of [
    ['mina', 'Mina Kim'],
    ['bora', 'Bora Park'],
  ] as const) {
    await tell(managerStream(channelId, managerId), [
      { ...put, type: 'ManagerPut', data: { managerId, name, operatorSeat: true } },
      { ...put, type: 'ManagerCameOnline', data: { managerId } },
    ]);
  }
  for (const [customerId, name] of [
    ['juno', 'Juno Seo'],
    ['stranger', 'Somebody Else'],
  ] as const) {
    await tell(customerStream(channelId, customerId), [
      { ...put, type: 'CustomerPut', data: { customerId, name, phoneNumber: '+821055550100', blocked: false } },
      { ...put, type: 'CustomerCameOnline', data: { customerId } },
    ]);
  }
  await tell(userChatStream(channelId, USER_CHAT_ID), [
    {
      ...put,
      type: 'UserChatPut',
      data: {
        userChatId: USER_CHAT_ID,
        customerId: 'juno',
        assigneeId: 'mina',
        managerIds: ['mina', 'bora'],
        medium: 'NATIVE',
        inputOpen: true,
      },
    },
  ]);
}

/** Reads a live stream into a list, in the background, until `stop`. */
export function collect<Item>(open: (signal: AbortSignal) => AsyncIterable<Item>): {
  readonly items: Item[];
  readonly ended: Promise<void>;
  stop(): Promise<void>;
} {
  const abort = new AbortController();
  const items: Item[] = [];
  const ended = (async () => {
    for await (const item of open(abort.signal)) items.push(item);
  })();
  return {
    items,
    ended,
    async stop() {
      abort.abort();
      await ended;
    },
  };
}

/** Lets everything run that can run without time passing. */
export async function turns(count = 20): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>((resume) => setImmediate(resume));
}
