import { spawnSync } from 'node:child_process';
import { styleText } from 'node:util';

/** What the build needs, by Debian's names. */
const PACKAGES = [
  'g++',
  'cmake',
  'ninja-build',
  'pkg-config',
  'libssl-dev',
  'libuv1-dev',
  'libsrtp2-dev',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
];

/** Installs what the build lacks, where we may; else says what to install. Returns whether all is there. */
export function installPackages(): boolean {
  if (spawnSync('dpkg-query', ['--version']).status !== 0) return advise('This is no Debian or Ubuntu system');
  const missing = PACKAGES.filter((name) => !isInstalled(name));
  if (missing.length === 0) return true;
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (asRoot.length > 0 && spawnSync('sudo', ['-n', 'true']).status !== 0) return advise('They need root', missing);
  console.error(`… Installing what the media worker is built with: ${missing.join(' ')}`);
  if (aptGet(asRoot, ['install', '-y', '--no-install-recommends', ...missing])) return true;
  const updated = aptGet(asRoot, ['update']);
  if (updated && aptGet(asRoot, ['install', '-y', '--no-install-recommends', ...missing])) return true;
  return advise('apt-get could not install them', missing);
}

/** Said in the middle of a version's line: a package may have left its settings behind only. */
const isInstalled = (name: string): boolean =>
  spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' }).stdout === 'install ok installed';

function aptGet(asRoot: readonly string[], args: readonly string[]): boolean {
  const [program = 'apt-get', ...rest] = [...asRoot, 'apt-get', '-qq', ...args];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, rest, { stdio: ['ignore', 'ignore', 'ignore'], env }).status === 0;
}

function advise(why: string, missing: readonly string[] = PACKAGES): false {
  console.error(
    styleText(
      'yellow',
      `! The media worker cannot be built: some packages are missing. ${why}. Install them, then run npm run setup:`,
    ),
  );
  console.error(`    sudo apt-get install ${missing.join(' ')}`);
  return false;
}
