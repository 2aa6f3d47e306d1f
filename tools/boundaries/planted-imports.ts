/** For each rule of .dependency-cruiser.mjs, files that break it, and it alone. */
export const PLANTED_IMPORTS: readonly { rule: string; path: string; source: string }[] = [
  {
    rule: 'no-circular',
    path: 'libs/event-store/src/circle-one.ts',
    source: "export { two } from './circle-two.ts';\nexport const one = 1;\n",
  },
  { rule: 'no-orphans', path: 'apps/api/src/orphan.ts', source: 'export const orphan = 1;\n' },
  { rule: 'no-unresolvable', path: 'apps/api/src/nowhere.ts', source: "export { nothing } from './not-there.ts';\n" },
  {
    rule: 'no-dev-dependencies-in-production',
    path: 'apps/api/src/dev-dependency.ts',
    source: "export { format } from 'prettier';\n",
  },
  { rule: 'no-undeclared-packages', path: 'apps/api/src/undeclared.ts', source: "export { parse } from 'acorn';\n" },
  {
    rule: 'domain-imports-nothing',
    path: 'libs/meet-domain/src/imports-a-built-in.ts',
    source: "export { randomUUID } from 'node:crypto';\n",
  },
  {
    rule: 'domain-imports-nothing',
    path: 'libs/meet-domain/src/imports-the-store.ts',
    source: "export { door } from '@meets/event-store';\n",
  },
  {
    rule: 'store-imports-only-its-drivers',
    path: 'libs/event-store/src/imports-the-domain.ts',
    source: "export { door } from '@meets/meet-domain';\n",
  },
  {
    rule: 'store-adapters-are-strangers',
    path: 'libs/event-store/src/memory/leans-on-sqlite.ts',
    source: "export { door } from '../sqlite/index.ts';\n",
  },
  {
    rule: 'drivers-stay-in-their-adapter',
    path: 'libs/event-store/src/speaks-kurrent.ts',
    source: "export { EventStoreDBClient } from '@eventstore/db-client';\n",
  },
  {
    rule: 'drivers-stay-in-their-adapter',
    path: 'libs/event-store/src/speaks-sqlite.ts',
    source: "export { DatabaseSync } from 'node:sqlite';\n",
  },
  {
    rule: 'media-imports-only-mediasoup',
    path: 'libs/media/src/imports-the-store.ts',
    source: "export { door } from '@meets/event-store';\n",
  },
  {
    rule: 'telephony-imports-only-jssip-and-opus',
    path: 'libs/telephony/src/imports-the-store.ts',
    source: "export { door } from '@meets/event-store';\n",
  },
  {
    rule: 'jssip-stays-in-its-folder',
    path: 'libs/telephony/src/speaks-jssip.ts',
    source: "export { UA } from 'jssip';\n",
  },
  {
    rule: 'client-runs-in-browsers',
    path: 'libs/meet-client/src/imports-a-built-in.ts',
    source: "export { randomUUID } from 'node:crypto';\n",
  },
  {
    rule: 'client-runs-in-browsers',
    path: 'libs/meet-client/src/imports-the-domain.ts',
    source: "export { door } from '@meets/meet-domain';\n",
  },
  {
    rule: 'client-media-has-a-door-of-its-own',
    path: 'libs/meet-client/src/loads-media.ts',
    source: "export { Device } from 'mediasoup-client';\n",
  },
  {
    rule: 'client-effects-come-when-asked-for',
    path: 'libs/meet-client/src/effects/loads-at-once.ts',
    source: "export { RnnoiseWorkletNode } from '@sapphi-red/web-noise-suppressor';\n",
  },
  {
    rule: 'client-is-for-outside',
    path: 'tools/leans-on-the-client.ts',
    source: "export { door } from '@meets/meet-client';\n",
  },
  {
    rule: 'nobody-imports-apps',
    path: 'libs/event-store/src/testing/imports-an-app.ts',
    source: "export { door } from '../../../../apps/api/src/commands/index.ts';\n",
  },
  {
    rule: 'nobody-imports-apps',
    path: 'tools/imports-an-app.ts',
    source: "export { door } from '../apps/api/src/commands/index.ts';\n",
  },
  {
    rule: 'apps-are-strangers',
    path: 'apps/api-e2e/src/imports-an-app.ts',
    source: "export { door } from '../../api/src/commands/index.ts';\n",
  },
  {
    rule: 'nobody-imports-tools',
    path: 'apps/api/src/imports-a-tool.ts',
    source: "export { door } from '../../../tools/index.ts';\n",
  },
  {
    rule: 'testing-doors-are-for-tests',
    path: 'apps/api/src/stands-on-a-fake.ts',
    source: "export { door } from '@meets/meet-domain/testing';\n",
  },
  {
    rule: 'e2e-knows-nothing-inside',
    path: 'apps/api-e2e/src/looks-inside.ts',
    source: "export { door } from '@meets/event-store';\n",
  },
  {
    rule: 'e2e-knows-nothing-inside',
    path: 'apps/api-e2e/src/knows-the-line.ts',
    source: "export { door } from '@meets/telephony';\n",
  },
  {
    rule: 'api-graphql-keeps-to-itself',
    path: 'apps/api/src/graphql/asks-a-reaction.ts',
    source: "export { door } from '../reactions/index.ts';\n",
  },
  {
    rule: 'playground-is-a-client',
    path: 'apps/playground/src/knows-the-domain.tsx',
    source: "export { door } from '@meets/meet-domain';\n",
  },
  {
    rule: 'api-gateway-keeps-to-itself',
    path: 'apps/api/src/gateway/gives-a-command.ts',
    source: "export { door } from '../commands/index.ts';\n",
  },
  {
    rule: 'api-reactions-keeps-to-itself',
    path: 'apps/api/src/reactions/asks-the-edge.ts',
    source: "export { door } from '../graphql/index.ts';\n",
  },
  {
    rule: 'api-projections-keeps-to-itself',
    path: 'apps/api/src/projections/gives-a-command.ts',
    source: "export { door } from '../commands/index.ts';\n",
  },
  {
    rule: 'api-commands-keeps-to-itself',
    path: 'apps/api/src/commands/reads-a-row.ts',
    source: "export { door } from '../projections/index.ts';\n",
  },
  {
    rule: 'meet-chat-touches-nothing-durable',
    path: 'apps/api/src/meet-chat/gives-a-command.ts',
    source: "export { door } from '../commands/index.ts';\n",
  },
  {
    rule: 'meet-chat-touches-nothing-durable',
    path: 'apps/api/src/meet-chat/writes-a-row.ts',
    source: "export { door } from '../projections/index.ts';\n",
  },
  {
    rule: 'meet-chat-touches-nothing-durable',
    path: 'apps/api/src/meet-chat/appends.ts',
    source: "export { door } from '@meets/event-store';\n",
  },
  {
    rule: 'meet-chat-touches-nothing-durable',
    path: 'apps/api/src/meet-chat/writes-a-file.ts',
    source: "export { writeFileSync } from 'node:fs';\n",
  },
  {
    rule: 'only-open-adapters-names-them',
    path: 'apps/api/src/names-an-engine.ts',
    source: "export { door } from '@meets/event-store/sqlite';\n",
  },
];

