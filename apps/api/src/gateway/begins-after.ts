import {
  type DocumentNode,
  type FieldNode,
  getVariableValues,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { decodePosition, startToken } from '../projections/positions.ts';
import type { PositionToken } from '../projections/views.ts';
import { UnknownPosition } from '../projections/read-model.ts';
import type { Viewer } from '../viewer.ts';

export interface RequestedOperation {
  readonly schema: GraphQLSchema;
  /** Valid by the schema. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly viewer: Viewer;
}

/**
 * The position that `meetEvents` will go on from: its `after`, or the start where none was given or where it is none.
 * Null for every other operation, and for variables that do not fit, which are answered with an error.
 */
export function beginsAfter(requested: RequestedOperation): PositionToken | null {
  const { schema, document, operation, variables, viewer } = requested;
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return null;
  const field = meetEventsIn(operation.selectionSet, document);
  if (field === null) return null;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (!coerced) return null;
  const after = field.arguments?.find(({ name }) => name.value === 'after');
  const token: unknown = after && valueFromASTUntyped(after.value, coerced);
  return typeof token === 'string' && isPosition(viewer, token) ? token : startToken(viewer);
}

/**
 * The variable that says nothing but where `meetEvents` goes on from, or null: two operations that differ in it alone answer
 * the same from there on.
 */
export function resumeVariable(document: DocumentNode, operation: OperationDefinitionNode): string | null {
  const after = meetEventsIn(operation.selectionSet, document)?.arguments?.find(({ name }) => name.value === 'after');
  if (after?.value.kind !== Kind.VARIABLE) return null;
  const name = after.value.name.value;
  let uses = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: (variable) => void (uses += variable.name.value === name ? 1 : 0),
  });
  return uses === 1 ? name : null;
}

/** A subscription has one field at its root, though fragments may be around it. */
function meetEventsIn({ selections }: SelectionSetNode, document: DocumentNode): FieldNode | null {
  for (const selection of selections) {
    const field =
      selection.kind === Kind.FIELD
        ? meetEventsOnly(selection)
        : meetEventsIn(fragmentOf(selection, document), document);
    if (field) return field;
  }
  return null;
}

const meetEventsOnly = (field: FieldNode): FieldNode | null => (field.name.value === 'meetEvents' ? field : null);

const NO_FIELDS: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] };

function fragmentOf(
  fragment: Exclude<SelectionSetNode['selections'][number], FieldNode>,
  { definitions }: DocumentNode,
): SelectionSetNode {
  if (fragment.kind === Kind.INLINE_FRAGMENT) return fragment.selectionSet;
  const { value } = fragment.name;
  const found = definitions.find(
    (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === value,
  );
  return found?.kind === Kind.FRAGMENT_DEFINITION ? found.selectionSet : NO_FIELDS;
}

/** What was never given to this kind of viewer is answered with the start, so a client reads on from there. */
function isPosition(viewer: Viewer, token: string): boolean {
  try {
    decodePosition(viewer, token);
    return true;
  } catch (error) {
    if (error instanceof UnknownPosition) return false;
    throw error;
  }
}
