import { spawnSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = dirname(dirname(import.meta.dirname));

/** Everything that makes the rules: the real configurations, and none of the real sources. */
const RULES = [
  '{package,nx,tsconfig,tsconfig.base}.json',
  '{eslint.config,.dependency-cruiser,jest.preset}.mjs',
  '{apps,libs}/*/{package,project,tsconfig*}.json',
  'tools/{package,project,tsconfig}.json',
  'tools/lint/*.mjs',
];

/** The projects' doors, so that planted imports lead somewhere; each imported by nobody else. */
const DOORS = [
  'libs/meet-domain/src/index.ts',
  'libs/meet-domain/src/testing/index.ts',
  'libs/meet-client/src/index.ts',
  'libs/telephony/src/index.ts',
  'libs/telephony/src/testing/index.ts',
  'libs/event-store/src/index.ts',
  'libs/event-store/src/memory/index.ts',
  'libs/event-store/src/sqlite/index.ts',
  'libs/event-store/src/kurrent/index.ts',
  'libs/event-store/src/testing/index.ts',
  'apps/api/src/commands/index.ts',
  'apps/api/src/gateway/index.ts',
  'apps/api/src/graphql/index.ts',
  'apps/api/src/projections/index.ts',
  'apps/api/src/reactions/index.ts',
  'tools/index.ts',
];

/**
 * A house of the same plan as this one in a temporary folder: its rules and doors are real, its rooms empty. What is
 * planted there can disturb nobody, and the real tools judge it.
 */
export interface ScratchHouse {
  readonly folder: string;
  /** Runs a program of node_modules/.bin in the house; resolves to all it printed. */
  run(program: string, ...args: string[]): string;
  /** Removes the house. */
  close(): void;
}

/** Builds the house with these files in it: path → source. */
export function openScratchHouse(planted: Readonly<Record<string, string>>): ScratchHouse {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'meets-planted-')));
  for (const path of globSync(RULES, { cwd: root })) cpSync(join(root, path), join(folder, path));
  for (const path of DOORS) plant(folder, path, `export const door = ${JSON.stringify(path)};\n`);
  for (const [path, source] of Object.entries(planted)) plant(folder, path, source);
  linkPackages(folder);
  return {
    folder,
    run: (program, ...args) => {
      const { NODE_OPTIONS: _jestsOwn, ...env } = process.env;
      const { stdout, stderr, error } = spawnSync(
        process.execPath,
        [join(root, 'node_modules/.bin', program), ...args],
        {
          cwd: folder,
          encoding: 'utf8',
          maxBuffer: 64 * 1024 * 1024,
          env: { ...env, NX_DAEMON: 'false', NX_WORKSPACE_ROOT_PATH: folder, NO_COLOR: '1', FORCE_COLOR: '0' },
        },
      );
      if (error) throw error;
      return `${stdout}\n${stderr}`;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function plant(folder: string, path: string, source: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), source);
}

/** The installed packages, except that the workspaces' own are this house's. */
function linkPackages(folder: string): void {
  const installed = join(root, 'node_modules');
  mkdirSync(join(folder, 'node_modules/@meets'), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name !== '@meets') symlinkSync(join(installed, name), join(folder, 'node_modules', name));
  }
  for (const path of globSync('{apps,libs}/*', { cwd: folder })) {
    symlinkSync(join(folder, path), join(folder, 'node_modules/@meets', path.replace(/^.*\//, '')));
  }
}
