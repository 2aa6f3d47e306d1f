import { accept, type Decision, plusMs, refuse } from '../decider.ts';
import { isPresenceKnown } from '../presence.ts';
import type {
  ChangeManagerMeetSettings,
  ForgetManager,
  ManagerCommand,
  ManagerRefusal,
  PutManager,
  RevokeManagerTokens,
  SetManagerPresence,
} from './commands.ts';
import type { ManagerEvent } from './events.ts';
import type { ManagerState } from './fold.ts';
import { changedSettings, sameSettings } from './meet-settings.ts';

export type ManagerDecision = Decision<ManagerEvent, ManagerRefusal>;

/** What follows from an order about a manager. Telling what is already known adds no event. */
export function decideManager(command: ManagerCommand, state: ManagerState): ManagerDecision {
  switch (command.type) {
    case 'PutManager':
      return put(command, state);
    case 'SetManagerPresence':
      return setPresence(command, state);
    case 'ChangeManagerMeetSettings':
      return changeSettings(command, state);
    case 'ForgetManager':
      return forget(command, state);
    case 'RevokeManagerTokens':
      return revokeTokens(command, state);
  }
}

/** A forgotten manager who is put again is somebody we know again, under a new key. */
function put({ at, by, managerId, name, operatorSeat }: PutManager, state: ManagerState): ManagerDecision {
  const known = state !== null && !state.forgotten && state.name === name && state.operatorSeat === operatorSeat;
  if (known) return accept();
  return accept({ type: 'ManagerPut', at, by, data: { managerId, name, operatorSeat } });
}

function setPresence(command: SetManagerPresence, state: ManagerState): ManagerDecision {
  const { at, by, managerId, online, graceMs } = command;
  if (state === null) return refuse({ reason: 'unknown' });
  if (isPresenceKnown(state, online, at)) return accept();
  if (online) return accept({ type: 'ManagerCameOnline', at, by, data: { managerId } });
  return accept({ type: 'ManagerWentOffline', at, by, data: { managerId, graceUntil: plusMs(at, graceMs) } });
}

function changeSettings(command: ChangeManagerMeetSettings, state: ManagerState): ManagerDecision {
  const { at, by, managerId, change } = command;
  if (state === null || state.forgotten) return refuse({ reason: 'unknown' });
  const settings = changedSettings(state.settings, change);
  if (sameSettings(settings, state.settings)) return accept();
  const { microphoneId, cameraId, speakerId, muteOnJoin, backgroundBlur, noiseSuppression } = settings;
  const data = { managerId, microphoneId, cameraId, speakerId, muteOnJoin, backgroundBlur, noiseSuppression };
  return accept({ type: 'ManagerMeetSettingsChanged', at, by, data });
}

function forget({ at, by, managerId }: ForgetManager, state: ManagerState): ManagerDecision {
  if (state === null) return refuse({ reason: 'unknown' });
  if (state.forgotten) return accept();
  return accept({ type: 'ManagerForgotten', at, by, data: { managerId } });
}

/** Each time anew, for there may be newer tokens; told again at the same moment, it is the same. */
function revokeTokens({ at, by, managerId }: RevokeManagerTokens, state: ManagerState): ManagerDecision {
  if (state === null) return refuse({ reason: 'unknown' });
  if (state.tokensRevokedAt !== null && state.tokensRevokedAt >= at) return accept();
  return accept({ type: 'ManagerTokensRevoked', at, by, data: { managerId } });
}
