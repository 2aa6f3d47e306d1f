import { accept, type Decision, plusMs } from '../decider.ts';
import type { LetCallIn, PhoneQueueCommand, PhoneQueueRefusal } from './commands.ts';
import type { AdmissionReason, PhoneQueueEvent } from './events.ts';
import { CALLER_WINDOW_MS, type PhoneQueue } from './fold.ts';

export type PhoneQueueDecision = Decision<PhoneQueueEvent, PhoneQueueRefusal>;

/** Who is let in, and what counts: one stream a channel, so that no race gets round its limits. */
export function decidePhoneQueue(command: PhoneQueueCommand, queue: PhoneQueue): PhoneQueueDecision {
  const { at, by, meetId } = command;
  const call = queue.calls.find((one) => one.meetId === meetId);
  switch (command.type) {
    case 'LetCallIn':
      return call === undefined ? letIn(command, queue) : accept();
    case 'NoteCallAnswered':
      return call?.answered === false ? accept({ type: 'CallAnswered', at, by, data: { meetId } }) : accept();
    case 'NoteCallOver':
      return call === undefined ? accept() : accept({ type: 'CallOver', at, by, data: { meetId } });
  }
}

function letIn(command: LetCallIn, queue: PhoneQueue): PhoneQueueDecision {
  const { at, by, meetId, customerId } = command;
  if (queue.arrivals.some((arrival) => arrival.meetId === meetId)) return accept();
  const reason = whyTurnedAway(command, queue);
  if (reason !== null) return accept({ type: 'CallTurnedAway', at, by, data: { meetId, customerId, reason } });
  return accept({ type: 'CallLetIn', at, by, data: { meetId, customerId } });
}

/** R41: the first that fails, in this order. */
function whyTurnedAway({ at, customerId, facts }: LetCallIn, queue: PhoneQueue): AdmissionReason | null {
  const { channel, inOperation, blocked, free, ringing, onDuty } = facts;
  if (channel?.businessVerified !== true) return 'UNREGISTERED_NUMBER';
  if (!inOperation) return 'NOT_IN_OPERATION';
  if (blocked) return 'BLOCKED_CUSTOMER';
  const { callsPerCallerPerMinute, concurrentCalls, queueSize } = channel.phoneSettings;
  const from = plusMs(at, -CALLER_WINDOW_MS);
  const before = queue.arrivals.filter((arrival) => arrival.customerId === customerId && arrival.at > from);
  if (before.length >= callsPerCallerPerMinute) return 'INBOUND_RATE_LIMIT';
  if (queue.calls.length >= concurrentCalls) return 'CONCURRENCY_LIMIT';
  if (onDuty === 0) return 'NO_OPERATOR';
  const unanswered = queue.calls.filter(({ answered }) => !answered).length;
  return unanswered >= queueSize + free + ringing ? 'EXCEEDED_QUEUE' : null;
}
