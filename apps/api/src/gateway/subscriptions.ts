import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { GraphContext } from '../graphql/graph-context.ts';
import { Shareable } from '../graphql/shareable.ts';
import type { PositionToken } from '../projections/read-model.ts';
import type { Groups } from './groups.ts';
import type { Member, MemberParts } from './member.ts';

/** What a socket's operation has in its context beside what resolvers read. */
export interface SocketContext extends GraphContext {
  readonly member: MemberParts;
}

/**
 * GraphQL's subscribe, except that what is shareable is run alone until it is caught up, and follows its group from then on.
 * The group writes to the socket itself; meanwhile the iterable yields nothing.
 */
export async function subscribeInGroups(
  args: ExecutionArgs,
  groups: Groups,
): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  if (!(source instanceof Shareable)) return results(args, source);
  // Its payloads are root values, which are objects.
  return following(args, source as Shareable<object>, groups);
}

/** An operation's results while it goes on by itself. */
async function* results(args: ExecutionArgs, source: AsyncIterable<unknown>): AsyncGenerator<ExecutionResult, void> {
  for await (const rootValue of source) yield await execute({ ...args, rootValue });
}

async function* following(
  args: ExecutionArgs,
  shareable: Shareable<object>,
  groups: Groups,
): AsyncGenerator<ExecutionResult, void> {
  // The gateway made the context.
  const { member, viewer } = args.contextValue as SocketContext;
  const { operation } = member;
  const key = groups.keyOf(args, viewer);
  let position: PositionToken | undefined;
  for (;;) {
    let joined: Member | null = null;
    for await (const told of shareable.alone(position, operation.signal)) {
      yield await execute({ ...args, rootValue: told.payload });
      // Whoever asks for more has sent what there was.
      position = told.position;
      operation.lastPosition = position;
      if (told.caughtUp) joined = groups.join(key, position, { args, shareable, member });
      if (joined) break;
    }
    const left = joined && (await joined.left);
    if (left === null) return;
    position = left;
  }
}
