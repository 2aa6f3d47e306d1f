import { printProgram } from './programs/debian-program.ts';

const HELP = `node tools/setup.mjs tools/baresip.ts

Prints where a baresip is, for tests that need somebody else's telephone, with sound or with TLS: BARESIP_PATH where it is set, else one that
is installed, else Debian's baresip-core is installed (once; apt-get, as root or with sudo).`;

await printProgram(
  {
    title: 'a baresip',
    tests: 'The tests with a telephone',
    names: ['baresip'],
    elsewhere: [],
    variable: 'BARESIP_PATH',
    package: 'baresip-core',
  },
  HELP,
);
