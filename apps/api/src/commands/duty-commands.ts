import type { DutyCommand } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { MANAGERS_ONLY, ROLE_NOT_ALLOWED } from './actor.ts';
import { isManagerId } from './addressable.ts';
import type { PutAnswer } from './answers.ts';
import type { Commands } from './commands.ts';
import { inputHash } from './input-hash.ts';
import { signedBy } from './tell.ts';
import type { WriteSide } from './write-side.ts';

/** What managers say of their own duty, and how many calls each of them is given (R39, R42). */
export type DutyCommands = Pick<Commands, 'updateMyDuty' | 'setCallLimit'>;

export function dutyCommands(side: WriteSide): DutyCommands {
  return {
    async updateMyDuty(viewer, change) {
      if (viewer.role !== 'manager') return MANAGERS_ONLY;
      return give(side, viewer, viewer.id, { type: 'ChangeDuty', ...change });
    },
    async setCallLimit(viewer, { managerId, callLimit }) {
      if (viewer.role !== 'manager' && viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      return give(side, viewer, managerId, { type: 'ChangeCallLimit', callLimit });
    },
  };
}

/** An order before it says when, by whom, and about whom. */
type Unsigned<Command> = Command extends DutyCommand ? Omit<Command, 'at' | 'by' | 'managerId' | 'manager'> : never;

async function give(
  side: WriteSide,
  viewer: Viewer,
  managerId: string,
  order: Unsigned<Extract<DutyCommand, { type: 'ChangeDuty' | 'ChangeCallLimit' }>>,
): Promise<PutAnswer> {
  const { channelId } = viewer;
  if (!isManagerId(channelId, managerId)) return NO_SUCH_MANAGER;
  const { state: manager, position } = await side.managers.fold(channelId, managerId);
  const commandId = side.newId();
  const command = { ...order, ...signedBy(side, viewer), managerId, manager };
  const result = await side.duties.decide(channelId, managerId, command, {
    commandId,
    commandHash: inputHash('duty', { commandId }),
    correlationId: viewer.correlationId ?? commandId,
    causationId: null,
  });
  // Who never came on duty and stays off it has no event to be answered with but those they are known by.
  if (result.outcome === 'accepted') return { outcome: 'put', position: Math.max(position, result.position) };
  if (result.outcome === 'refused' && result.refusal.reason === 'unknown') return NO_SUCH_MANAGER;
  throw new Error(`a change of duty was answered ${result.outcome}, which no such change can be`);
}

const NO_SUCH_MANAGER: PutAnswer = { outcome: 'not-found', what: 'manager' };
