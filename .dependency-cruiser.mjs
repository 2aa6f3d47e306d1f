/**
 * Who may import whom, file by file. Between projects Nx checks the same from their tags (eslint.config.mjs); here stand
 * the doors inside projects too. Each rule is shown to bite by tools/boundaries/planted-violations.spec.ts.
 */

/** Specs, and what only specs stand on. */
const testCode = '(\\.spec\\.ts$|/src/testing/|^apps/api-e2e/)';
const apiSource = '^apps/api/src';
/** Adapters of the store, each behind a door of its own. */
const storeAdapters = '^libs/event-store/src/(sqlite|memory|kurrent)/';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
/** A part of apps/api and the parts that it must not know. */
const apiPart = (part, comment, ...mustNotKnow) =>
  rule(
    `api-${part}-keeps-to-itself`,
    comment,
    { path: `${apiSource}/${part}/`, pathNot: testCode },
    { path: `${apiSource}/(${mustNotKnow.join('|')})/` },
  );

export default {
  forbidden: [
    rule('no-circular', 'Two files that import each other are one file, or need a third.', {}, { circular: true }),
    rule(
      'no-orphans',
      'Nothing imports this file: delete it, or name it among the entries here.',
      {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '\\.spec\\.ts$',
          '^apps/[^/]+/src/main\\.tsx?$',
          '^apps/api/src/testing/simulation/main\\.ts$',
          '^tools/[^/]+\\.(ts|mjs)$',
          '\\.(config|setup)\\.mjs$',
        ],
      },
      {},
    ),
    rule('no-unresolvable', 'The import leads nowhere.', {}, { couldNotResolve: true }),
    rule(
      'no-dev-dependencies-in-production',
      'A production source imports what is only installed for development: move the package to "dependencies".',
      { path: '^(apps|libs)/', pathNot: [testCode, '\\.config\\.mjs$'] },
      // Types are gone once it is compiled.
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'no-undeclared-packages',
      'Name the package in the package.json of the workspace that imports it.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    rule(
      'domain-imports-nothing',
      'meet-domain is pure: no package, no built-in module, no other project.',
      { path: '^libs/meet-domain/src', pathNot: testCode },
      { pathNot: '^libs/meet-domain/src' },
    ),
    rule(
      'store-imports-only-its-drivers',
      'event-store knows the engines and nothing of meets.',
      { path: '^libs/event-store/src', pathNot: testCode },
      { pathNot: ['^libs/event-store/src', '(^|/)node_modules/@eventstore/db-client/'], dependencyTypesNot: ['core'] },
    ),
    rule(
      'store-adapters-are-strangers',
      'An adapter of the store does not lean on another one.',
      { path: '^libs/event-store/src/(sqlite|memory|kurrent)/', pathNot: testCode },
      { path: storeAdapters, pathNot: '^libs/event-store/src/$1/' },
    ),
    rule(
      'drivers-stay-in-their-adapter',
      'Only kurrent/ speaks to the EventStoreDB client; only sqlite/ and the file of person keys to SQLite.',
      { path: '^libs/event-store/src', pathNot: [storeAdapters, '^libs/event-store/src/sealing/sqlite-', testCode] },
      { path: ['(^|/)node_modules/@eventstore/db-client/', '^(node:)?sqlite$'] },
    ),
    rule(
      'client-runs-in-browsers',
      'meet-client is what frontends install: graphql-ws, for media mediasoup-client, for effects their libraries, and nothing else, no built-in module, no other project.',
      { path: '^libs/meet-client/src', pathNot: testCode },
      {
        pathNot: [
          '^libs/meet-client/src',
          '(^|/)node_modules/(graphql-ws|mediasoup-client|@sapphi-red/web-noise-suppressor|@twilio/video-processors)/',
        ],
      },
    ),
    rule(
      'client-media-has-a-door-of-its-own',
      'Who asks for no sound and picture loads no mediasoup-client.',
      { path: '^libs/meet-client/src', pathNot: ['^libs/meet-client/src/media/', testCode] },
      { path: ['^libs/meet-client/src/media/', '(^|/)node_modules/mediasoup-client/'] },
    ),
    rule(
      'client-effects-come-when-asked-for',
      'A library of an effect is loaded by the first who wants the effect, and by its own door alone.',
      { path: '^libs/meet-client/src', pathNot: testCode },
      {
        path: '(^|/)node_modules/(@sapphi-red|@twilio)/',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    ),
    rule(
      'client-is-for-outside',
      'meet-client speaks to the service over the wire; nothing inside stands on it. A benchmark’s page is a frontend.',
      { path: '^(libs|apps/api|tools)/', pathNot: ['^libs/meet-client/', '^tools/bench/media/pages/'] },
      { path: '^libs/meet-client/' },
    ),
    rule(
      'media-imports-only-mediasoup',
      'media puts mediasoup behind the domain’s port, and knows nothing else.',
      { path: '^libs/media/src', pathNot: testCode },
      { pathNot: ['^libs/(media|meet-domain)/src', '(^|/)node_modules/mediasoup/'], dependencyTypesNot: ['core'] },
    ),
    rule(
      'telephony-imports-only-jssip-and-opus',
      'telephony puts JsSIP and libopus behind the domain’s port, and knows nothing else.',
      { path: '^libs/telephony/src', pathNot: testCode },
      {
        pathNot: ['^libs/(telephony|meet-domain)/src', '(^|/)node_modules/(jssip|libopus-wasm)/'],
        dependencyTypesNot: ['core'],
      },
    ),
    rule(
      'jssip-stays-in-its-folder',
      'JsSIP sees messages of our own making alone; only jssip/ speaks to it.',
      { path: '^libs/telephony/src', pathNot: ['^libs/telephony/src/jssip/', testCode] },
      { path: '(^|/)node_modules/jssip/' },
    ),
    rule(
      'nobody-imports-apps',
      'An app is an end: what two need goes to libs/.',
      { path: '^(libs|tools)/' },
      { path: '^apps/' },
    ),
    rule(
      'apps-are-strangers',
      'An app is an end, for another app too: what both need goes to libs/.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    rule(
      'nobody-imports-tools',
      'Tools work on the project; it does not know them.',
      { path: '^(apps|libs)/' },
      { path: '^tools/' },
    ),
    rule(
      'testing-doors-are-for-tests',
      'Fakes and contract suites are no part of a running service. A tool that starts one looks for a port as tests do.',
      { pathNot: [testCode, '^tools/'] },
      { path: '/src/testing/' },
    ),
    rule(
      'e2e-knows-nothing-inside',
      'The end-to-end tests talk GraphQL, as any client does, with the client that frontends have, and by telephones of others.',
      { path: '^apps/api-e2e/' },
      { path: '^libs/', pathNot: ['^libs/meet-client/', '^libs/telephony/src/testing/(index|free-port)\\.ts$'] },
    ),
    rule(
      'playground-is-a-client',
      'The page knows the service as any frontend does, through meet-client.',
      { path: '^apps/playground/' },
      { path: '^libs/', pathNot: '^libs/meet-client/' },
    ),
    apiPart('graphql', 'The edge maps to commands and rows; nothing else.', 'reactions', 'gateway'),
    apiPart('gateway', 'The socket server runs operations; what they mean is graphql/’s.', 'commands', 'reactions'),
    apiPart('reactions', 'A reaction gives commands and calls ports; nobody asks it anything.', 'graphql', 'gateway'),
    apiPart('projections', 'Rows are folded from events alone.', 'commands', 'graphql', 'reactions', 'gateway'),
    apiPart(
      'commands',
      'The write side never reads what the read side made.',
      'projections',
      'graphql',
      'reactions',
      'gateway',
    ),
    rule(
      'meet-chat-touches-nothing-durable',
      'R25: what is said is stored nowhere. Of what could write, it knows types alone; it runs on listeners and clocks.',
      { path: `${apiSource}/meet-chat/`, pathNot: testCode },
      {
        pathNot: [
          `${apiSource}/meet-chat/`,
          `${apiSource}/time/clock\\.ts$`,
          `${apiSource}/projections/(live/(ear|topics|until-gone)|scoped-key)\\.ts$`,
        ],
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'only-open-adapters-names-them',
      'The rest of the service knows the port; which engine runs is decided in open-adapters.ts.',
      { path: apiSource, pathNot: ['^apps/api/src/open-adapters\\.ts$', testCode] },
      { path: storeAdapters },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^((apps|libs)/[^/]+|tools)/(dist|dist-spec)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['meets-source', 'import', 'node', 'default'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
