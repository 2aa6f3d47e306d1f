import { type Actor, type ManagerFacts, type Meet, type MeetCommand, plusMs } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { actorOf, mayTakePart, ROLE_NOT_ALLOWED } from './actor.ts';
import { isMeetId } from './addressable.ts';
import { takingDuty } from './call-duty.ts';
import type { MeetAnswer } from './answers.ts';
import type { Commands } from './commands.ts';
import { isHidden } from './hidden-meets.ts';
import type { CommandContext } from './idempotency.ts';
import { answerRefusal } from './refusal-answers.ts';
import type { SettleExpired } from './settle-expired.ts';
import type { WriteSide } from './write-side.ts';

export type MeetCommands = Pick<
  Commands,
  | 'acceptMeet'
  | 'declineMeet'
  | 'cancelMeet'
  | 'joinMeet'
  | 'leaveMeet'
  | 'endMeet'
  | 'holdCall'
  | 'setMicrophone'
  | 'setCamera'
  | 'setScreenShare'
>;

/** Everything that is done to a meet which has begun. */
export function meetCommands(side: WriteSide, settleExpired: SettleExpired): MeetCommands {
  const onMeet =
    <Input extends MeetInput>(commandType: string, order: Order<Input>, entering = false) =>
    async (viewer: Viewer, input: Input): Promise<MeetAnswer> => {
      if (!mayTakePart(viewer)) return ROLE_NOT_ALLOWED;
      return side.idempotency.once(viewer, commandType, input, (context) => {
        const { meetId } = input;
        const give = () =>
          giveOrder(side, settleExpired, { viewer, meetId, context, order: (given) => order(input, given) });
        return entering ? takingDuty(side, { viewer, meetId, context }, give) : give();
      });
    };

  return {
    acceptMeet: onMeet(
      'acceptMeet',
      async ({ client, deviceId }, { by, entryFacts }) => ({
        type: 'AcceptMeet',
        by,
        client,
        deviceId,
        ...(await entryFacts()),
      }),
      true,
    ),
    declineMeet: onMeet('declineMeet', (_, { by }) => ({ type: 'DeclineMeet', by })),
    cancelMeet: onMeet('cancelMeet', (_, { by }) => ({ type: 'CancelMeet', by })),
    joinMeet: onMeet(
      'joinMeet',
      async ({ client }, { by, entryFacts }) => ({ type: 'JoinMeet', by, client, ...(await entryFacts()) }),
      true,
    ),
    leaveMeet: onMeet('leaveMeet', ({ reason }, { by }) => ({ type: 'LeaveMeet', by, reason })),
    endMeet: onMeet('endMeet', (_, { by }) => ({ type: 'EndMeet', by })),
    holdCall: onMeet('holdCall', ({ on }, { by }) => ({ type: 'HoldCall', by, on })),
    setMicrophone: onMeet('setMicrophone', ({ on }, { by }) => ({ type: 'SetMicrophone', by, on })),
    setCamera: onMeet('setCamera', ({ on, client }, { by }) => ({ type: 'SetCamera', by, on, client })),
    setScreenShare: onMeet('setScreenShare', ({ on, client }, { by }) => ({ type: 'SetScreenShare', by, on, client })),
  };
}

interface MeetInput {
  readonly meetId: string;
  readonly idempotencyKey: string | null;
}

type Order<Input> = (input: Input, given: Given) => UndatedCommand | Promise<UndatedCommand>;

interface Given {
  readonly by: Actor;
  /** What is looked at when somebody accepts or joins. */
  readonly entryFacts: () => Promise<{
    readonly facts: ManagerFacts | null;
    readonly starterAway: boolean;
    readonly starterMuted: boolean;
  }>;
}

/** A command before it says when it is given. */
type UndatedCommand = WithoutAt<MeetCommand>;
type WithoutAt<Command> = Command extends MeetCommand ? Omit<Command, 'at'> : never;

