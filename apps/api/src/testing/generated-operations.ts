import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** A root field with all that can be selected under it, and one reference set in its arguments. */
export interface GeneratedOperation {
  /** Such as `Query.meets(where.customerId)`. */
  readonly name: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly document: string;
  /** The variables, where every reference is what `refer` says for its name. */
  variables(refer: (name: string) => string): Record<string, unknown>;
  /** The references that are set, as `refer` is asked for them. */
  readonly references: readonly string[];
}

/** Ids that refer to nothing of ours: the client makes them up. */
const OWN_NAMES: ReadonlySet<string> = new Set(['deviceId', 'idempotencyKey', 'cameraId', 'microphoneId', 'speakerId']);
/** Text that refers to something, beside everything of type ID. */
const REFERRING_TEXT: ReadonlySet<string> = new Set(['token']);

/** For every root field: one operation for every reference it takes, or one where it takes none. */
export function generateOperations(schema: GraphQLSchema, visited: Set<string>): GeneratedOperation[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const kinds = ['query', 'mutation', 'subscription'] as const;
  return roots.flatMap((root, index) =>
    Object.values(root?.getFields() ?? {}).flatMap((field) =>
      operationsOf(field, root?.name ?? '', kinds[index] ?? 'query', visited),
    ),
  );
}

function operationsOf(
  field: GraphQLField<unknown, unknown>,
  root: string,
  kind: GeneratedOperation['kind'],
  visited: Set<string>,
): GeneratedOperation[] {
  visited.add(`${root}.${field.name}`);
  const focuses = [...new Set(field.args.flatMap((arg) => optionalReferences(arg, field.name, '')))];
  const body = selectionOf(getNamedType(field.type), [], visited);
  return (focuses.length > 0 ? focuses : [null]).map((focus) => {
    const references: string[] = [];
    const fill = (refer: (name: string) => string): Record<string, unknown> =>
      Object.fromEntries(
        field.args.flatMap((arg) => {
          const value = valueOf(arg, field.name, '', focus, refer);
          return value === undefined ? [] : [[arg.name, value]];
        }),
      );
    const used = Object.keys(fill((name) => (references.push(name), 'x')));
    const args = field.args.filter(({ name }) => used.includes(name));
    const declared = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
    const passed = args.map(({ name }) => `${name}: $${name}`).join(', ');
    return {
      ...{ kind, references, variables: fill },
      name: `${root}.${field.name}(${focus ?? references.join(', ')})`,
      document: `${kind}${declared && ` (${declared})`} { ${field.name}${passed && `(${passed})`} ${body} }`,
    };
  });
}

type Input = GraphQLArgument | GraphQLInputField;

/** What a reference is called: an `id` is its field's own. */
const nameOf = (input: Input, field: string): string => (input.name === 'id' ? `${field}.id` : input.name);
const leafType = (type: GraphQLInputType): GraphQLNamedType => getNamedType(type);
const isReference = (input: Input): boolean =>
  (leafType(input.type).name === 'ID' && !OWN_NAMES.has(input.name)) || REFERRING_TEXT.has(input.name);

/** The paths of references that may be left out. */
function optionalReferences(input: Input, field: string, path: string): string[] {
  const here = path === '' ? input.name : `${path}.${input.name}`;
  const type = leafType(input.type);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).flatMap((inner) => optionalReferences(inner, field, here));
  }
  return isReference(input) && !isNonNullType(input.type) ? [here] : [];
}

/** Undefined where it is left out. */
function valueOf(
  input: Input,
  field: string,
  path: string,
  focus: string | null,
  refer: (name: string) => string,
): unknown {
  const here = path === '' ? input.name : `${path}.${input.name}`;
  const needed = isNonNullType(input.type) && input.defaultValue === undefined;
  const wanted = focus !== null && (focus === here || focus.startsWith(`${here}.`));
  if (!needed && !wanted) return undefined;
  const type = leafType(input.type);
  const bare = isNonNullType(input.type) ? input.type.ofType : input.type;
  const single = (): unknown => {
    if (isReference(input)) return refer(nameOf(input, field));
    if (isInputObjectType(type)) {
      return Object.fromEntries(
        Object.values(type.getFields()).flatMap((inner) => {
          const value = valueOf(inner, field, here, focus, refer);
          return value === undefined ? [] : [[inner.name, value]];
        }),
      );
    }
    if (isEnumType(type)) return type.getValues()[0]?.name;
    return { Boolean: true, Int: 1, ID: 'own-name', Position: '0', JSON: {} }[type.name] ?? 'text';
  };
  return isListType(bare) ? [single()] : single();
}

/** Everything that can be selected; a type is not entered again below itself. */
function selectionOf(type: GraphQLNamedType, above: readonly string[], visited: Set<string>): string {
  if (isUnionType(type)) {
    const parts = type.getTypes().map((member) => {
      const inner = fieldsOf(member, above, visited, `${member.name}_`);
      return inner === null ? '' : `... on ${member.name} { ${inner} }`;
    });
    return `{ __typename ${parts.join(' ')} }`;
  }
  if (!isObjectType(type)) return '';
  const inner = fieldsOf(type, above, visited, '');
  return `{ ${inner ?? '__typename'} }`;
}

function fieldsOf(
  type: GraphQLNamedType,
  above: readonly string[],
  visited: Set<string>,
  prefix: string,
): string | null {
  if (!isObjectType(type) || above.includes(type.name)) return null;
  const path = [...above, type.name];
  const parts = Object.values(type.getFields()).map((field) => {
    visited.add(`${type.name}.${field.name}`);
    // Members of a union may have fields of one name and different types.
    const alias = prefix === '' ? '' : `${prefix}${field.name}: `;
    return `${alias}${field.name} ${selectionOf(getNamedType(field.type), path, visited)}`;
  });
  return `__typename ${parts.join(' ')}`;
}