/** Of the same shapes, and allowed (a circle is reported once, at one of its files). */
export const ALLOWED_IMPORTS: Readonly<Record<string, string>> = {
  'libs/event-store/src/circle-two.ts': "export { one } from './circle-one.ts';\nexport const two = 2;\n",
  'apps/api/src/open-adapters.ts': "export { door } from '@meets/event-store/sqlite';\n",
  'apps/api/src/graphql/gives-a-command.ts': "export { door } from '../commands/index.ts';\n",
  'apps/api/src/graphql/reads-a-row.ts': "export { door } from '../projections/index.ts';\n",
  'apps/api/src/meet-chat/knows-orders.ts': "export type { door } from '../commands/index.ts';\n",
  'apps/api/src/uses-the-domain.ts': "export { door } from '@meets/meet-domain';\n",
  'apps/api/src/stands-on-a-fake.spec.ts': "export { door } from '@meets/meet-domain/testing';\n",
  'apps/api-e2e/src/uses-the-client.ts': "export { door } from '@meets/meet-client';\n",
  'apps/api-e2e/src/telephones.ts': "export { door } from '@meets/telephony/testing';\n",
  'tools/starts-a-service.ts': "export { door } from '@meets/telephony/testing';\n",
  'tools/bench/media/pages/uses-the-client.ts': "export { door } from '@meets/meet-client';\n",
  'apps/playground/src/uses-the-client.tsx': "export { door } from '@meets/meet-client';\n",
  'libs/meet-client/src/media/device.ts': "export { Device } from 'mediasoup-client';\n",
  'libs/meet-client/src/speaks.ts': "export { createClient } from 'graphql-ws/client';\n",
  'libs/event-store/src/kurrent/client.ts': "export { EventStoreDBClient } from '@eventstore/db-client';\n",
  'libs/event-store/src/sqlite/database.ts': "export { DatabaseSync } from 'node:sqlite';\n",
};
