/**
 * What the language allows and this house does not, each with what to write instead. ESLint's `no-restricted-syntax` is
 * one rule with one list per file, so lists are put together here and not spread over overlapping configurations.
 */
const everywhere = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Export by name: a default export is called something else in every file that imports it.',
  },
  {
    selector: 'TSEnumDeclaration',
    message: 'Write a union of literals, or an `as const` object, where GraphQL does not force an enum.',
  },
];

const clock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The domain has no clock: take the time from the order or the event (`command.at`).',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The domain has no clock: take the time from the order or the event (`command.at`).',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'The domain has no randomness: take ids from the order.',
  },
];

const environment = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message:
      'Only apps/api/src/config/config.ts reads the environment: add a setting in config/variables and pass it on.',
  },
];

const sleeps = [
  {
    selector: "NewExpression[callee.name='Promise'] CallExpression[callee.name='setTimeout']",
    message: 'Tests do not sleep: wait for a condition, or move a fake clock.',
  },
  {
    selector: "ImportDeclaration[source.value='node:timers/promises']",
    message: 'Tests do not sleep: wait for a condition, or move a fake clock.',
  },
];

const testing = [
  {
    selector: 'CallExpression[callee.object.name=/^(it|test|describe)$/][callee.property.name=/^(only|skip|todo)$/]',
    message: 'Every test runs, always: finish it or delete it.',
  },
  {
    selector: 'CallExpression[callee.name=/^(fit|fdescribe|xit|xtest|xdescribe)$/]',
    message: 'Every test runs, always: finish it or delete it.',
  },
  {
    selector: "CallExpression[callee.object.name='jest'][callee.property.name=/^(mock|unstable_mockModule)$/]",
    message: 'No mocked modules: pass a fake that passes the same contract suite as the real adapter.',
  },
];

const banned = (...lists) => ({ 'no-restricted-syntax': ['error', ...lists.flat()] });

export const bannedInSources = banned(everywhere, environment);
export const bannedInTheDomain = banned(everywhere, environment, clock);
export const bannedInConfig = banned(everywhere);
/** A harness may wait between two looks at a condition. */
export const bannedInTesting = banned(everywhere, testing);
export const bannedInSpecs = banned(everywhere, testing, sleeps);
