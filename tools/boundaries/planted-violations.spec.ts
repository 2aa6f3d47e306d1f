import { join } from 'node:path';
import { ALLOWED_CODE, NOT_COMPILING_IN_THE_DOMAIN, PLANTED_CODE } from './planted-code.ts';
import { ALLOWED_IMPORTS, PLANTED_IMPORTS } from './planted-imports.ts';
import { openScratchHouse, type ScratchHouse } from './scratch-house.ts';

/** Each of these starts a real tool once; the slowest is lint, through Nx. */
const TOOL_TIMEOUT_MS = 120_000;

const sourcesOf = (planted: readonly { path: string; source: string }[]): Record<string, string> =>
  Object.fromEntries(planted.map(({ path, source }) => [path, source]));

describe('a planted violation', () => {
  describe('of who may import whom', () => {
    let house: ScratchHouse;
    let reported: Map<string, string[]>;
    beforeAll(() => {
      house = openScratchHouse({ ...ALLOWED_IMPORTS, ...sourcesOf(PLANTED_IMPORTS) });
      reported = cruise(house);
    }, TOOL_TIMEOUT_MS);
    afterAll(() => house.close());

    it.each(PLANTED_IMPORTS)('is reported as $rule: $path', ({ rule, path }) => {
      expect(reported.get(path)).toEqual([rule]);
    });

    it('is planted for every rule there is', async () => {
      const config = (await import(join(house.folder, '.dependency-cruiser.mjs'))) as {
        default: { forbidden: { name: string }[] };
      };
      const planted = new Set(PLANTED_IMPORTS.map(({ rule }) => rule));
      expect(config.default.forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
    });

    it.each(Object.keys(ALLOWED_IMPORTS))('is not seen where the import is allowed: %s', (path) => {
      expect(reported.get(path) ?? []).toEqual([]);
    });
  });

  describe('of the rules of lint, run through Nx', () => {
    let house: ScratchHouse;
    let reported: Map<string, { rule: string; message: string }[]>;
    beforeAll(() => {
      house = openScratchHouse({ ...ALLOWED_CODE, ...sourcesOf(PLANTED_CODE) });
      reported = lint(house);
    }, TOOL_TIMEOUT_MS);
    afterAll(() => house.close());

    it.each(PLANTED_CODE)('is reported as $rule: $path', ({ rule, says, path }) => {
      const reports = reported.get(path) ?? [];
      expect(reports.map((report) => report.rule)).toEqual([rule]);
      if (says !== undefined) expect(reports[0]?.message).toMatch(new RegExp(`^${says}`));
    });

    it('is planted for every rule that is set here, every construct that is banned and every tag', async () => {
      const { rules, messages, tags } = await lintSettings(house);
      const planted = new Set(PLANTED_CODE.map(({ rule }) => rule));
      expect(rules.filter((rule) => !planted.has(rule))).toEqual([]);
      const plantedFor = (message: string) =>
        PLANTED_CODE.filter(({ says }) => says && message.startsWith(says)).length;
      const bannedBy = Map.groupBy(messages, (message) => message);
      expect([...bannedBy].filter(([message, all]) => plantedFor(message) < all.length)).toEqual([]);
      const isPlanted = (tag: string) =>
        PLANTED_CODE.some(({ says }) => says?.startsWith(`A project tagged with "${tag}"`));
      expect(tags.filter((tag) => !isPlanted(tag))).toEqual([]);
    });

    it.each(Object.keys(ALLOWED_CODE))('is not seen where it is allowed: %s', (path) => {
      expect(reported.get(path) ?? []).toEqual([]);
    });
  });

  describe("of the domain's purity", () => {
    let house: ScratchHouse;
    let complaints: string;
    beforeAll(() => {
      house = openScratchHouse(
        Object.fromEntries(Object.entries(NOT_COMPILING_IN_THE_DOMAIN).map(([path, { source }]) => [path, source])),
      );
      complaints = house.run('tsc', '-p', 'libs/meet-domain/tsconfig.lib.json', '--noEmit', '--pretty', 'false');
    }, TOOL_TIMEOUT_MS);
    afterAll(() => house.close());

    it.each(Object.entries(NOT_COMPILING_IN_THE_DOMAIN))('does not compile: %s', (path, { says }) => {
      const lines = complaints.split('\n').filter((line) => line.startsWith(path));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(says);
    });
  });
});

/** File → the names of the rules it broke. A circle is reported at each of its files. */
function cruise(house: ScratchHouse): Map<string, string[]> {
  const output = house.run(
    'depcruise',
    '--config=.dependency-cruiser.mjs',
    '--output-type=json',
    'apps',
    'libs',
    'tools',
  );
  const { summary } = JSON.parse(output) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  const reported = new Map<string, string[]>();
  for (const { from, rule } of summary.violations) reported.set(from, [...(reported.get(from) ?? []), rule.name]);
  return reported;
}

interface LintSettings {
  readonly rules: readonly string[];
  /** What is said of each banned construct. */
  readonly messages: readonly string[];
  /** Of projects that may not depend on all others. */
  readonly tags: readonly string[];
}

/** What eslint.config.mjs sets by itself, beside what it takes from others whole: of the rules of React's hooks one stands for all. */
async function lintSettings({ folder }: ScratchHouse): Promise<LintSettings> {
  const { default: blocks } = (await import(join(folder, 'eslint.config.mjs'))) as {
    default: { name?: string; rules?: Record<string, string | readonly [string, ...unknown[]]> }[];
  };
  const own = blocks.filter(({ name }) => name === undefined).flatMap(({ rules }) => Object.entries(rules ?? {}));
  const isOneOfMany = (rule: string): boolean =>
    rule.startsWith('react-hooks/') && rule !== 'react-hooks/rules-of-hooks';
  const optionsOf = (wanted: string): unknown[] =>
    own.flatMap(([rule, setting]) => (rule === wanted && Array.isArray(setting) ? setting.slice(1) : []));
  const banned = optionsOf('no-restricted-syntax') as { selector: string; message: string }[];
  const [boundaries] = optionsOf('@nx/enforce-module-boundaries') as { depConstraints: { sourceTag: string }[] }[];
  return {
    rules: [...new Set(own.flatMap(([rule, setting]) => (setting === 'off' || isOneOfMany(rule) ? [] : [rule])))],
    messages: [...new Map(banned.map(({ selector, message }) => [selector, message])).values()],
    tags: boundaries?.depConstraints.map(({ sourceTag }) => sourceTag) ?? [],
  };
}

/** File → what lint said, read from its usual output, as everybody gets it from Nx. */
function lint(house: ScratchHouse): Map<string, { rule: string; message: string }[]> {
  const output = house.run('nx', 'run-many', '--targets=lint', '--output-style=static', '--skip-nx-cache');
  const reported = new Map<string, { rule: string; message: string }[]>();
  let file = '';
  for (const line of output.split('\n')) {
    if (line.startsWith(house.folder)) file = line.slice(house.folder.length + 1).trim();
    const [, message, rule] = /^\s+\d+:\d+\s+error\s+(.*?)\s+(\S+)$/.exec(line) ?? [];
    if (message && rule) reported.set(file, [...(reported.get(file) ?? []), { rule, message }]);
  }
  return reported;
}
