/** A file that breaks one lint rule, and the rule with the beginning of what it says. */
export interface PlantedCode {
  readonly rule: string;
  readonly says?: string;
  readonly path: string;
  readonly source: string;
}

const NO_CLOCK = 'The domain has no clock';
const NO_SLEEP = 'Tests do not sleep';
const EVERY_TEST_RUNS = 'Every test runs, always';
const boundary = '@nx/enforce-module-boundaries';
const syntax = 'no-restricted-syntax';
const longFunction = `export function long(): number {\n  let sum = 0;\n${'  sum += 1;\n'.repeat(80)}  return sum;\n}\n`;
const union = "export type Phase = 'rung' | 'live' | 'over';\n";

export const PLANTED_CODE: readonly PlantedCode[] = [
  {
    rule: boundary,
    says: 'A project tagged with "type:domain" cannot depend on any libs',
    path: 'libs/meet-domain/src/uses-the-store.ts',
    source: "export { door } from '@meets/event-store';\n",
  },
  {
    rule: boundary,
    says: 'A project tagged with "type:store" cannot depend on any libs',
    path: 'libs/event-store/src/uses-a-domain.ts',
    source: "export { door } from '@meets/another-domain';\n",
  },
  {
    rule: boundary,
    says: 'A project tagged with "type:client" cannot depend on any libs',
    path: 'libs/meet-client/src/uses-a-domain.ts',
    source: "export { door } from '@meets/another-domain';\n",
  },
  {
    rule: boundary,
    says: 'Projects cannot be imported by a relative or absolute path',
    path: 'apps/api/src/uses-a-tool.ts',
    source: "export { door } from '../../../tools/index.ts';\n",
  },
  {
    rule: boundary,
    says: 'A project tagged with "type:e2e" can only depend on libs tagged with "type:client", "type:telephony"',
    path: 'apps/api-e2e/src/uses-the-domain.ts',
    source: "export { door } from '@meets/meet-domain';\n",
  },
  {
    rule: boundary,
    says: 'A project tagged with "type:app" can only depend on libs tagged with "type:domain", "type:store"',
    path: 'apps/api/src/uses-an-untagged-project.ts',
    source: "export { door } from '@meets/untagged';\n",
  },
  {
    rule: boundary,
    says: 'A project tagged with "type:media" can only depend on libs tagged with "type:domain"',
    path: 'libs/media/src/uses-the-store.ts',
    source: "export { door } from '@meets/event-store';\n",
  },
  {
    rule: boundary,
    says: 'A project tagged with "type:telephony" can only depend on libs tagged with "type:domain"',
    path: 'libs/telephony/src/uses-the-store.ts',
    source: "export { door } from '@meets/event-store';\n",
  },
  {
    rule: boundary,
    says: 'A project tagged with "type:page" can only depend on libs tagged with "type:client"',
    path: 'apps/playground/src/uses-the-domain.ts',
    source: "export { door } from '@meets/meet-domain';\n",
  },
  {
    rule: boundary,
    says: 'A project tagged with "type:tool" can only depend on libs tagged with "type:domain", "type:store"',
    path: 'tools/uses-an-untagged-project.ts',
    source: "export { door } from '@meets/untagged';\n",
  },
  { rule: syntax, says: NO_CLOCK, path: 'libs/meet-domain/src/now.ts', source: 'export const now = Date.now();\n' },
  { rule: syntax, says: NO_CLOCK, path: 'libs/meet-domain/src/today.ts', source: 'export const today = new Date();\n' },
  {
    rule: syntax,
    says: 'The domain has no randomness',
    path: 'libs/meet-domain/src/dice.ts',
    source: 'export const dice = Math.random();\n',
  },
  {
    rule: syntax,
    says: 'Only apps/api/src/config/config.ts reads the environment',
    path: 'apps/api/src/reads-environment.ts',
    source: "export const port = process.env['PORT'];\n",
  },
  {
    rule: syntax,
    says: 'Export by name',
    path: 'apps/api/src/default-export.ts',
    source: 'const one = 1;\nexport default one;\n',
  },
  {
    rule: syntax,
    says: 'Write a union',
    path: 'apps/api/src/enumeration.ts',
    source: 'export enum Phase {\n  Live,\n}\n',
  },
  {
    rule: syntax,
    says: NO_SLEEP,
    path: 'apps/api/src/sleeps.spec.ts',
    source: 'export const nap = new Promise((resolve) => setTimeout(resolve, 5));\n',
  },
  {
    rule: syntax,
    says: NO_SLEEP,
    path: 'apps/api/src/sleeps-by-import.spec.ts',
    source: "import { setTimeout as nap } from 'node:timers/promises';\n\nexport const slept = nap(5);\n",
  },
  {
    rule: syntax,
    says: EVERY_TEST_RUNS,
    path: 'apps/api/src/focused.spec.ts',
    source: "it.only('is the only one', () => undefined);\n",
  },
  {
    rule: syntax,
    says: EVERY_TEST_RUNS,
    path: 'apps/api/src/skipped.spec.ts',
    source: "xit('is for later', () => undefined);\n",
  },
  {
    rule: syntax,
    says: 'No mocked modules',
    path: 'apps/api/src/mocked.spec.ts',
    source: "jest.mock('./decide.ts');\n",
  },
  {
    rule: '@typescript-eslint/no-explicit-any',
    path: 'apps/api/src/any.ts',
    source: 'export type Anything = any;\n',
  },
  {
    rule: '@typescript-eslint/no-explicit-any',
    path: 'apps/api/src/silenced.ts',
    source: '// eslint-disable-next-line @typescript-eslint/no-explicit-any\nexport type Anything = any;\n',
  },
  {
    rule: '@typescript-eslint/no-floating-promises',
    path: 'apps/api/src/floating.ts',
    source: 'export function forget(): void {\n  Promise.resolve(1);\n}\n',
  },
  {
    rule: '@typescript-eslint/no-misused-promises',
    path: 'apps/api/src/misused.ts',
    source:
      'export function listen(on: (heard: () => void) => void): void {\n  on(async () => {\n    await Promise.resolve(1);\n  });\n}\n',
  },
  {
    rule: '@typescript-eslint/no-unused-vars',
    path: 'apps/api/src/unused.ts',
    source: 'export function one(): number {\n  const two = 2;\n  return 1;\n}\n',
  },
  {
    rule: 'react-hooks/rules-of-hooks',
    path: 'apps/playground/src/sometimes-a-hook.tsx',
    source:
      "import { useState } from 'react';\n\nexport function Sometimes({ shown }: { readonly shown: boolean }): number {\n  if (!shown) return 0;\n  const [count] = useState(1);\n  return count;\n}\n",
  },
  {
    rule: '@typescript-eslint/consistent-type-imports',
    path: 'apps/api/src/type-import.ts',
    source: "import { Server } from 'node:http';\n\nexport type Listening = Server;\n",
  },
  {
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    path: 'apps/api/src/forgotten-case.ts',
    source: `${union}\nexport function name(phase: Phase): string {\n  switch (phase) {\n    case 'rung':\n      return 'r';\n    case 'live':\n      return 'l';\n  }\n  return '';\n}\n`,
  },
  {
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    path: 'apps/api/src/default-case.ts',
    source: `${union}\nexport function name(phase: Phase): string {\n  switch (phase) {\n    case 'rung':\n      return 'r';\n    default:\n      return 'x';\n  }\n}\n`,
  },
  {
    rule: 'no-empty',
    path: 'apps/api/src/empty-catch.ts',
    source: 'export function swallow(act: () => void): void {\n  try {\n    act();\n  } catch {}\n}\n',
  },
  {
    rule: 'max-lines',
    path: 'apps/api/src/long-file.ts',
    source: Array.from({ length: 401 }, (_, n) => `export const n${n} = ${n};\n`).join(''),
  },
  { rule: 'max-lines-per-function', path: 'apps/api/src/long-function.ts', source: longFunction },
  { rule: 'eqeqeq', path: 'apps/api/src/loose.ts', source: "export const same = (a: string): boolean => a == 'b';\n" },
  { rule: 'meets/kebab-case-file-name', path: 'apps/api/src/CamelCase.ts', source: 'export const camel = 1;\n' },
];

