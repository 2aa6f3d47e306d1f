import { type MeetCommand, type Person } from '@meets/meet-domain';
import { timestampOf } from '../time/clock.ts';
import type { Cause } from './cause.ts';
import { type CallOrders, callOrders } from './call-orders.ts';
import { type DutyOrders, dutyOrders } from './duty-orders.ts';
import { destroyForgottenKeys } from './forgotten-keys.ts';
import { derivedId, inputHash } from './input-hash.ts';
import type { WriteSide } from './write-side.ts';

export type { Cause };

interface OnMeet {
  readonly channelId: string;
  readonly meetId: string;
  readonly cause: Cause;
}

/**
 * What timers and reactions order. None is ever refused: where there is nothing to do any more, nothing is done, so each
 * may come late, twice and after a restart. They reject only where the store does, and are then given again.
 */
export interface SystemCommands extends DutyOrders, CallOrders {
  /** R12: nobody answered by the deadline (RFC 3339). It counts as passed whatever the wall clock says. */
  timeOutRing(order: OnMeet & { readonly deadline: string }): Promise<void>;
  /** R18: the customer did not come by the end of the wait (RFC 3339). It counts as passed whatever the wall clock says. */
  timeOutWait(order: OnMeet & { readonly until: string }): Promise<void>;
  /** R15: the ring goes to whom the chat is assigned to now, if that is somebody else who could answer it (R4). */
  moveRing(order: OnMeet & { readonly userChatId: string }): Promise<void>;
  /** R33: the person has been offline for the whole grace since `lostSince`, unless they have come back in between. */
  loseConnection(order: OnMeet & { readonly person: Person; readonly lostSince: string }): Promise<void>;
  /** R18: the customer was told of the waiting meet, or (with `failure`) could not be. */
  recordFollowUp(order: OnMeet & { readonly via: string; readonly failure: string | null }): Promise<void>;
  /** R13: this missed meet was called back by that newer one. */
  markHandled(order: OnMeet & { readonly callbackMeetId: string }): Promise<void>;
  /** What carried the meet's sound and picture died just now. Each call is a loss of its own. */
  noteMediaLost(order: { readonly channelId: string; readonly meetId: string }): Promise<void>;
  /** R29: who came in by the room's link is a member, where the command that brought them in did not come to it. */
  admitToRoom(order: {
    readonly channelId: string;
    readonly teamRoomId: string;
    readonly managerId: string;
    /** The room's when they came in. */
    readonly edition: number;
    readonly cause: Cause;
  }): Promise<void>;
  /** Destroys a forgotten person's keys, where the command that forgot them did not come to it. */
  destroyKey(order: {
    readonly channelId: string;
    readonly person: Person;
    /** The version, in the person's stream, of the event that forgot them. */
    readonly version: number;
  }): Promise<void>;
}

export function systemCommands(side: WriteSide): SystemCommands {
  const orderMeet = async (by: string, order: OnMeet, command: Unsigned, at = side.at()): Promise<void> => {
    const { channelId, meetId, cause } = order;
    const commandId = derivedId(command.type, meetId, cause.eventId);
    await side.meets.decide(
      channelId,
      meetId,
      { ...command, at, by: { role: 'system', id: by } },
      {
        commandId,
        // One cause orders one thing, so the id says all there is to compare.
        commandHash: inputHash(command.type, { commandId }),
        correlationId: cause.correlationId,
        causationId: cause.eventId,
      },
    );
  };
  /** Now, or the deadline where the wall clock was set back before it: a deadline passes once, by elapsed time. */
  const notBefore = (deadline: string): string => timestampOf(Math.max(side.clock.now(), Date.parse(deadline)));

  return {
    timeOutRing: (order) => orderMeet('ring-timer', order, { type: 'TimeOutRing' }, notBefore(order.deadline)),
    timeOutWait: (order) => orderMeet('wait-timer', order, { type: 'TimeOutWait' }, notBefore(order.until)),
    async moveRing(order) {
      const to = await assigneeWithSeat(side, order.channelId, order.userChatId);
      await orderMeet('assignee-change', order, { type: 'MoveRing', to });
    },
    async loseConnection(order) {
      const { channelId, person, lostSince } = order;
      if (!(await isStillLost(side, channelId, person, lostSince))) return;
      await orderMeet('presence', order, { type: 'LoseConnection', person, lostSince });
    },
    recordFollowUp: (order) =>
      orderMeet('follow-up', order, { type: 'RecordFollowUp', via: order.via, failure: order.failure }),
    markHandled: (order) =>
      orderMeet('call-back', order, { type: 'MarkMissedMeetHandled', callbackMeetId: order.callbackMeetId }),
    noteMediaLost: (order) => noteMediaLost(side, order),
    admitToRoom: (order) => admitToRoom(side, order),
    ...dutyOrders(side),
    ...callOrders(side, dutyOrders(side)),
    destroyKey: (order) => destroyForgottenKeys(side, order),
  };
}

/** No event made it happen, so its command is known by the moment. */
async function noteMediaLost(
  side: WriteSide,
  { channelId, meetId }: Parameters<SystemCommands['noteMediaLost']>[0],
): Promise<void> {
  const at = side.at();
  const commandId = derivedId('NoteMediaLost', meetId, at);
  const command = { type: 'NoteMediaLost', at, by: { role: 'system', id: 'media' } } as const;
  const commandHash = inputHash(command.type, { commandId });
  await side.meets.decide(channelId, meetId, command, {
    ...{ commandId, commandHash, correlationId: commandId, causationId: null },
  });
}

async function admitToRoom(side: WriteSide, order: Parameters<SystemCommands['admitToRoom']>[0]): Promise<void> {
  const { channelId, teamRoomId, managerId, edition, cause } = order;
  const by = { role: 'system', id: 'room-link' } as const;
  const commandId = derivedId('AddTeamRoomMember', teamRoomId, managerId, cause.eventId);
  await side.teamRooms.decide(
    channelId,
    teamRoomId,
    { type: 'AddTeamRoomMember', at: side.at(), by, managerId, edition },
    {
      commandId,
      commandHash: inputHash('AddTeamRoomMember', { commandId }),
      correlationId: cause.correlationId,
      causationId: cause.eventId,
    },
  );
}

/** A system command before it says when and by whom it is given. */
type Unsigned = Signed extends infer Command ? (Command extends Signed ? Omit<Command, 'at' | 'by'> : never) : never;
type Signed = Extract<
  MeetCommand,
  { type: 'TimeOutRing' | 'TimeOutWait' | 'MoveRing' | 'LoseConnection' | 'RecordFollowUp' | 'MarkMissedMeetHandled' }
>;

/** The chat's assignee; null where it has none, or one without a seat or unknown, who could not answer a ring (R4). */
async function assigneeWithSeat(side: WriteSide, channelId: string, userChatId: string): Promise<Person | null> {
  const { state: chat } = await side.userChats.fold(channelId, userChatId);
  if (!chat?.assigneeId) return null;
  const { state: assignee } = await side.managers.fold(channelId, chat.assigneeId);
  return assignee?.operatorSeat ? { role: 'manager', id: chat.assigneeId } : null;
}

/** False for who came back, and for who was lost again afterwards: that loss has a grace, and a timer, of its own. */
async function isStillLost(side: WriteSide, channelId: string, person: Person, since: string): Promise<boolean> {
  const people = person.role === 'manager' ? side.managers : side.customers;
  const { state } = await people.fold(channelId, person.id);
  const lostSince = state?.lostSince ?? null;
  return lostSince !== null && lostSince <= since;
}
