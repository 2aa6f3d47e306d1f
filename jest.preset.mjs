/**
 * One Jest setting for every project: native ES modules, TypeScript stripped by swc (decorators with their metadata
 * included), workspace packages resolved to their sources, so that a test never runs a stale build.
 */
export default {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  testEnvironmentOptions: { customExportConditions: ['meets-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          // Of JSON, which Node takes with them only.
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/dist-spec/'],
};
