import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './run-steps.ts';

/** Far more than any help takes, for machines that have other work. */
const TOLD_WITHIN_MS = 60_000;

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

interface Told {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What the script's program says to these arguments, without the install before it. */
function told(script: string, ...args: string[]): Promise<Told> {
  const [, file = '', own = ''] = /^exec node tools\/setup\.mjs (\S+)(.*)$/.exec(scripts[script] ?? '') ?? [];
  const node = ['--disable-warning=ExperimentalWarning', '--conditions=meets-source', file];
  const all = [...node, ...own.split(' ').filter(Boolean), ...args];
  const options = { cwd: root, timeout: TOLD_WITHIN_MS };
  return new Promise((resolve) =>
    execFile(process.execPath, all, options, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err }),
    ),
  );
}

describe('the npm scripts', () => {
  // `lint` is two steps of `check`, and `help` is all of their help.
  it.concurrent.each(Object.keys(scripts).filter((name) => !['help', 'lint'].includes(name)))(
    'say what they do when asked, and do nothing else: %s',
    async (name) => {
      const { code, out, err } = await told(name, '--help');
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(new RegExp(`npm (run (--silent )?)?${name}\\b`));
    },
    TOLD_WITHIN_MS,
  );

  it('stand in npm run help, each of them', async () => {
    const { out } = await told('help');
    const named = [...out.matchAll(/^npm (?:run )?(\S+)/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(
      Object.keys(scripts)
        .filter((name) => name !== 'help')
        .sort(),
    );
  });

  it.concurrent.each([
    ['start', ['--port', '4000'], 'PORT=4000 npm start'],
    ['clean', ['everything'], 'too many arguments'],
    ['build', ['--watch'], "unknown option '--watch'"],
    ['regenerate', ['docs/events.md'], 'too many arguments'],
    ['fuzz:sip', ['--seconds', 'ten'], 'whole number from 1 on'],
    ['fuzz:sip', ['--seed', ''], 'whole number from 0 on'],
    ['simulate', ['--seeds', '0'], 'whole number from 1 on'],
    ['simulate', ['--seeds', '1e3'], 'whole number from 1 on'],
  ] as const)(
    'refuse what they would have to pass over: npm run %s -- %j',
    async (name, args, why) => {
      const { code, out, err } = await told(name, ...args);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain(why);
    },
    TOLD_WITHIN_MS,
  );

  it('leave a service that takes its settings from the environment alone', async () => {
    const meets = promisify(execFile)(join(root, 'apps/api/bin/meets'), ['--port', '4000']);
    await expect(meets).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('docs/configuration.md') });
  });
});
