import type { DebianProgram } from './debian-program.ts';

/** Somebody else's SIP. */
export const SIPP: DebianProgram = {
  title: 'sipp',
  tests: 'The telephone tests',
  names: ['sipp'],
  elsewhere: [],
  variable: 'SIPP_PATH',
  package: 'sip-tester',
};
