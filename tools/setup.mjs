/**
 * The first step of every npm script: makes sure that what package-lock.json names is installed, then hands over to the
 * script under the project's own Node (the npm package `node`).
 *
 *     node tools/setup.mjs [script.ts [arguments…]]
 *
 * It runs before anything is installed, so it is plain JavaScript for Node 20 and newer, with no dependency. A second
 * run with nothing to do takes some milliseconds: a stamp in node_modules says what was installed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const lockFile = join(root, 'package-lock.json');
const stampFile = join(modules, '.meets-installed');
const projectNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The oldest Node that can run this file and npm; everything else runs under the project's own. */
const OLDEST_NODE_MAJOR = 20;
/** The oldest npm that reads this lock file and workspaces right. */
const OLDEST_NPM_MAJOR = 10;
/** How many of npm's lines are shown when an install fails; it says what is wrong first, then how it is called. */
const SHOWN_LINES = 20;

await main();

async function main() {
  const [script, ...args] = process.argv.slice(2);
  if (script === '--help') return help();
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE_MAJOR) {
    fail(
      `Node ${process.version} is too old to install with.`,
      `Install Node ${OLDEST_NODE_MAJOR} or newer, then try again.`,
    );
  }
  const stamp = wantedStamp();
  if (!isInstalled(stamp)) await install(stamp);
  if (script) handOver(script, args);
}

function help() {
  console.log(`node tools/setup.mjs [script.ts [arguments…]]

Installs what package-lock.json names (npm ci) where node_modules is missing or was made for another lock file, then runs
the script under the project's own Node. Called without a script it only installs. See \`npm run help\` for the scripts.`);
}

