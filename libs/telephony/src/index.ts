export { sipPhoneLine, type SipPhoneLine } from './sip-phone-line.ts';
export type { TelephonySettings, Trunk } from './settings.ts';
