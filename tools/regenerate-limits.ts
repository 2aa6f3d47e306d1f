import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { styleText } from 'node:util';
import { root } from './run-steps.ts';

/*
 * Writes docs/limits.md: every limit, time-out and size of a queue, as the sources name, explain and set it. A limit that
 * is not explained where it stands fails the generator, so none goes without a line.
 */

const OUTPUT = `${root}/docs/limits.md`;
/** Numbers with a name that limit nothing. */
const NO_LIMITS = /VERSION$|_FORMAT$|^SQLITE_|^LOG_START$|^(TRY_AGAIN_LATER|GOING_AWAY|FORBIDDEN|TOO_MANY_SOCKETS)$/;
const CONSTANT =
  /(?:\/\*\*(?<comment>(?:(?!\*\/)[\s\S])*)\*\/\n)?export const (?<name>[A-Z][A-Z0-9_]*)(?:: \w+)? = (?<value>[\d(][^;]*);/g;

const AREAS: readonly (readonly [string, string])[] = [
  ['The product’s own', 'libs/meet-domain/src'],
  ['The service', 'apps/api/src'],
  ['The event store', 'libs/event-store/src'],
  ['Sound and picture', 'libs/media/src'],
  ['Telephones', 'libs/telephony/src'],
  ['The client', 'libs/meet-client/src'],
  ['The playground', 'apps/playground/src'],
];

interface Limit {
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
  readonly file: string;
}

const page = render();
if (!process.argv.includes('--check')) {
  writeFileSync(OUTPUT, page);
  console.log(`✓ wrote ${relative(root, OUTPUT)}`);
} else if (readFileSync(OUTPUT, 'utf8') === page) {
  console.log(`✓ ${relative(root, OUTPUT)} is up to date`);
} else {
  console.error(styleText('red', `✗ ${relative(root, OUTPUT)} is out of date: npm run regenerate`));
  process.exitCode = 1;
}

function render(): string {
  const sections = AREAS.flatMap(([title, folder]) => [
    `## ${title}\n`,
    '| name | value | what it limits |',
    '|---|---|---|',
    ...limitsIn(folder).map(
      ({ name, value, meaning, file }) => `| [\`${name}\`](../${file}) | ${value} | ${meaning} |`,
    ),
    '',
  ]);
  return [
    '<!-- Generated from the sources: npm run regenerate -->',
    '# Limits, time-outs and queues\n',
    'Everything that is bounded, by the name it has in the source. What an operator may change is in [configuration.md](configuration.md),',
    'with its default; the rest is fixed, or an argument for tests.\n',
    ...sections,
  ].join('\n');
}

function limitsIn(folder: string): Limit[] {
  return globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root })
    .filter((file) => !/\.spec\.ts$|\/testing\//.test(file))
    .sort()
    .flatMap((file) =>
      [...readFileSync(`${root}/${file}`, 'utf8').matchAll(CONSTANT)].flatMap((match) => limitOf(file, match)),
    );
}

function limitOf(file: string, { groups }: RegExpMatchArray): Limit[] {
  const { name = '', value = '', comment } = groups ?? {};
  if (NO_LIMITS.test(name)) return [];
  if (comment === undefined) throw new Error(`${file}: say in a doc comment what ${name} limits`);
  return [{ name, value: readable(value), meaning: plain(comment), file }];
}

/** `24 * 60 * 60 * 1000` with what it comes to; only digits and arithmetic ever get here. */
function readable(expression: string): string {
  const factors = expression
    .replaceAll('_', '')
    .split('*')
    .map((factor) => factor.trim());
  if (factors.length === 1 || !factors.every((factor) => /^\d+(\.\d+)?$/.test(factor)))
    return expression.replaceAll('_', ' ').replaceAll('*', '\\*');
  return factors
    .reduce((product, factor) => product * Number(factor), 1)
    .toLocaleString('en')
    .replaceAll(',', ' ');
}

/** A doc comment as one line of a table. */
function plain(comment: string): string {
  return comment
    .replace(/^\s*\* ?/gm, '')
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .replace(/\s+/g, ' ')
    .replaceAll('|', '\\|')
    .trim();
}
