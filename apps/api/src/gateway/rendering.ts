import { randomUUID } from 'node:crypto';
import { execute, type ExecutionArgs, type ExecutionResult, type FormattedExecutionResult } from 'graphql';
import type { GraphContext } from '../graphql/graph-context.ts';
import { maskError } from '../graphql/mask-errors.ts';
import type { Log } from '../logging/log.ts';
import type { Viewer } from '../viewer.ts';
import { unnamedViewer } from './authorisation-scope.ts';
import { lastFragment } from './frames.ts';

/** The rest of a `next` message, as it is written to sockets; null: there is nothing to send. `seen` tells whether a mark is owed. */
export interface Rendered {
  readonly frame: Buffer | null;
  readonly seen: boolean;
}
const HIDDEN: Rendered = { frame: null, seen: false };
const UNWANTED: Rendered = { frame: null, seen: true };

/** Answers with what one viewer is told of something. */
export type Look = (viewer: Viewer) => object | 'hidden' | 'unwanted';

/** One operation as its group runs it: nothing in it is any member's own. */
export interface GroupOperation {
  readonly args: Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>;
  readonly log: Log;
}

/** What everybody in the viewer's scope is told, or null where that differs from person to person. */
export async function renderShared(operation: GroupOperation, someone: Viewer, look: Look): Promise<Rendered | null> {
  const { viewer, wasAsked } = unnamedViewer(someone);
  const payload = look(viewer);
  if (wasAsked()) return null;
  if (typeof payload === 'string') return unseen(payload);
  const result = await run(operation, viewer, payload);
  // Errors are told only once it is certain that they are told at all: their cause is logged then.
  return wasAsked() ? null : rendered(operation, result);
}

/** What this person is told. */
export async function renderFor(operation: GroupOperation, viewer: Viewer, look: Look): Promise<Rendered> {
  const payload = look(viewer);
  return typeof payload === 'string' ? unseen(payload) : rendered(operation, await run(operation, viewer, payload));
}

const unseen = (what: 'hidden' | 'unwanted'): Rendered => (what === 'hidden' ? HIDDEN : UNWANTED);

interface Run {
  readonly correlationId: string;
  readonly result: ExecutionResult;
}

async function run({ args }: GroupOperation, viewer: Viewer, rootValue: object): Promise<Run> {
  const correlationId = randomUUID();
  const contextValue: GraphContext = { viewer, correlationId };
  return { correlationId, result: await execute({ ...args, rootValue, contextValue }) };
}

/** The beginning of the message is in each member's own first frame. */
function rendered({ log }: GroupOperation, { result, correlationId }: Run): Rendered {
  const { errors, ...rest } = result;
  const payload: FormattedExecutionResult = errors
    ? { ...rest, errors: errors.map((error) => maskError(error, correlationId, log)) }
    : rest;
  return { frame: lastFragment(`${JSON.stringify(payload)}}`), seen: true };
}
