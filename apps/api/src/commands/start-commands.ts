import { isLive, type MeetKind, type Place, startGate, type StartFacts } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { actorOf, MANAGERS_ONLY, mayTakePart, ROLE_NOT_ALLOWED } from './actor.ts';
import { isCustomerId, isMeetId } from './addressable.ts';
import type { MeetAnswer, PermissionAnswer } from './answers.ts';
import type { Commands, MeetInput, StartPlace } from './commands.ts';
import type { CommandContext } from './idempotency.ts';
import { dial } from './dial-commands.ts';
import { isExpired, type SettleExpired } from './settle-expired.ts';
import { isHidden } from './hidden-meets.ts';
import { CALLED, readChatFacts, readStartFacts } from './start-facts.ts';
import { startInPlace, type StartWish } from './start-in-place.ts';
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
        start(side, settleExpired, place, { viewer, kind, client, callbackOf: null, context }),
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

/** The place that is meant. */
function placeOf(given: Exclude<StartPlace, { readonly customerId: string }>): Place {
  if ('userChatId' in given) return { type: 'user-chat', userChatId: given.userChatId };
  if ('internalChatOf' in given) return { type: 'internal-chat', userChatId: given.internalChatOf };
  return { type: 'team-room', teamRoomId: given.teamRoomId };
}

async function start(
  side: WriteSide,
  settleExpired: SettleExpired,
  given: StartPlace,
  wish: Omit<StartWish, 'place'>,
): Promise<MeetAnswer> {
  if ('customerId' in given) {
    return startWithCustomer(side, settleExpired, { ...wish, customerId: given.customerId });
  }
  const place = placeOf(given);
  // What is the managers' own is so whether it is there or not.
  if (wish.viewer.role === 'customer' && place.type !== 'user-chat') return MANAGERS_ONLY;
  return startInPlace(side, settleExpired, { ...wish, place });
}

/**
 * R13: calls a missed customer back: a new meet of the same kind in the same place (by phone, in a new one) that points at the missed one. Again
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
  if (!meet || (await isHidden(side, viewer, meet))) return NO_SUCH_MEET;
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
  // R2: a call by phone is called back by phone, in a chat of its own.
  if (kind === 'PHONE') {
    const { customerId, call } = meet;
    return dial(side, {
      viewer,
      customerId: customerId ?? '',
      from: call?.number ?? null,
      client,
      callbackOf: meetId,
      context,
    });
  }
  return startInPlace(side, settleExpired, {
    viewer,
    place,
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
  given: StartPlace,
  kind: MeetKind,
): Promise<PermissionAnswer> {
  if (!mayTakePart(viewer)) return { outcome: 'permission', allowed: false, reasons: ROLE_NOT_ALLOWED.reasons };
  if ('customerId' in given) return permissionWith(side, viewer, given.customerId, kind);
  const place = placeOf(given);
  // What is the managers' own is so whether it is there or not.
  if (viewer.role === 'customer' && place.type !== 'user-chat') return MANAGERS_OWN;
  const facts = await readStartFacts(side, viewer, place);
  return facts ? judge(viewer, place, facts, kind) : { outcome: 'not-found', what: CALLED[place.type] };
}

async function permissionWith(
  side: WriteSide,
  viewer: Viewer,
  customerId: string,
  kind: MeetKind,
): Promise<PermissionAnswer> {
  if (viewer.role !== 'manager') return MANAGERS_OWN;
  const { channelId, id } = viewer;
  const known =
    isCustomerId(channelId, customerId) && (await side.customers.fold(channelId, customerId)).state !== null;
  if (!known) return { outcome: 'not-found', what: 'customer' };
  return judge(viewer, NEW_CHAT, await readChatFacts(side, viewer, chatToOpen('', customerId, id)), kind);
}

const NEW_CHAT = { type: 'user-chat' } as const;
const MANAGERS_OWN: PermissionAnswer = { outcome: 'permission', allowed: false, reasons: MANAGERS_ONLY.reasons };

function judge(viewer: Viewer, place: Pick<Place, 'type'>, facts: StartFacts, kind: MeetKind): PermissionAnswer {
  const reasons = startGate({ by: actorOf(viewer), place, kind, client: null, facts });
  return { outcome: 'permission', allowed: reasons.length === 0, reasons };
}
