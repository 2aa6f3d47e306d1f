import type { ManagerMeetSettingsChange } from './commands.ts';
import type { ManagerMeetSettings } from './events.ts';

/** How it is for a manager who never chose (R34). */
export const DEFAULT_MEET_SETTINGS: ManagerMeetSettings = {
  microphoneId: null,
  cameraId: null,
  speakerId: null,
  muteOnJoin: false,
  backgroundBlur: false,
  noiseSuppression: false,
};

/** The settings after a change: what it leaves out stays, null is the default. */
export const changedSettings = (
  settings: ManagerMeetSettings,
  change: ManagerMeetSettingsChange,
): ManagerMeetSettings => ({
  microphoneId: change.microphoneId === undefined ? settings.microphoneId : change.microphoneId,
  cameraId: change.cameraId === undefined ? settings.cameraId : change.cameraId,
  speakerId: change.speakerId === undefined ? settings.speakerId : change.speakerId,
  muteOnJoin: switched(settings.muteOnJoin, change.muteOnJoin),
  backgroundBlur: switched(settings.backgroundBlur, change.backgroundBlur),
  noiseSuppression: switched(settings.noiseSuppression, change.noiseSuppression),
});

const switched = (now: boolean, change: boolean | null | undefined): boolean =>
  change === undefined ? now : (change ?? false);

export const sameSettings = (one: ManagerMeetSettings, other: ManagerMeetSettings): boolean =>
  one.microphoneId === other.microphoneId &&
  one.cameraId === other.cameraId &&
  one.speakerId === other.speakerId &&
  one.muteOnJoin === other.muteOnJoin &&
  one.backgroundBlur === other.backgroundBlur &&
  one.noiseSuppression === other.noiseSuppression;

/** The settings in an event's data, without whose they are. */
export const settingsIn = (data: ManagerMeetSettings): ManagerMeetSettings => ({
  microphoneId: data.microphoneId,
  cameraId: data.cameraId,
  speakerId: data.speakerId,
  muteOnJoin: data.muteOnJoin,
  backgroundBlur: data.backgroundBlur,
  noiseSuppression: data.noiseSuppression,
});

/** What stays once the manager was forgotten: wishes tell nothing of a person, devices do. */
export const withoutDevices = (settings: ManagerMeetSettings): ManagerMeetSettings => ({
  ...settings,
  microphoneId: null,
  cameraId: null,
  speakerId: null,
});
