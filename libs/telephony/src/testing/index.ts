/** Telephones of somebody else's, for tests that want one at the other end. */
export { type Baresip, type BaresipOptions, startBaresip } from './baresip.ts';
export type { BaresipEvent } from './baresip-control.ts';
export { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from './loopback-certificate.ts';
export { type RunningSipp, startSipp, type SippRun } from './sipp.ts';
export { shareAt, tone } from './tones.ts';
export { samplesIn, wavOf } from './wav.ts';
export { openWireTap, type WireTap } from './wire-tap.ts';
