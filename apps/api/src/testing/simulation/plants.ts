import { type AppendRequest, type AppendResult, type EventStore, EventStoreUnavailable } from '@meets/event-store';
import { type MeetCommand, meetDecider, type MeetEvent, type MeetState, meetStream } from '@meets/meet-domain';
import { COMMAND_ANSWERED } from '../../commands/command-record.ts';
import { aggregate, type WriteSideParts } from '../../commands/write-side.ts';
import { through } from '../breaking-store.ts';
import { CHAT_PLANTS } from './chat-plants.ts';
import { LINK_PLANTS } from './link-plants.ts';
import type { FoundPlant, Plant } from './plant.ts';
import { PHONE_PLANTS } from './phone-plants.ts';
import { TOKEN_PLANTS } from './token-plants.ts';
import { without } from './without.ts';

/** Mistakes that a simulation has to find, and which invariants it may find broken by each. */
export const PLANTS: Readonly<Record<string, FoundPlant>> = {
  'an append that is acknowledged before it is stored': {
    breaks: [
      'acknowledged is stored once',
      '6 one winner',
      '5 folds agree',
      'links open to whom they may',
      'one ring a manager',
    ],
    writeStore: (store, disk) => ({ ...through(store), append: (request) => acknowledgeEarly(store, disk, request) }),
  },
  'an append that does not look at the expected version': {
    breaks: [
      '6 one winner',
      '2 missed or answered',
      '1 one live meet a place',
      'acknowledged is stored once',
      'links open to whom they may',
      'one ring a manager',
    ],
    writeStore: (store) => ({ ...through(store), append: (request) => store.append({ ...request, expected: 'any' }) }),
  },
  'an append that is tried again under other ids': {
    breaks: ['acknowledged is stored once', '6 one winner', '2 missed or answered', '1 one live meet a place'],
    writeStore: (store) => ({ ...through(store), append: (request) => tryAgain(store, request) }),
  },
  'an answer that is not kept for its key': {
    breaks: ['acknowledged is stored once', 'nothing breaks'],
    writeStore: (store) => ({ ...through(store), append: (request) => forgetAnswers(store, request) }),
  },
  'a projection that skips an event': {
    breaks: ['5 folds agree', 'positions have no gaps', '3 customers cannot tell'],
    readStore: (store) => without(store, 'ParticipantLeft'),
  },
  'reactions that do not hear of rings': {
    breaks: ['4 rings end in time', 'everything owed is done'],
    reactionStore: (store) => without(store, 'MeetRang'),
  },
  'reactions that do not hear of lost connections': {
    breaks: ['everything owed is done'],
    reactionStore: (store) => without(store, 'CustomerWentOffline'),
  },
  'a decision that does not look at the deadline': {
    breaks: ['4 rings end in time'],
    writeSide: deciding((command, state) =>
      command.type === 'AcceptMeet' && state
        ? [command, { ...state, ringDeadline: null, waitUntil: null }]
        : [command, state],
    ),
  },
  'a decision by which a meet is settled twice': {
    breaks: ['6 one winner', '2 missed or answered'],
    writeSide: deciding((command, state) =>
      command.type === 'DeclineMeet' && state?.phase === 'LIVE'
        ? [command, { ...state, phase: 'RINGING' }]
        : [command, state],
    ),
  },
  'a decision that counts no persons': {
    breaks: ['1 one live meet a place'],
    writeSide: deciding((command, state) =>
      command.type === 'JoinMeet' && state && state.participants.length >= 10
        ? [command, { ...state, participants: state.participants.filter(({ person }) => person.id === command.by.id) }]
        : [command, state],
    ),
  },
  'a fold that looks at something else than the events': {
    breaks: ['5 folds agree', 'acknowledged is stored once'],
    writeSide: (side, parts) => ({
      ...side,
      meets: aggregate(parts, { ...meetDecider, evolve: evolveByTheClock(parts) }, meetStream),
    }),
  },
  'a meet that shows customers its reason': {
    breaks: ['3 customers cannot tell'],
    reads: (reads) => ({
      ...reads,
      meet: (viewer, id) => reads.meet(viewer.role === 'customer' ? { ...viewer, role: 'analyst' } : viewer, id),
    }),
  },
  'a private room that everybody looks into': {
    breaks: ['3 customers cannot tell'],
    reads: (reads) => ({
      ...reads,
      meetEvents: (viewer, ...asked) =>
        reads.meetEvents(viewer.role === 'manager' ? { ...viewer, role: 'analyst' } : viewer, ...asked),
    }),
  },
  ...LINK_PLANTS,
  ...TOKEN_PLANTS,
  ...CHAT_PLANTS,
  ...PHONE_PLANTS,
  'a subscription that leaves an event out': {
    breaks: ['positions have no gaps'],
    reads: (reads) => ({
      ...reads,
      async *meetEvents(...asked) {
        for await (const message of reads.meetEvents(...asked)) {
          if (message.message !== 'event' || message.event.type !== 'MeetAccepted') yield message;
        }
      },
    }),
  },
};

async function acknowledgeEarly(store: EventStore, disk: EventStore, request: AppendRequest): Promise<AppendResult> {
  if (!request.stream.startsWith('meet-')) return store.append(request);
  const head = await disk.head();
  const version = (await disk.lastOf(request.stream))?.version ?? 0;
  store.append(request).catch(() => undefined);
  const events = request.events.map((event, index) => ({
    ...event,
    stream: request.stream,
    version: version + 1 + index,
    position: head + 1 + index,
    recordedAt: event.occurredAt,
    hash: '',
  }));
  return { outcome: 'appended', events };
}

async function tryAgain(store: EventStore, request: AppendRequest): Promise<AppendResult> {
  try {
    return await store.append(request);
  } catch (error) {
    if (!(error instanceof EventStoreUnavailable) || !request.stream.startsWith('meet-')) throw error;
    const events = request.events.map((event) => ({ ...event, id: event.id.replace(/^.{8}/, 'deadbeef') }));
    return store.append({ ...request, expected: 'any', events });
  }
}

async function forgetAnswers(store: EventStore, request: AppendRequest): Promise<AppendResult> {
  const [first] = request.events;
  if (first?.type !== COMMAND_ANSWERED) return store.append(request);
  const events = request.events.map((event) => ({
    ...event,
    stream: request.stream,
    version: 2,
    position: 0,
    recordedAt: event.occurredAt,
    hash: '',
  }));
  return { outcome: 'appended', events };
}

/** A write side on which meets are decided on something else than what was asked and what is the case. */
function deciding(
  otherwise: (command: MeetCommand, state: MeetState) => readonly [MeetCommand, MeetState],
): NonNullable<Plant['writeSide']> {
  return (side, parts) => ({
    ...side,
    meets: aggregate(
      parts,
      { ...meetDecider, decide: (command, state) => meetDecider.decide(...otherwise(command, state)) },
      meetStream,
    ),
  });
}

const evolveByTheClock =
  ({ clock }: WriteSideParts) =>
  (state: MeetState, event: MeetEvent): MeetState => {
    const next = meetDecider.evolve(state, event);
    return next && event.type === 'ParticipantJoined'
      ? { ...next, startedAt: new Date(clock.now()).toISOString() }
      : next;
  };
