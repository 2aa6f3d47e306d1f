import { printProgram } from './programs/debian-program.ts';
import { SIPP } from './programs/sipp.ts';

const HELP = `node tools/setup.mjs tools/sipp.ts

Prints where a sipp is, for tests that telephone with somebody else's SIP: SIPP_PATH where it is set, else one that is installed, else
Debian's is installed (once; apt-get, as root or with sudo).`;

await printProgram(SIPP, HELP);
