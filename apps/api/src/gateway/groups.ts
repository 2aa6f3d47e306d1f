import {
  type DocumentNode,
  type ExecutionArgs,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { canonicalJson } from '../canonical-json.ts';
import type { Shareable } from '../graphql/shareable.ts';
import type { Log } from '../logging/log.ts';
import type { PositionToken } from '../projections/views.ts';
import type { Viewer } from '../viewer.ts';
import { authorisationScope } from './authorisation-scope.ts';
import { resumeVariable } from './begins-after.ts';
import { Group } from './group.ts';
import type { Member, MemberParts } from './member.ts';
import type { GroupOperation } from './rendering.ts';

export interface Joining {
  readonly args: ExecutionArgs;
  readonly shareable: Shareable<object>;
  readonly member: MemberParts;
}

/** The groups that there are at the moment; each ends with its last member. */
export class Groups {
  readonly #log: Log;
  readonly #groups = new Map<string, Group>();
  readonly #documents = new WeakMap<DocumentNode, number>();
  #documentsSeen = 0;

  constructor(log: Log) {
    this.#log = log;
  }

  /** How many there are. */
  get size(): number {
    return this.#groups.size;
  }

  /** The group's key: equal for operations that answer the same, from wherever they are caught up. */
  keyOf({ schema, document, operationName, variableValues }: ExecutionArgs, viewer: Viewer): string {
    const operation = getOperationAST(document, operationName);
    const variables = operation ? coerced(schema, operation, variableValues) : {};
    const resumes = operation && resumeVariable(document, operation);
    if (resumes) delete variables[resumes];
    return canonicalJson([authorisationScope(viewer), this.#nameOf(document), operationName ?? null, variables]);
  }

  /**
   * Lets an operation that stands at a position follow its group, or begins one. Null where the group has handed out more
   * already: go on alone and ask again.
   */
  join(key: string, position: PositionToken, { args, shareable, member }: Joining): Member | null {
    const known = this.#groups.get(key);
    if (known) return known.canTake(position) ? known.join(member, position) : null;
    const group: Group = new Group({
      operation: this.operationOf(args),
      shareable,
      position,
      onEmpty: () => {
        if (this.#groups.get(key) === group) this.#groups.delete(key);
      },
    });
    this.#groups.set(key, group);
    return group.join(member, position);
  }

  /** The operation without what is one member's own. */
  operationOf(args: ExecutionArgs): GroupOperation {
    return { args: shared(args), log: this.#log };
  }

  /** Equal texts are one document: see `createDocuments`. One that was forgotten and read again begins groups of its own. */
  #nameOf(document: DocumentNode): number {
    const known = this.#documents.get(document);
    if (known !== undefined) return known;
    this.#documentsSeen += 1;
    this.#documents.set(document, this.#documentsSeen);
    return this.#documentsSeen;
  }
}

function coerced(
  schema: ExecutionArgs['schema'],
  operation: OperationDefinitionNode,
  variables: ExecutionArgs['variableValues'],
): Record<string, unknown> {
  const result = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
  return { ...result.coerced };
}

/** Without the context, which is the first member's own. */
const shared = ({ schema, document, operationName, variableValues }: ExecutionArgs) => ({
  schema,
  document,
  ...(operationName === undefined ? {} : { operationName }),
  ...(variableValues === undefined ? {} : { variableValues }),
});
