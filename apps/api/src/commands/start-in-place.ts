import { type Position, type RecordedEvent, TooMuchContention } from '@meets/event-store';
import {
  type Client,
  idOfPlace,
  isLive,
  MAX_DIRECT_MESSAGE_MEMBERS,
  meetIdOf,
  type MeetKind,
  meetStream,
  type Place,
  type StartFacts,
} from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import type { MeetAnswer } from './answers.ts';
import { actorOf } from './actor.ts';
import type { CommandContext } from './idempotency.ts';
import { answerRefusal } from './refusal-answers.ts';
import { isExpired, type SettleExpired } from './settle-expired.ts';
import { CALLED, readStartFacts } from './start-facts.ts';
import type { WriteSide } from './write-side.ts';

/** How often one StartMeet looks for its place's next number before it gives up; each time a meet began and was over again. */
export const START_MAX_ATTEMPTS = 16;

/** Somebody wants a meet in a place. */
export interface StartWish {
  readonly viewer: Viewer;
  readonly place: Place;
  readonly kind: MeetKind;
  readonly client: Client | null;
  /** The missed meet that is called back (R13), or null. */
  readonly callbackOf: string | null;
  /** See `ThroughRoomLink`. */
  readonly throughRoomLink?: boolean;
  readonly context: CommandContext;
}

/**
 * R7: begins the place's next meet when its newest is over, and answers with the newest when it is not. Two starters
 * race for one stream name; the loser finds the winner's meet. Rejects with `TooMuchContention` after
 * {@link START_MAX_ATTEMPTS}.
 */
export async function startInPlace(
  side: WriteSide,
  settleExpired: SettleExpired,
  wish: StartWish,
): Promise<MeetAnswer> {
  const { viewer, place, context } = wish;
  for (let attempt = 1; attempt <= START_MAX_ATTEMPTS; attempt += 1) {
    const facts = await readStartFacts(side, viewer, place);
    if (!facts) return notFound(place);
    const newest = await side.newest.find(viewer.channelId, place);
    const answer =
      (await ownMeet(side, viewer.channelId, place, newest, context)) ??
      (await liveMeet(side, settleExpired, viewer.channelId, meetIdOf(place, newest))) ??
      (await beginMeet(side, wish, facts, meetIdOf(place, newest + 1)));
    if (answer) return answer;
  }
  throw new TooMuchContention(
    `${CALLED[place.type]} ${idOfPlace(place)}: ${START_MAX_ATTEMPTS} meets began and were over while command ${context.commandId} tried to start one`,
  );
}

const notFound = (place: Place): MeetAnswer => ({ outcome: 'not-found', what: CALLED[place.type] });

/** The newest meet of the place as the answer, unless there is none or it is over. */
async function liveMeet(
  side: WriteSide,
  settleExpired: SettleExpired,
  channelId: string,
  meetId: string,
): Promise<MeetAnswer | null> {
  let newest = await side.meets.fold(channelId, meetId);
  if (newest.state && isExpired(newest.state, side.at())) {
    await settleExpired(channelId, meetId);
    newest = await side.meets.fold(channelId, meetId);
  }
  return isLive(newest.state) ? { outcome: 'already-live', meetId, position: newest.position } : null;
}

/** Null where somebody else's meet has this number by now. */
async function beginMeet(
  side: WriteSide,
  wish: StartWish,
  facts: StartFacts,
  meetId: string,
): Promise<MeetAnswer | null> {
  const { viewer, place, kind, client, callbackOf, throughRoomLink = false, context } = wish;
  const { limits } = side;
  const result = await side.meets.decide(
    viewer.channelId,
    meetId,
    {
      type: 'StartMeet',
      at: side.at(),
      by: actorOf(viewer),
      meetId,
      place,
      kind,
      client,
      callbackOf,
      facts: { ...facts, throughRoomLink },
      limits,
    },
    { ...context, causationId: null },
  );
  if (result.outcome === 'accepted') return { outcome: 'accepted', meetId, position: result.position };
  if (result.outcome === 'key-conflict') return { outcome: 'idempotency-conflict' };
  if (result.refusal.reason === 'begun') return null;
  if (result.refusal.reason === 'unknown') return notFound(place);
  return answerRefusal(viewer, result.refusal, result.history);
}

/**
 * What an earlier run of this command began, before it broke off and could not record its answer. Looks back over the
 * place's meets down to those begun before the command's key was claimed; a command without a key has no earlier run.
 */
async function ownMeet(
  side: WriteSide,
  channelId: string,
  place: Place,
  newest: number,
  { commandId, claimedAt }: CommandContext,
): Promise<MeetAnswer | null> {
  if (claimedAt === null) return null;
  for (let n = newest; n > 0; n -= 1) {
    const meetId = meetIdOf(place, n);
    const start = await startOf(side, meetStream(channelId, meetId));
    if (!start || start.position < claimedAt) return null;
    if (start.commandId === commandId) return { outcome: 'accepted', meetId, position: start.lastPosition };
  }
  return null;
}

interface MeetStart {
  readonly commandId: string;
  readonly position: Position;
  /** Of the last event that the same command brought. */
  readonly lastPosition: Position;
}

async function startOf({ store }: WriteSide, stream: string): Promise<MeetStart | null> {
  const events: RecordedEvent[] = [];
  for await (const event of store.readStream(stream, { limit: EVENTS_OF_A_START })) events.push(event);
  const [first] = events;
  if (!first) return null;
  const { commandId } = first.metadata;
  const last = events.findLast((event) => event.metadata.commandId === commandId) ?? first;
  return { commandId, position: first.position, lastPosition: last.position };
}

/** A start is MeetStarted and what follows at once: at the most a ring for each in a direct message. */
const EVENTS_OF_A_START = MAX_DIRECT_MESSAGE_MEMBERS + 1;
