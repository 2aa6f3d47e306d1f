export { sipPhoneLine, type SipPhoneLine } from './sip-phone-line.ts';
export type { CallCounts, CallNote } from './line/call-notes.ts';
export type { TelephonySettings, Trunk } from './settings.ts';
export {
  type AnsweringTelephones,
  callByTelephone,
  openAnsweringTelephones,
  TELEPHONE_MANNERS,
  type TelephoneManner,
  type TelephoneCall,
  type TelephoneOrder,
} from './telephone/telephone.ts';
export type { Loudness } from './telephone/voice.ts';
