import { printProgram } from './programs/debian-program.ts';

const HELP = `node tools/setup.mjs tools/turnserver.ts

Prints where a turnserver (coturn) is, for tests whose media are relayed: TURNSERVER_PATH where it is set, else one that is installed,
else Debian's coturn is installed (once; apt-get, as root or with sudo).`;

await printProgram(
  {
    title: 'a TURN server',
    tests: 'The relay tests',
    names: ['turnserver'],
    elsewhere: [],
    variable: 'TURNSERVER_PATH',
    package: 'coturn',
  },
  HELP,
);
