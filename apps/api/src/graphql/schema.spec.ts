import { readFile } from 'node:fs/promises';
import {
  buildSchema as parseSchema,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  lexicographicSortSchema,
} from 'graphql';
import { buildSchema, schemaDocument } from './build-schema.ts';

describe('the schema', () => {
  let ours: GraphQLSchema;
  let contract: GraphQLSchema;
  beforeAll(async () => {
    ours = await buildSchema();
    contract = lexicographicSortSchema(
      parseSchema(await readFile(new URL('contract.graphql', import.meta.url), 'utf8')),
    );
  });

  it('contains every definition of the public contract, with the same types and defaults', () => {
    const missing = [...Object.values(contract.getTypeMap())]
      .filter((type) => !type.name.startsWith('__'))
      .flatMap((type) => differences(type, ours.getType(type.name)));
    expect(missing).toEqual([]);
  });

  it('prints the same text each time', async () => {
    expect(await schemaDocument()).toBe(await schemaDocument());
  });
});

/** What the contract says of a type and the schema does not. */
function differences(wanted: GraphQLNamedType, found: GraphQLNamedType | undefined): string[] {
  if (found === undefined || found.constructor !== wanted.constructor) return [`${wanted.name} is missing`];
  const told = new Set(linesOf(found));
  return linesOf(wanted).filter((line) => !told.has(line));
}

/** A type as single facts: fields with their types, arguments with their defaults, members, values. */
function linesOf(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => `${type.name}.${name}`);
  if (isUnionType(type)) return [`${type.name} = ${type.getTypes().map(String).sort().join(' | ')}`];
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map(
      (field) => `${type.name}.${field.name}: ${String(field.type)}${defaultOf(field)}`,
    );
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields()).flatMap((field) => [
    `${type.name}.${field.name}: ${String(field.type)}`,
    ...field.args.map((arg) => `${type.name}.${field.name}(${arg.name}: ${String(arg.type)}${defaultOf(arg)})`),
  ]);
  return [...fields, ...type.getInterfaces().map((implemented) => `${type.name} implements ${implemented.name}`)];
}

const defaultOf = ({ defaultValue }: { defaultValue?: unknown }): string =>
  defaultValue === undefined ? '' : ` = ${JSON.stringify(defaultValue)}`;
