import { type EventStore, eventIdOf, type JsonObject, type PersonKeys, type RecordedEvent } from '@meets/event-store';
import { createMemoryEventStore } from '@meets/event-store/memory';
import { parseStream } from '@meets/meet-domain';
import { openReadModel } from '../../projections/open-read-model.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import type { Viewer } from '../../viewer.ts';
import type { KnownMeet } from './meet-book.ts';
import type { VirtualTime } from './virtual-time.ts';

interface TwinParts {
  readonly keys: PersonKeys;
  readonly time: VirtualTime;
  readonly meetOf: (channelId: string, id: string) => KnownMeet | undefined;
}

/** Facts that are not there in the twin: a customer may not know that they are here. */
const HIDDEN = new Set([
  'RingSkipped',
  'FollowUpSent',
  'FollowUpFailed',
  'MissedMeetHandled',
  'ManagerCameOnline',
  'ManagerWentOffline',
  'ChannelPhoneSettingsChanged',
  'ManagerBecameAvailable',
  'ManagerBecameUnavailable',
  'DoNotDisturbTurnedOn',
  'DoNotDisturbTurnedOff',
  'CallLimitChanged',
  'ManagerReserved',
  'ManagerReleased',
  'CallTaken',
  'CallFinished',
  'WrapUpEnded',
  'CallCameIn',
  'CustomerSealNoted',
  'CallDialled',
  'CallHeld',
  'CallResumed',
  'DigitsPressed',
  'ColleagueRang',
  'ColleagueAnswered',
  'ColleagueRingWithdrawn',
  'CallHandedOver',
  'MeetQueued',
  'RingDeclined',
  'RingUnanswered',
  'CallLetIn',
  'CallTurnedAway',
  'CallAnswered',
  'CallOver',
]);

/**
 * The read model of a world in which everything that this customer may not know is otherwise: other customers' meets never
 * were, calls were missed for another reason, by somebody else, and rang somebody else; seats and plans are turned round.
 * What this customer reads there has to be the same to the byte.
 */
export async function twinFor(viewer: Viewer, events: readonly RecordedEvent[], parts: TwinParts): Promise<ReadModel> {
  const { keys, time } = parts;
  let now = 0;
  const store = createMemoryEventStore({ now: () => now });
  const ids = new Map<string, string>();
  const rung = new Set<string>();
  for (const event of events) {
    const told = otherwise(viewer, event, parts, rung);
    if (!told) continue;
    now = Date.parse(event.recordedAt);
    await retell(store, event, told, ids);
  }
  return openReadModel({ store, keys, clock: time.clock(), file: ':memory:' });
}

async function retell(
  store: EventStore,
  { id, stream, type, schemaVersion, occurredAt, metadata }: RecordedEvent,
  { data, actor }: Told,
  ids: Map<string, string>,
): Promise<void> {
  const commandId = `twin of ${id}`;
  const twinId = eventIdOf(commandId, 0);
  ids.set(id, twinId);
  const { causationId, commandHash } = metadata;
  // A cause that the customer cannot know of is another one here.
  const cause = causationId === null ? null : (ids.get(causationId) ?? eventIdOf('nobody knows', 0));
  const correlationId = actor.role === 'customer' ? metadata.correlationId : `twin of ${metadata.correlationId}`;
  await store.append({
    stream,
    expected: 'any',
    events: [
      {
        id: twinId,
        type,
        schemaVersion,
        occurredAt,
        data,
        metadata: { actor, correlationId, causationId: cause, commandId, commandHash },
      },
    ],
  });
}

interface Told {
  readonly data: JsonObject;
  readonly actor: RecordedEvent['metadata']['actor'];
}

/** The event as it is told in the twin; null where it never happened there. */
function otherwise(
  viewer: Viewer,
  { stream, type, data, metadata }: RecordedEvent,
  { meetOf }: TwinParts,
  rung: Set<string>,
): Told | null {
  const { actor } = metadata;
  const named = parseStream(stream);
  if (!named || HIDDEN.has(type)) return null;
  const { category, channelId, rest } = named;
  if (channelId !== viewer.channelId) return null;
  const isOthers = category === 'meet' && meetOf(channelId, rest)?.customerId !== viewer.id;
  if (isOthers) return null;
  switch (type) {
    case 'MeetStarted':
      return { actor, data: { ...data, callbackOf: null } };
    case 'MeetRang': {
      const callee = data['callee'] as { readonly role: string; readonly id: string };
      if (callee.role === 'customer') return { actor, data };
      // One ring, at somebody else; where it moved, nothing moves.
      if (rung.has(stream)) return null;
      rung.add(stream);
      return { actor, data: { ...data, callee: { role: 'manager', id: 'm-10' } } };
    }
    case 'MeetMissed':
      return {
        actor: { role: 'system', id: 'twin' },
        data: { reason: data['reason'] === 'BUSY' ? 'VOICEMAIL' : 'BUSY' },
      };
    case 'ManagerPut':
      return { actor, data: { ...data, operatorSeat: data['operatorSeat'] !== true } };
    case 'ChannelPut':
      return { actor, data: { ...data, paidPlan: data['paidPlan'] !== true, businessVerified: true } };
    case 'CustomerPut':
      return { actor, data: { ...data, blocked: data['blocked'] !== true } };
    case 'UserChatPut':
      return { actor, data: { ...data, managerIds: [] } };
    default:
      return { actor, data };
  }
}
