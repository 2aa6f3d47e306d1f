import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import {
  bannedInConfig,
  bannedInSources,
  bannedInSpecs,
  bannedInTesting,
  bannedInTheDomain,
} from './tools/lint/banned-syntax.mjs';
import { kebabCaseFileName } from './tools/lint/kebab-case-file-name.mjs';

const sources = ['**/*.ts', '**/*.tsx'];
const specs = ['**/*.spec.ts'];
/** What tests stand on: fakes, contract suites, harnesses. */
const testing = ['**/src/testing/**/*.ts', 'apps/api-e2e/**/*.ts'];

/** Who may depend on whom among projects; inside projects and between their doors it is .dependency-cruiser.mjs that says. */
const moduleBoundaries = {
  allow: [],
  enforceBuildableLibDependency: false,
  allowCircularSelfDependency: true,
  // open-adapters.ts loads the door of the engine that runs, and only that one; the other doors are imported as ever.
  // Likewise the playground loads the client's door for media when somebody is first in a meet, and its other doors at once.
  checkDynamicDependenciesExceptions: [
    ...['@meets/event-store', '@meets/event-store/**', '@meets/media', '@meets/telephony'],
    ...['^@meets/meet-client$', '^@meets/meet-client/devices$'],
  ],
  depConstraints: [
    { sourceTag: 'type:domain', onlyDependOnLibsWithTags: [] },
    { sourceTag: 'type:store', onlyDependOnLibsWithTags: [] },
    { sourceTag: 'type:media', onlyDependOnLibsWithTags: ['type:domain'] },
    { sourceTag: 'type:telephony', onlyDependOnLibsWithTags: ['type:domain'] },
    { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:domain', 'type:store', 'type:media', 'type:telephony'] },
    { sourceTag: 'type:client', onlyDependOnLibsWithTags: [] },
    { sourceTag: 'type:page', onlyDependOnLibsWithTags: ['type:client'] },
    // Of telephony, the telephones of others that call: .dependency-cruiser.mjs.
    { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:client', 'type:telephony'] },
    // Of the client, the pages that benchmarks open: .dependency-cruiser.mjs.
    {
      sourceTag: 'type:tool',
      onlyDependOnLibsWithTags: ['type:domain', 'type:store', 'type:media', 'type:telephony', 'type:client'],
    },
  ],
};

/**
 * Run it through Nx (`npm run lint`): without Nx's project graph the module-boundary rule silently does nothing.
 * Comments cannot switch a rule off: where a rule makes a place worse, the rule is changed here, with its reason.
 */
export default tseslint.config(
  // What is generated is as its generator writes it; the compiler reads it all the same.
  {
    ignores: [
      '**/generated/**',
      '**/dist/**',
      '**/dist-spec/**',
      '**/node_modules/**',
      '**/data/**',
      '.nx/**',
      'coverage/**',
    ],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    plugins: { '@nx': nx, meets: { rules: { 'kebab-case-file-name': kebabCaseFileName } } },
    rules: { 'meets/kebab-case-file-name': 'error' },
  },
  {
    files: sources,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': ['error', moduleBoundaries],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // A new member of one of our unions must break the build wherever it has to be handled, so no `default:` for them.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {
          considerDefaultExhaustiveForUnions: false,
          allowDefaultCaseForExhaustiveSwitch: false,
          requireDefaultForNonUnion: true,
        },
      ],
      // What a port answers at once or later, Promise.all takes either way.
      '@typescript-eslint/await-thenable': 'off',
      // Ports are async whether or not an adapter has to wait.
      '@typescript-eslint/require-await': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      ...bannedInSources,
    },
  },
  { files: ['apps/playground/**/*.ts', 'apps/playground/**/*.tsx'], ...reactHooks.configs.flat.recommended },
  { files: ['libs/meet-domain/src/**/*.ts'], rules: bannedInTheDomain },
  // A reaction names the few events it acts on; a new one concerns none of them until somebody says so.
  { files: ['apps/api/src/reactions/**/*.ts'], rules: { '@typescript-eslint/switch-exhaustiveness-check': 'off' } },
  { files: ['apps/api/src/config/config.ts', 'tools/**/*.ts'], rules: bannedInConfig },
  {
    files: [...specs, ...testing],
    rules: {
      ...bannedInTesting,
      // A `describe` is a chapter, not a function; a suite of cases may be longer than a source.
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 800 }],
      // Deciders and fakes are objects of plain functions, and specs take them apart.
      '@typescript-eslint/unbound-method': 'off',
      // What a test reads out of JSON, it checks by expecting it.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  { files: specs, rules: bannedInSpecs },
);
