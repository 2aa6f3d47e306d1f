import { isLive, type MeetKind, startGate, type UserChat } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { actorOf, MANAGERS_ONLY, mayTakePart, ROLE_NOT_ALLOWED } from './actor.ts';
import { isCustomerId, isMeetId } from './addressable.ts';
import type { MeetAnswer, PermissionAnswer } from './answers.ts';
import type { Commands, MeetInput, StartPlace } from './commands.ts';
import type { CommandContext } from './idempotency.ts';
import { isExpired, type SettleExpired } from './settle-expired.ts';
import { readStartFacts, visibleChat } from './start-facts.ts';
import { startInChat } from './start-in-chat.ts';
import { chatToOpen, startWithCustomer } from './start-with-customer.ts';
import type { WriteSide } from './write-side.ts';

/** Everything that begins a meet, or asks whether one may begin. */
export type StartCommands = Pick<Commands, 'startMeet' | 'reopenMeet' | 'meetPermission'>;

export function startCommands(side: WriteSide, settleExpired: SettleExpired): StartCommands {
  return {
    async startMeet(viewer, input) {
      if (!mayTakePart(viewer)) return ROLE_NOT_ALLOWED;
      const { place, kind, client } = input;
      return side.idempotency.once(viewer, 'startMeet', input, (context) =>
        'customerId' in place
          ? startWithCustomer(side, settleExpired, { viewer, customerId: place.customerId, kind, client, context })
          : startInChat(side, settleExpired, { viewer, ...place, kind, client, callbackOf: null, context }),
      );
    },
    async reopenMeet(viewer, input) {
      if (!mayTakePart(viewer)) return ROLE_NOT_ALLOWED;
      return side.idempotency.once(viewer, 'reopenMeet', input, (context) =>
        reopen(side, settleExpired, { viewer, input, context }),
      );
    },
    meetPermission: (viewer, place, kind) => permission(side, viewer, place, kind),
  };
}

/**
 * R13: calls a missed customer back: a new meet of the same kind in the same place that points at the missed one. Again
 * while the call-back is live: that meet, as R7 has it; again after it is over: another call-back. A meet that was answered
 * and has ended cannot be called back, and one that is not over yet is the answer itself: only what is missed by now, which
 * it then stays, is ever pointed at.
 */
async function reopen(
  side: WriteSide,
  settleExpired: SettleExpired,
  { viewer, input, context }: { readonly viewer: Viewer; readonly input: MeetInput; readonly context: CommandContext },
): Promise<MeetAnswer> {
  const { channelId } = viewer;
  const { meetId, client } = input;
  if (!isMeetId(channelId, meetId)) return NO_SUCH_MEET;
  let { state: meet, position } = await side.meets.fold(channelId, meetId);
  // A customer is told that it is the managers' act only of meets they may know of.
  if (!meet || (viewer.role === 'customer' && meet.customerId !== viewer.id)) return NO_SUCH_MEET;
  if (viewer.role !== 'manager') return MANAGERS_ONLY;
  if (isExpired(meet, side.at())) {
    await settleExpired(channelId, meetId);
    ({ state: meet, position } = await side.meets.fold(channelId, meetId));
  }
  if (isLive(meet)) return { outcome: 'already-live', meetId, position };
  if (meet?.phase !== 'MISSED') {
    return { outcome: 'invalid-input', message: 'only a missed meet can be called back', fields: ['meetId'] };
  }
  const { kind, place } = meet;
  return startInChat(side, settleExpired, {
    viewer,
    userChatId: place.userChatId,
    kind,
    client,
    callbackOf: meetId,
    context,
  });
}

const NO_SUCH_MEET: MeetAnswer = { outcome: 'not-found', what: 'meet' };

/** R9: asks the gate that StartMeet asks, with the same facts. Says nothing of a meet that is live there already (R7). */
async function permission(
  side: WriteSide,
  viewer: Viewer,
  place: StartPlace,
  kind: MeetKind,
): Promise<PermissionAnswer> {
  if (!mayTakePart(viewer)) return { outcome: 'permission', allowed: false, reasons: ROLE_NOT_ALLOWED.reasons };
  if ('userChatId' in place) {
    const chat = await visibleChat(side, viewer, place.userChatId);
    return chat ? judge(side, viewer, chat, kind) : { outcome: 'not-found', what: 'user chat' };
  }
  if (viewer.role !== 'manager') return { outcome: 'permission', allowed: false, reasons: MANAGERS_ONLY.reasons };
  const { channelId, id } = viewer;
  const { customerId } = place;
  const known =
    isCustomerId(channelId, customerId) && (await side.customers.fold(channelId, customerId)).state !== null;
  return known ? judge(side, viewer, chatToOpen('', customerId, id), kind) : { outcome: 'not-found', what: 'customer' };
}

async function judge(side: WriteSide, viewer: Viewer, chat: UserChat, kind: MeetKind): Promise<PermissionAnswer> {
  const facts = await readStartFacts(side, viewer, chat);
  const reasons = startGate({ by: actorOf(viewer), kind, client: null, facts });
  return { outcome: 'permission', allowed: reasons.length === 0, reasons };
}
