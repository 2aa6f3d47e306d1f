import type { Fact, Timestamp } from '../decider.ts';

/** The host product told us of a manager. `name` is personal: sealed at rest, null once the person was forgotten. */
export type ManagerPut = Fact<
  'ManagerPut',
  { readonly managerId: string; readonly name: string | null; readonly operatorSeat: boolean }
>;
export type ManagerCameOnline = Fact<'ManagerCameOnline', { readonly managerId: string }>;
/** `graceUntil`: from then on the manager has left whatever meet they were in (R33). */
export type ManagerWentOffline = Fact<
  'ManagerWentOffline',
  { readonly managerId: string; readonly graceUntil: Timestamp }
>;
/**
 * The manager chose anew how they come into meets (R34): all of it, as it is from then on. Device ids are the browser's,
 * random and good for one page only; they tell one machine from another all the same, so they are sealed as personal.
 */
export type ManagerMeetSettingsChanged = Fact<
  'ManagerMeetSettingsChanged',
  { readonly managerId: string } & ManagerMeetSettings
>;
/** R34. A device that is null is the system's own choice. */
export interface ManagerMeetSettings {
  readonly microphoneId: string | null;
  readonly cameraId: string | null;
  readonly speakerId: string | null;
  /** The microphone is off when the manager comes into a meet. */
  readonly muteOnJoin: boolean;
  /** What the manager wishes for; whether their client can is told by its capabilities (R24). */
  readonly backgroundBlur: boolean;
  readonly noiseSuppression: boolean;
}
/** The key to the manager's personal data was destroyed; what happened stands, who it was does not. */
export type ManagerForgotten = Fact<'ManagerForgotten', { readonly managerId: string }>;

/** Tokens of the manager's that were issued before this speak for nobody any more: they are no manager now, or lost one. */
export type ManagerTokensRevoked = Fact<'ManagerTokensRevoked', { readonly managerId: string }>;

export type ManagerEvent =
  | ManagerPut
  | ManagerCameOnline
  | ManagerWentOffline
  | ManagerMeetSettingsChanged
  | ManagerForgotten
  | ManagerTokensRevoked;