/** An order to a meet that has begun. */
export interface MeetOrder {
  readonly viewer: Viewer;
  readonly meetId: string;
  readonly context: CommandContext;
  /** True where a link brings the viewer in who may not know of the meet without it (R27). */
  readonly invited?: boolean;
  /** True where that link is the room's: see `ThroughRoomLink`. */
  readonly throughRoomLink?: boolean;
  readonly order: (given: Given) => UndatedCommand | Promise<UndatedCommand>;
}

/** Gives it, as often as it takes to say what became of it. */
export async function giveOrder(
  side: WriteSide,
  settleExpired: SettleExpired,
  request: MeetOrder,
): Promise<MeetAnswer> {
  const { viewer, meetId, context, invited = false, throughRoomLink = false } = request;
  const { channelId } = viewer;
  if (!isMeetId(channelId, meetId)) return NO_SUCH_MEET;
  const { state: meet } = await side.meets.fold(channelId, meetId);
  if (!meet || (!invited && (await isHidden(side, viewer, meet)))) return NO_SUCH_MEET;
  const decide = async () => {
    const entryFacts = () => readEntryFacts(side, viewer, meet, { invited, throughRoomLink });
    const command = await request.order({ by: actorOf(viewer), entryFacts });
    return side.meets.decide(channelId, meetId, { ...command, at: side.at() }, { ...context, causationId: null });
  };
  let result = await decide();
  if (result.outcome === 'refused' && result.refusal.reason === 'ring-expired') {
    await settleExpired(channelId, meetId);
    result = await decide();
  }
  switch (result.outcome) {
    case 'accepted':
      return { outcome: 'accepted', meetId, position: result.position };
    case 'refused':
      return answerRefusal(viewer, result.refusal, result.history);
    case 'key-conflict':
      return { outcome: 'idempotency-conflict' };
  }
}

const NO_SUCH_MEET: MeetAnswer = { outcome: 'not-found', what: 'meet' };

async function readEntryFacts(
  side: WriteSide,
  viewer: Viewer,
  meet: Meet,
  by: Pick<ManagerFacts, 'invited' | 'throughRoomLink'>,
): ReturnType<Given['entryFacts']> {
  const [facts, starter] = await Promise.all([
    viewer.role === 'manager' ? readManagerFacts(side, viewer, meet) : null,
    readStarterFacts(side, viewer.channelId, meet.id),
  ]);
  return { facts: facts && { ...facts, ...by }, ...starter };
}

/** R4, and who takes part in the place (R19, R20); as of now, for a meet never changes its place. */
async function readManagerFacts(
  side: WriteSide,
  { channelId, id }: Viewer,
  { place }: Pick<Meet, 'place'>,
): Promise<ManagerFacts> {
  const [channel, manager, userChat, teamRoom] = await Promise.all([
    side.channels.fold(channelId, channelId),
    side.managers.fold(channelId, id),
    place.type === 'internal-chat' ? side.userChats.fold(channelId, place.userChatId) : null,
    place.type === 'team-room' ? side.teamRooms.fold(channelId, place.teamRoomId) : null,
  ]);
  return {
    channel: channel.state,
    manager: manager.state,
    userChat: userChat?.state ?? null,
    teamRoom: teamRoom?.state ?? null,
  };
}

/**
 * Of the manager who started: are they gone for longer than the grace by now, where the meet waits for its customer (R33)?
 * Do they come in muted (R34)? Asked only while an answer could bring them in.
 */
async function readStarterFacts(
  side: WriteSide,
  channelId: string,
  meetId: string,
): Promise<{ readonly starterAway: boolean; readonly starterMuted: boolean }> {
  const { state: meet } = await side.meets.fold(channelId, meetId);
  const unanswered = meet?.phase === 'RINGING' || meet?.phase === 'WAITING_FOR_CUSTOMER';
  if (!unanswered || meet.startedBy.role !== 'manager') return { starterAway: false, starterMuted: false };
  const { state: starter } = await side.managers.fold(channelId, meet.startedBy.id);
  const lostSince = meet.phase === 'WAITING_FOR_CUSTOMER' ? (starter?.lostSince ?? null) : null;
  const starterAway = lostSince !== null && plusMs(lostSince, side.presenceGraceMs) <= side.at();
  return { starterAway, starterMuted: starter?.settings.muteOnJoin === true };
}
