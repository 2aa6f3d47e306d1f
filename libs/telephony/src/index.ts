export { sipPhoneLine, type SipPhoneLine } from './sip-phone-line.ts';
export type { CallCounts, CallNote } from './line/call-notes.ts';
export type { TelephonySettings, Trunk } from './settings.ts';