/**
 * Of the same shapes, and allowed. Two projects stand here that the real house does not have: with its own, the planted
 * imports would be circles, which Nx reports in place of the tags.
 */
export const ALLOWED_CODE: Readonly<Record<string, string>> = {
  ...project('another-domain', ['type:domain']),
  ...project('untagged', []),
  'apps/api/src/config/config.ts': "export const port = process.env['PORT'];\n",
  'apps/api/src/uses-libs.ts':
    "export { door } from '@meets/meet-domain';\nexport { door as store } from '@meets/event-store';\n",
  'libs/meet-domain/src/given-time.ts': 'export const later = (at: string): Date => new Date(Date.parse(at) + 1);\n',
};

/** What the domain's own tsconfig does not even compile: path → source. */
export const NOT_COMPILING_IN_THE_DOMAIN: Readonly<Record<string, { source: string; says: string }>> = {
  'libs/meet-domain/src/process.ts': { source: 'export const id = process.pid;\n', says: "Cannot find name 'process'" },
  'libs/meet-domain/src/timer.ts': {
    source: 'export const timer = setTimeout(() => undefined, 1);\n',
    says: "Cannot find name 'setTimeout'",
  },
  'libs/meet-domain/src/network.ts': {
    source: "export const answer = fetch('http://localhost');\n",
    says: "Cannot find name 'fetch'",
  },
  'libs/meet-domain/src/built-in.ts': {
    source: "export { randomUUID } from 'node:crypto';\n",
    says: "Cannot find name 'node:crypto'",
  },
};

function project(name: string, tags: readonly string[]): Record<string, string> {
  return {
    [`libs/${name}/package.json`]: JSON.stringify({
      name: `@meets/${name}`,
      version: '0.1.0',
      exports: './src/index.ts',
    }),
    [`libs/${name}/project.json`]: JSON.stringify({ name, projectType: 'library', tags }),
    [`libs/${name}/src/index.ts`]: `export const door = '${name}';\n`,
  };
}
