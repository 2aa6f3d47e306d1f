import { foldStream } from '@meets/event-store';
import {
  customerDecider,
  type CustomerEvent,
  customerStream,
  type FollowUp,
  meetDecider,
  type MeetEvent,
  meetStream,
  type NotifierFailure,
  type NotifierResult,
  withoutPhoneNumbers,
} from '@meets/meet-domain';
import { domainCodec } from '../stored-events/domain-codec.ts';
import type { Agenda } from './agenda.ts';
import { type AgendaEntry, AT_ONCE, entryId, type TaskOf } from './agenda-entry.ts';
import { type Backoff, backoffMs } from './backoff.ts';
import { DONE, type Outcome, type Reaction, type Tools } from './reaction.ts';
import type { Told } from './told.ts';

/** How long the notifier may take for one follow-up before it counts as unavailable. */
export const FOLLOW_UP_TIMEOUT_MS = 30_000;
/** How much longer than asked a try may wait, as a share, so that many who were put off alike do not come back together. */
const RETRY_AFTER_SPREAD = 0.1;
/** How long to wait before an unavailable notifier is tried again; it goes on until the meet no longer waits. */
export const FOLLOW_UP_BACKOFF: Backoff = { firstMs: 1_000, longestMs: 5 * 60_000 };

/**
 * R18: tells an offline customer, outside the product's own screens, of the meet that waits for them. A notifier that is
 * unavailable is tried until the wait is over; one that refuses is not asked again. What it said is kept before it is
 * recorded in the meet, and every try has the same key, so that the customer gets one message.
 */
export const followUp: Reaction<'follow-up'> = {
  on: {
    CustomerAwaited({ channelId, subject: meetId, fact, cause }, agenda) {
      const id = entryId('follow-up', channelId, meetId);
      const task = { kind: 'follow-up', meetId, until: fact.data.until, outcome: null } as const;
      agenda.put({ id, channelId, task, ...AT_ONCE, cause });
    },
    MeetAccepted: stop,
    MeetMissed: stop,
    FollowUpSent: stop,
    FollowUpFailed: stop,
  },
  async run(entry, attempt, tools) {
    const { channelId, task, cause } = entry;
    if (task.outcome) {
      await tools.commands.recordFollowUp({ channelId, meetId: task.meetId, ...task.outcome, cause });
      return DONE;
    }
    const meet = await waitingMeet(entry, tools);
    return meet ? send(entry, meet, attempt, tools) : DONE;
  },
};

function stop({ channelId, subject: meetId }: Told, agenda: Agenda): void {
  agenda.remove(entryId('follow-up', channelId, meetId));
}

/** A meet with a customer, who is told of it. */
interface WaitingMeet {
  readonly id: string;
  readonly customerId: string;
  readonly userChatId: string;
}

/** The meet, if it still waits and nothing has been recorded of its follow-up. */
async function waitingMeet(
  { channelId, task: { meetId, until } }: AgendaEntry<TaskOf<'follow-up'>>,
  { store, keys, clock }: Tools,
): Promise<WaitingMeet | null> {
  if (Date.parse(until) <= clock.now()) return null;
  const codec = domainCodec<MeetEvent>({ keys, channelId });
  const { state: meet } = await foldStream({
    store,
    codec,
    decider: meetDecider,
    stream: meetStream(channelId, meetId),
  });
  if (meet?.phase !== 'WAITING_FOR_CUSTOMER' || meet.followUp !== 'none') return null;
  const { id, customerId, place } = meet;
  return customerId !== null && place.type === 'user-chat' ? { id, customerId, userChatId: place.userChatId } : null;
}

async function send(
  { channelId, task, cause }: AgendaEntry<TaskOf<'follow-up'>>,
  meet: WaitingMeet,
  attempt: number,
  tools: Tools,
): Promise<Outcome> {
  const result = withoutNumbers(
    await sendInTime(tools, {
      channelId,
      customerId: meet.customerId,
      userChatId: meet.userChatId,
      meetId: meet.id,
      recipient: await recipientOf(channelId, meet.customerId, tools),
      link: tools.linkOf({ channelId, meetId: meet.id }),
      waitUntil: task.until,
      idempotencyKey: cause.eventId,
    }),
  );
  if (result.sent) return { outcome: 'again', task: { ...task, outcome: { via: result.via, failure: null } } };
  const { via, failure } = result;
  // What the notifier says is for the meet's managers, so only its kind is logged.
  tools.log.warn({ channelId, meetId: meet.id, via, attempt, failure: failure.kind }, 'a follow-up was not sent');
  switch (failure.kind) {
    case 'refused':
      return { outcome: 'again', task: { ...task, outcome: { via, failure: failure.why } } };
    case 'unavailable':
      return { outcome: 'retry', inMs: pauseMs(attempt, failure.retryAfterMs ?? 0, tools) };
  }
}

/** The backoff, or as long as the notifier asks where that is longer; spread, for it may have asked many alike. */
const pauseMs = (attempt: number, askedMs: number, { random }: Pick<Tools, 'random'>): number =>
  Math.max(backoffMs(FOLLOW_UP_BACKOFF, attempt, random()), askedMs * (1 + RETRY_AFTER_SPREAD * random()));

/** Read anew for each try, and kept nowhere: who was forgotten meanwhile has neither name nor number. */
async function recipientOf(
  channelId: string,
  customerId: string,
  { store, keys }: Pick<Tools, 'store' | 'keys'>,
): Promise<FollowUp['recipient']> {
  const codec = domainCodec<CustomerEvent>({ keys, channelId });
  const stream = customerStream(channelId, customerId);
  const { state: customer } = await foldStream({ store, codec, decider: customerDecider, stream });
  return { name: customer?.name ?? null, phoneNumber: customer?.phoneNumber ?? null };
}

/** R6: what the notifier says may quote the number it dialled, which is to be neither stored nor logged anywhere. */
function withoutNumbers(result: NotifierResult): NotifierResult {
  const via = withoutPhoneNumbers(result.via);
  if (result.sent) return { sent: true, via };
  const why = withoutPhoneNumbers(result.failure.why);
  return { sent: false, via, failure: withWhy(result.failure, why) };
}

/** Without the cause, which may hold anything. */
const withWhy = (failure: NotifierFailure, why: string): NotifierFailure =>
  failure.kind === 'refused'
    ? { kind: 'refused', why }
    : { kind: 'unavailable', why, retryAfterMs: failure.retryAfterMs ?? 0 };

/** The notifier's word, or `unavailable` where it takes longer than {@link FOLLOW_UP_TIMEOUT_MS} or breaks its promise and throws. */
async function sendInTime({ notifier, clock }: Tools, message: FollowUp): Promise<NotifierResult> {
  let cancel: () => void = () => undefined;
  const tooLong = new Promise<NotifierResult>((resolve) => {
    cancel = clock.setTimer(FOLLOW_UP_TIMEOUT_MS, () => resolve(unavailable('it did not answer in time')));
  });
  try {
    return await Promise.race([notifier.sendFollowUp(message), tooLong]);
  } catch (cause) {
    return unavailable('it failed', cause);
  } finally {
    cancel();
  }
}

const unavailable = (why: string, cause?: unknown): NotifierResult => ({
  sent: false,
  via: 'notifier',
  failure: { kind: 'unavailable', why, cause },
});