/** What an install depends on: the packages, and which of their install scripts may run where. One line each. */
function wantedStamp() {
  const { allowScripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const digest = (text) => createHash('sha256').update(text).digest('hex');
  const packages = digest(readFileSync(lockFile));
  return `${packages}\n${digest(JSON.stringify([allowScripts, process.platform, process.arch]))}\n`;
}

/** Whether all is installed as wanted, by us or by hand (`npm install some-package`). */
function isInstalled(stamp) {
  if (!existsSync(projectNode)) return false;
  const found = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : null;
  if (found === stamp) return true;
  const scriptsDiffer = found !== null && found.split('\n')[1] !== stamp.split('\n')[1];
  if (scriptsDiffer || !npmInstalledWhatIsLocked()) return false;
  writeFileSync(stampFile, stamp);
  return true;
}

/** npm writes down what it installed, once it has; optional packages of other platforms are not among it. */
function npmInstalledWhatIsLocked() {
  const installedFile = join(modules, '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const { packages: installed } = JSON.parse(readFileSync(installedFile, 'utf8'));
  const { packages: locked } = JSON.parse(readFileSync(lockFile, 'utf8'));
  return Object.entries(locked)
    .filter(([path, { optional }]) => path.startsWith('node_modules/') && (!optional || path in installed))
    .every(([path, { version, resolved, integrity }]) => {
      const it = installed[path];
      return it && it.version === version && it.resolved === resolved && it.integrity === integrity;
    });
}

async function install(stamp) {
  const npm = npmCommand();
  await checkNpm(npm);
  rmSync(stampFile, { force: true });
  const progress = startProgress('Installing packages (npm ci)');
  const { code, output } = await installPackages(npm);
  progress.stop(code === 0);
  if (code !== 0) fail(`npm ended with code ${code}:\n\n${firstLines(output)}`, adviceFor(output));
  if (!existsSync(projectNode)) {
    fail(
      `npm left no Node in ${projectNode}.`,
      'The install script of the package "node" brought none for this system. To see why: npm rebuild node --ignore-scripts=false',
    );
  }
  writeFileSync(stampFile, stamp);
}

/**
 * First the packages alone, then the install scripts of those that may: npm reads `allowScripts` itself from version 11 on
 * only, and an older one would run them all, mediasoup's download and build of its worker among them.
 */
async function installPackages(npm) {
  // Under an older machine Node, npm warns once per package about engines; all of it runs under the project's own Node.
  const quietly = ['--loglevel=error', '--no-progress', '--foreground-scripts=false'];
  const installed = await run(npm, ['ci', '--ignore-scripts', ...quietly]);
  if (installed.code !== 0) return installed;
  return run(npm, ['rebuild', '--ignore-scripts=false', ...quietly, ...packagesWithScripts()]);
}

/** The packages whose install scripts may run: the `true` among package.json's `allowScripts`. */
function packagesWithScripts() {
  const { allowScripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.keys(allowScripts).filter((name) => allowScripts[name]);
}

/**
 * The npm that called us, run by the Node that runs it; else the one on the PATH, without node_modules/.bin: `npm ci`
 * deletes that folder first, and must not be run by a Node inside it.
 */
function npmCommand() {
  const { npm_execpath: cli, npm_node_execpath: node } = process.env;
  if (cli?.endsWith('.js') && node && !node.startsWith(modules)) return [node, cli];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

async function checkNpm(npm) {
  const { code, output } = await run(npm, ['--version']);
  if (code !== 0)
    fail(
      `npm does not run: ${firstLines(output)}`,
      'Install Node.js with npm from https://nodejs.org, then try again.',
    );
  if (Number(/(\d+)\.\d+\.\d+/.exec(output)?.[1]) < OLDEST_NPM_MAJOR) {
    fail(`npm ${output.trim()} is too old.`, `Run: npm install --global npm@${OLDEST_NPM_MAJOR + 1}`);
  }
}

function run([command, ...first], args) {
  const PATH = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.endsWith(`node_modules${sep}.bin`))
    .join(delimiter);
  return new Promise((resolve) => {
    const child = spawn(command, [...first, ...args], {
      cwd: root,
      env: { ...process.env, PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    process.once('SIGTERM', () => {
      child.kill();
      process.exit(143);
    });
    let output = '';
    const collect = (chunk) => (output += chunk);
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code, signal) => {
      process.removeAllListeners('SIGTERM');
      resolve({ code: code ?? `(signal ${signal})`, output });
    });
  });
}

/** A line that counts the seconds; a plain one every ten seconds where there is no terminal. */
function startProgress(text) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const live = process.stderr.isTTY;
  const show = () => process.stderr.write(live ? `\r\x1b[K… ${text}: ${seconds()} s` : `… ${text}: ${seconds()} s\n`);
  show();
  const timer = setInterval(show, live ? 1000 : 10_000);
  return {
    stop(ok) {
      clearInterval(timer);
      process.stderr.write(`${live ? '\r\x1b[K' : ''}${ok ? '✓' : '✗'} ${text}: ${seconds()} s\n`);
    },
  };
}

function adviceFor(output) {
  const known = [
    [
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|network/i,
      'The npm registry could not be reached. Check the network, the proxy (npm config get proxy) and the registry (npm config get registry).',
    ],
    [
      /EUSAGE|in sync|lock file/i,
      'package.json and package-lock.json disagree. Whoever changed package.json runs: npm install, and commits both.',
    ],
    [/ENOSPC/i, 'The disk is full: this project needs about 1 GB.'],
    [
      /EACCES|EPERM/i,
      "A file belongs to another user. Look who owns node_modules and npm's cache (npm config get cache).",
    ],
  ];
  return (
    known.find(([pattern]) => pattern.test(output))?.[1] ??
    "Read npm's message above; then try again: nothing half done is left behind."
  );
}

function firstLines(text) {
  return text.trim().split('\n').slice(0, SHOWN_LINES).join('\n');
}

function fail(what, todo) {
  console.error(`✗ ${what}\n\nWhat to do: ${todo}`);
  process.exit(1);
}

/**
 * Runs the script under the project's Node and gives its end to our caller: signals go down, the exit code comes up.
 * A terminal sends Ctrl-C and hang-ups to the child as well as to us, so only without one are they passed on.
 */
function handOver(script, args) {
  // Tools use the libraries' sources, so that they need no build.
  const flags = ['--disable-warning=ExperimentalWarning', '--conditions=meets-source'];
  // Found by whatever the script starts in turn, such as npx or a shebang.
  const env = { ...process.env, PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}` };
  const child = spawn(projectNode, [...flags, join(root, script), ...args], { env, stdio: 'inherit' });
  const passOn = (signal) => {
    if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn);
  child.on('error', (error) =>
    fail(`${projectNode} does not start: ${error.message}`, 'Delete node_modules and try again.'),
  );
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
