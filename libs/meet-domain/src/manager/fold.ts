import type { Timestamp } from '../decider.ts';
import type { ManagerEvent, ManagerMeetSettings } from './events.ts';
import { DEFAULT_MEET_SETTINGS, settingsIn, withoutDevices } from './meet-settings.ts';

/** A manager as their history tells it; null before they were put. */
export interface Manager {
  readonly id: string;
  /** Null once forgotten. */
  readonly name: string | null;
  readonly operatorSeat: boolean;
  readonly online: boolean;
  /** When the grace of the newest loss of connection ends; null while online, or where none was ever told. */
  readonly graceUntil: Timestamp | null;
  /** Since when they have been offline without a break; null while online, or where no loss was ever told (R33). */
  readonly lostSince: Timestamp | null;
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
        online: state?.online ?? false,
        graceUntil: state?.graceUntil ?? null,
        lostSince: state?.lostSince ?? null,
        forgotten: false,
        settings: state?.settings ?? DEFAULT_MEET_SETTINGS,
        tokensRevokedAt: state?.tokensRevokedAt ?? null,
      };
    case 'ManagerCameOnline':
      return state && { ...state, online: true, graceUntil: null, lostSince: null };
    case 'ManagerWentOffline':
      // Told again while offline, it is the same absence, with another grace for whatever they entered meanwhile.
      return (
        state && {
          ...state,
          online: false,
          graceUntil: event.data.graceUntil,
          lostSince: state.lostSince ?? event.at,
        }
      );
    case 'ManagerMeetSettingsChanged':
      return state && { ...state, settings: settingsIn(event.data) };
    case 'ManagerTokensRevoked':
      return state && { ...state, tokensRevokedAt: event.at };
    case 'ManagerForgotten':
      return state && { ...state, name: null, forgotten: true, settings: withoutDevices(state.settings) };
  }
}
