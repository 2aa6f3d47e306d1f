import {
  type ASTVisitor,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { Config } from '../config/config.ts';

export type QueryLimits = Pick<Config, 'MAX_QUERY_DEPTH' | 'MAX_QUERY_ALIASES' | 'MAX_QUERY_COST' | 'MAX_PAGE_SIZE'>;

/** What a list that is no page counts for: nobody knows before it is read, and none of ours is long. */
const LIST_SIZE = 5;

/** What a selection comes to. Fragments are measured once and added up, so that they cannot blow the measuring up. */
interface Measure {
  readonly depth: number;
  readonly aliases: number;
  readonly cost: number;
}
const NOTHING: Measure = { depth: 0, aliases: 0, cost: 0 };

/**
 * Refuses operations that nest too deep, hold too many aliases, or come to too many fields once every page's `first` is
 * multiplied out (a variable counts as the largest page). Used over HTTP and WebSocket alike. Introspection is left to
 * GraphQL's own limit of it.
 */
export function queryLimits(limits: QueryLimits): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    OperationDefinition(operation) {
      const root = context.getSchema().getRootType(operation.operation) ?? undefined;
      const { depth, aliases, cost } = measurer(context, limits).selections(operation.selectionSet, root);
      const complain = (what: string, found: number, most: number): void => {
        if (found <= most) return;
        context.reportError(
          new GraphQLError(`the operation has ${what} ${found}; at most ${most} is allowed`, { nodes: operation }),
        );
      };
      complain('a depth of', depth, limits.MAX_QUERY_DEPTH);
      complain('a number of aliases of', aliases, limits.MAX_QUERY_ALIASES);
      complain('a cost of', cost, limits.MAX_QUERY_COST);
    },
  });
}

type Parent = GraphQLNamedType | undefined;

function measurer(context: ValidationContext, limits: QueryLimits) {
  const fragments = new Map<string, Measure>();

  function selections(set: SelectionSetNode, parent: Parent): Measure {
    let sum = NOTHING;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) sum = plus(sum, field(selection, parent));
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = selection.typeCondition ? context.getSchema().getType(selection.typeCondition.name.value) : parent;
        sum = plus(sum, selections(selection.selectionSet, type));
      } else sum = plus(sum, fragment(context.getFragment(selection.name.value)));
    }
    return sum;
  }

  function field(node: FieldNode, parent: Parent): Measure {
    const alias = node.alias ? 1 : 0;
    if (node.name.value.startsWith('__')) return { depth: 1, aliases: alias, cost: 1 };
    const definition = fieldOf(parent, node.name.value);
    const below = node.selectionSet
      ? selections(node.selectionSet, definition && getNamedType(definition.type))
      : NOTHING;
    const times = definition ? multiplierOf(node, definition, limits.MAX_PAGE_SIZE) : 1;
    return { depth: 1 + below.depth, aliases: alias + below.aliases, cost: 1 + times * below.cost };
  }

  function fragment(definition: FragmentDefinitionNode | null | undefined): Measure {
    if (!definition) return NOTHING;
    const name = definition.name.value;
    const known = fragments.get(name);
    if (known) return known;
    // A fragment that spreads itself counts for nothing inside itself; GraphQL's own rule refuses it.
    fragments.set(name, NOTHING);
    const measured = selections(
      definition.selectionSet,
      context.getSchema().getType(definition.typeCondition.name.value),
    );
    fragments.set(name, measured);
    return measured;
  }

  return { selections };
}

const plus = (a: Measure, b: Measure): Measure => ({
  depth: Math.max(a.depth, b.depth),
  aliases: a.aliases + b.aliases,
  cost: a.cost + b.cost,
});

const fieldOf = (parent: Parent, name: string): GraphQLField<unknown, unknown> | undefined =>
  isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;

/** How many rows a field may answer with. A page's rows are counted at the page, so its `edges` count once. */
function multiplierOf(node: FieldNode, definition: GraphQLField<unknown, unknown>, mostRows: number): number {
  const first = definition.args.find((arg) => arg.name === 'first');
  if (first) {
    const given = node.arguments?.find((arg) => arg.name.value === 'first')?.value;
    if (given?.kind === Kind.INT) return Math.max(1, Number(given.value));
    return given ? mostRows : Number(first.defaultValue ?? mostRows);
  }
  const type = isNonNullType(definition.type) ? definition.type.ofType : definition.type;
  return isListType(type) && node.name.value !== 'edges' ? LIST_SIZE : 1;
}
