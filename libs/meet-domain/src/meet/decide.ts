import { refuse } from '../decider.ts';
import { acceptMeet, cancelMeet, declineMeet } from './answer.ts';
import { endQueue, hangUpCall, passRing, receiveCall, ringManager, timeOutQueue } from './call.ts';
import { ringColleague, stopRingingColleague } from './colleague.ts';
import type { MeetCommand } from './commands.ts';
import { dialCustomer, failDialledCall, pickUpCall } from './dial.ts';
import type { MeetDecision } from './decision.ts';
import { noteDigits, sendDigits } from './digits.ts';
import { holdCall } from './hold.ts';
import { setCamera, setMicrophone, setScreenShare } from './devices.ts';
import type { MeetState } from './state.ts';
import { endMeet, joinMeet, leaveMeet } from './participation.ts';
import { startMeet } from './start.ts';
import {
  loseConnection,
  markMissedMeetHandled,
  moveRing,
  noteMediaLost,
  recordFollowUp,
  timeOutRing,
  timeOutWait,
} from './upkeep.ts';

/**
 * What follows from an order to a meet. The same order given again adds no event: where the meet already is as ordered
 * it is accepted with none, elsewhere it is refused with what stands in its way.
 */
export function decideMeet(command: MeetCommand, meet: MeetState): MeetDecision {
  if (command.type === 'StartMeet') return startMeet(command, meet);
  if (command.type === 'ReceiveCall') return receiveCall(command, meet);
  if (command.type === 'DialCustomer') return dialCustomer(command, meet);
  if (meet === null) return refuse({ reason: 'unknown' });
  switch (command.type) {
    case 'AcceptMeet':
      return acceptMeet(command, meet);
    case 'DeclineMeet':
      return declineMeet(command, meet);
    case 'CancelMeet':
      return cancelMeet(command, meet);
    case 'JoinMeet':
      return joinMeet(command, meet);
    case 'LeaveMeet':
      return leaveMeet(command, meet);
    case 'EndMeet':
      return endMeet(command, meet);
    case 'RingManager':
      return ringManager(command, meet);
    case 'PassRing':
      return passRing(command, meet);
    case 'TimeOutQueue':
      return timeOutQueue(command, meet);
    case 'EndQueue':
      return endQueue(command, meet);
    case 'HoldCall':
      return holdCall(command, meet);
    case 'RingColleague':
      return ringColleague(command, meet);
    case 'StopRingingColleague':
      return stopRingingColleague(command, meet);
    case 'SendDigits':
      return sendDigits(command, meet);
    case 'NoteDigits':
      return noteDigits(command, meet);
    case 'PickUpCall':
      return pickUpCall(command, meet);
    case 'FailDialledCall':
      return failDialledCall(command, meet);
    case 'HangUpCall':
      return hangUpCall(command, meet);
    case 'SetMicrophone':
      return setMicrophone(command, meet);
    case 'SetCamera':
      return setCamera(command, meet);
    case 'SetScreenShare':
      return setScreenShare(command, meet);
    case 'TimeOutRing':
      return timeOutRing(command, meet);
    case 'TimeOutWait':
      return timeOutWait(command, meet);
    case 'MoveRing':
      return moveRing(command, meet);
    case 'RecordFollowUp':
      return recordFollowUp(command, meet);
    case 'LoseConnection':
      return loseConnection(command, meet);
    case 'MarkMissedMeetHandled':
      return markMissedMeetHandled(command, meet);
    case 'NoteMediaLost':
      return noteMediaLost(command, meet);
  }
}
