import type { Timestamp } from '../decider.ts';
import { offline, ONLINE, type Presence, presenceOf } from '../presence.ts';
import type { ManagerEvent, ManagerMeetSettings } from './events.ts';
import { DEFAULT_MEET_SETTINGS, settingsIn, withoutDevices } from './meet-settings.ts';

/** A manager as their history tells it; null before they were put. */
export interface Manager extends Presence {
  readonly id: string;
  /** Null once forgotten. */
  readonly name: string | null;
  readonly operatorSeat: boolean;
  /** True from being forgotten until put anew. Not told by the name: a sealed name reads null as soon as its key is gone. */
  readonly forgotten: boolean;
  /** R34. */
  readonly settings: ManagerMeetSettings;
  /** Tokens issued before this are refused; null where none ever were. */
  readonly tokensRevokedAt: Timestamp | null;
}

export type ManagerState = Manager | null;

/** The manager after one more event. Total: an event that cannot come where it stands changes nothing. */
export function evolveManager(state: ManagerState, event: ManagerEvent): ManagerState {
  switch (event.type) {
    case 'ManagerPut':
      return {
        id: event.data.managerId,
        name: event.data.name,
        operatorSeat: event.data.operatorSeat,
        ...presenceOf(state),
        forgotten: false,
        settings: state?.settings ?? DEFAULT_MEET_SETTINGS,
        tokensRevokedAt: state?.tokensRevokedAt ?? null,
      };
    case 'ManagerCameOnline':
      return state && { ...state, ...ONLINE };
    case 'ManagerWentOffline':
      return state && { ...state, ...offline(state, event.data.graceUntil, event.at) };
    case 'ManagerMeetSettingsChanged':
      return state && { ...state, settings: settingsIn(event.data) };
    case 'ManagerTokensRevoked':
      return state && { ...state, tokensRevokedAt: event.at };
    case 'ManagerForgotten':
      return state && { ...state, name: null, forgotten: true, settings: withoutDevices(state.settings) };
  }
}
