import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { GraphContext } from '../graphql/graph-context.ts';
import { Shareable } from '../graphql/shareable.ts';
import type { PositionToken } from '../projections/views.ts';
import type { Groups } from './groups.ts';
import type { CatchUpTurns } from './catch-up-turns.ts';
import { headOf, type Member, type MemberParts } from './member.ts';
import { renderFor } from './rendering.ts';

/** What operations share. */
export interface Together {
  readonly groups: Groups;
  readonly turns: CatchUpTurns;
}

/** What a socket's operation has in its context beside what resolvers read. */
export interface SocketContext extends GraphContext {
  readonly member: MemberParts;
}

/**
 * GraphQL's subscribe, except that what is shareable is run alone until it is caught up, and follows its group from then on.
 * Its messages are written to the socket here and by the group, so that where it stands is known to the byte; the iterable
 * yields nothing, and ends with it.
 */
export async function subscribeInGroups(
  args: ExecutionArgs,
  together: Together,
): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  if (!(source instanceof Shareable)) return results(args, source);
  // Its payloads are root values, which are objects.
  return following(args, source as Shareable<object>, together);
}

/** An operation's results while it goes on by itself. */
async function* results(args: ExecutionArgs, source: AsyncIterable<unknown>): AsyncGenerator<ExecutionResult, void> {
  for await (const rootValue of source) yield await execute({ ...args, rootValue });
}

/** Nothing to be written by who iterates, and over when all was written. */
const following = (args: ExecutionArgs, shareable: Shareable<object>, together: Together): AsyncIterable<never> => ({
  [Symbol.asyncIterator]: () => ({
    async next() {
      await follow(args, shareable, together);
      return { done: true, value: undefined };
    },
  }),
});

async function follow(args: ExecutionArgs, shareable: Shareable<object>, { groups, turns }: Together): Promise<void> {
  // The gateway made the context.
  const { member, viewer } = args.contextValue as SocketContext;
  const { operation, connection } = member;
  const head = headOf(member);
  const alone = groups.operationOf(args);
  const key = groups.keyOf(args, viewer);
  let position: PositionToken | undefined;
  for (;;) {
    let joined: Member | null = null;
    for await (const told of shareable.alone(position, operation.signal)) {
      // A mark is where the group can be joined, and may not grow old.
      if (!told.caughtUp) await turns.take();
      const { frame } = await renderFor(alone, viewer, () => told.payload);
      if (operation.signal.aborted) return;
      position = told.position;
      if (frame) await connection.sendFragmentsInTime(head, frame, () => (operation.lastPosition = told.position));
      if (told.caughtUp) joined = groups.join(key, position, { args, shareable, member });
      if (joined) break;
    }
    const left = joined && (await joined.left);
    if (left === null) return;
    position = left;
  }
}
