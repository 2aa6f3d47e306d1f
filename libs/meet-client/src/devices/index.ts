export { type ChosenSpeaker, chooseSpeaker, type Sounding } from './choose-speaker.ts';
export type { DeviceProblem, DeviceProblemReason } from './device-problem.ts';
export type { DeviceSource } from './device-source.ts';
export { type DeviceList, followDevices, listDevices, type ListedDevice } from './list-devices.ts';
export { deviceOf, type DeviceWishes, type OpenedTrack, openTrack } from './open-track.ts';
export { type GuideWanted, type PermissionGuide, readPermissionGuide } from './read-permission-guide.ts';
