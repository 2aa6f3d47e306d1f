import { printProgram } from './programs/debian-program.ts';

const HELP = `node tools/setup.mjs tools/browser.ts

Prints where a Chromium is, for tests that need a browser: CHROMIUM_PATH where it is set, else one that is installed, else Debian's
is installed (once; apt-get, as root or with sudo).`;

await printProgram(
  {
    title: 'a Chromium',
    tests: 'The browser tests',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    elsewhere: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    variable: 'CHROMIUM_PATH',
    package: 'chromium',
  },
  HELP,
);
