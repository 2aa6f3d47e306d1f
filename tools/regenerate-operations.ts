import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { styleText } from 'node:util';
import { codegen } from '@graphql-codegen/core';
import * as operationTypes from '@graphql-codegen/typescript-operations';
import { type DefinitionNode, Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import { root } from './run-steps.ts';

/*
 * Writes the client's operations: from the documents in libs/meet-client/operations and the committed schema, their types
 * (GraphQL Code Generator) and their texts. A document that the schema does not know fails the generator.
 */

const DOCUMENTS = 'libs/meet-client/operations/*.graphql';
const OUTPUT = join(root, 'libs/meet-client/src/generated/operations.ts');

const HEAD = [
  '// Generated from libs/meet-client/operations and schema.graphql by `npm run regenerate`. Change them there.',
  "import type { Operation } from '../operation.ts';",
  '',
];

const sources = globSync(DOCUMENTS, { cwd: root })
  .sort()
  .map((location) => ({ location, document: parse(readFileSync(join(root, location), 'utf8')) }));

const page = [...HEAD, await types(), texts(), ''].join('\n');
if (!process.argv.includes('--check')) {
  writeFileSync(OUTPUT, page);
  console.log(`✓ wrote ${relative(root, OUTPUT)}`);
} else if (readFileSync(OUTPUT, 'utf8') === page) {
  console.log(`✓ ${relative(root, OUTPUT)} is up to date`);
} else {
  console.error(styleText('red', `✗ ${relative(root, OUTPUT)} is out of date: npm run regenerate`));
  process.exitCode = 1;
}

function types(): Promise<string> {
  return codegen({
    schema: parse(readFileSync(join(root, 'schema.graphql'), 'utf8')),
    documents: sources,
    filename: OUTPUT,
    config: {},
    pluginMap: { operationTypes },
    plugins: [
      {
        operationTypes: {
          useTypeImports: true,
          immutableTypes: true,
          strictScalars: true,
          scalars: { ID: 'string', Position: 'string', DateTime: 'string', JSON: 'unknown' },
        },
      },
    ],
  });
}

/**
 * Every operation as a constant of its own, and every fragment as one that operations are put together from: a bundler
 * keeps what is asked for, and no fragment twice.
 */
function texts(): string {
  const definitions = sources.flatMap(({ document }) => document.definitions);
  const fragments = new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const compact = (definition: DefinitionNode): string => stripIgnoredCharacters(print(definition));
  const constants = [...fragments].map(([name, fragment]) => `const ${name} = '${compact(fragment)}';`);
  for (const definition of definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION || !definition.name) continue;
    const name = definition.name.value;
    const parts = [...fragmentsOf(definition, fragments)].map((fragment) => `\${${fragment}}`);
    const type = `${name}${definition.operation[0]?.toUpperCase()}${definition.operation.slice(1)}`;
    constants.push(
      `export const ${name} = \`${compact(definition)}${parts.join('')}\` as Operation<${type}, ${type}Variables>;`,
    );
  }
  return constants.join('\n');
}

/** The names of the fragments that a definition needs, those of its fragments among them. */
function fragmentsOf(
  definition: DefinitionNode,
  fragments: ReadonlyMap<string, DefinitionNode>,
  found = new Set<string>(),
): Set<string> {
  visit(definition, {
    FragmentSpread({ name: { value } }) {
      const fragment = fragments.get(value);
      if (!fragment) throw new Error(`${DOCUMENTS}: there is no fragment ${value}`);
      if (found.has(value)) return;
      found.add(value);
      fragmentsOf(fragment, fragments, found);
    },
  });
  return found;
}
