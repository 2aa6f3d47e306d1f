import { GraphQLInt, GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from 'graphql';
import { type Passing, Shareable } from '../graphql/shareable.ts';
import { silentLog } from '../logging/log.ts';
import { turns } from '../testing/read-model-scene.ts';
import type { Viewer } from '../viewer.ts';
import type { Connection } from './connection.ts';
import { Group } from './group.ts';
import type { Member } from './member.ts';
import { createOperations, type Operation } from './operation.ts';

interface Payload {
  readonly nth: number;
}
type Context = { readonly viewer: Viewer };

/** Counts its executions; `own` is a different thing for every person. */
function countingSchema() {
  const executions = { count: 0 };
  const event = new GraphQLObjectType<Payload, Context>({
    name: 'Event',
    fields: {
      nth: { type: GraphQLInt },
      own: { type: GraphQLString, resolve: (_event, _args, { viewer }) => `of ${viewer.id}` },
      breaks: {
        type: GraphQLInt,
        resolve() {
          throw new Error('the rows are broken');
        },
      },
    },
  });
  const resolve = (payload: Payload): Payload => {
    executions.count += 1;
    return payload;
  };
  const fields = { event: { type: event, resolve } };
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { now: { type: GraphQLInt } } }),
    subscription: new GraphQLObjectType({ name: 'Subscription', fields }),
  });
  return { schema, executions };
}

/** What comes by, as the test says. */
function feed() {
  const waiting: Passing<Payload>[] = [];
  let wake: () => void = () => undefined;
  let failure: Error | null = null;
  const state = { open: true };
  return {
    state,
    async *together(_after: string, signal: AbortSignal): AsyncGenerator<Passing<Payload>, void> {
      signal.addEventListener('abort', () => wake());
      for (;;) {
        for (let next = waiting.shift(); next; next = waiting.shift()) yield next;
        if (failure) throw failure;
        if (signal.aborted) break;
        await new Promise<void>((resolve) => (wake = resolve));
      }
      state.open = false;
    },
    put(...passing: Passing<Payload>[]) {
      waiting.push(...passing);
      wake();
    },
    fail(error: Error) {
      failure = error;
      wake();
    },
  };
}

/** Nobody reads alone here. */
async function* nothing(_signal: AbortSignal): AsyncGenerator<never, void> {}

const event = (nth: number, isFor: (viewer: Viewer) => boolean = () => true): Passing<Payload> => ({
  passing: 'event',
  position: `${nth}`,
  seenBy: (viewer) => (isFor(viewer) ? { nth } : 'hidden'),
});
const caughtUp = (position: number): Passing<Payload> => ({ passing: 'caught-up', positionNow: () => `${position}` });

function groupOf(query: string) {
  const { schema, executions } = countingSchema();
  const { together, ...source } = feed();
  const shareable = new Shareable<Payload>({
    signal: new AbortController().signal,
    alone: (_after, signal) => nothing(signal),
    together,
    mark: (position) => ({ nth: -Number(position) }),
  });
  let empty = false;
  const group = new Group({
    operation: { args: { schema, document: parse(query) }, log: silentLog },
    shareable,
    position: '0',
    onEmpty: () => void (empty = true),
  });
  return { group, source, executions, isEmpty: () => empty };
}

/** A manager's operation on a socket of its own. */
function managerOf(id: string) {
  const operation: Operation = createOperations(() => undefined).open(null);
  const received: string[] = [];
  const frames: Buffer[] = [];
  const state = { slow: false };
  const connection: Pick<Connection, 'sendFragments'> = {
    sendFragments(_first, rest) {
      if (state.slow) return false;
      frames.push(rest);
      received.push(rest.subarray(rest.indexOf('{')).toString().slice(0, -1));
      return true;
    },
  };
  const viewer: Viewer = { channelId: 'shop', role: 'manager', id };
  // The member uses just that of the connection.
  const parts = { id: `of-${id}`, viewer, operation, connection: connection as Connection };
  return { parts, operation, received, frames, state };
}
const told = (received: readonly string[]): unknown[] =>
  received.map((text) => (JSON.parse(text) as { data: { event: { nth: number } } }).data.event.nth);
const stillIn = (member: Member): Promise<boolean> =>
  Promise.race([member.left.then(() => false), new Promise<boolean>((yes) => setImmediate(() => yes(true)))]);

const PLAIN = 'subscription { event { nth } }';

describe('a group of equal operations', () => {
  it('runs each event once and sends all of its members the same bytes', async () => {
    const { group, source, executions } = groupOf(PLAIN);
    const managers = ['a', 'b', 'c'].map(managerOf);
    for (const { parts } of managers) group.join(parts, '0');
    source.put(event(1), event(2), caughtUp(2));
    await turns();
    for (const { received } of managers) expect(told(received)).toEqual([1, 2, -2]);
    expect(executions.count).toBe(3);
    expect(new Set(managers.map(({ frames }) => frames[0])).size).toBe(1);
  });

  it('never shares what depends on the viewer', async () => {
    const { group, source, executions } = groupOf('subscription { event { nth own } }');
    const managers = ['a', 'b', 'b'].map(managerOf);
    for (const { parts } of managers) group.join(parts, '0');
    source.put(event(1));
    await turns();
    for (const { parts, received } of managers)
      expect(received).toEqual([`{"data":{"event":{"nth":1,"own":"of ${parts.viewer.id}"}}}`]);
    // Once to find out, then once for each person.
    expect(executions.count).toBe(3);
  });

  it('shows an event to those alone who may know of it, and owes the others no mark', async () => {
    const { group, source } = groupOf(PLAIN);
    const [a, b] = [managerOf('a'), managerOf('b')];
    const inside = group.join(a.parts, '0');
    group.join(b.parts, '0');
    source.put(
      event(1, ({ id }) => id === 'a'),
      caughtUp(1),
      event(2),
      caughtUp(2),
    );
    await turns();
    expect(told(a.received)).toEqual([1, -1, 2, -2]);
    expect(told(b.received)).toEqual([2, -2]);
    expect(inside.position).toBe('2');
  });

  it('gives who joins later what comes behind their position, whatever is under way', async () => {
    const { group, source } = groupOf(PLAIN);
    const [early, late] = [managerOf('early'), managerOf('late')];
    group.join(early.parts, '0');
    source.put(event(1));
    await turns();
    expect([group.canTake('0'), group.canTake('1')]).toEqual([false, true]);
    // They have read as far as 2 alone, which the group is still to hand out.
    group.join(late.parts, '2');
    source.put(event(2), event(3), caughtUp(3));
    await turns();
    expect(told(early.received)).toEqual([1, 2, 3, -3]);
    expect(told(late.received)).toEqual([3, -3]);
  });

  it('takes in who joins while an event is being run for each person', async () => {
    const { group, source } = groupOf('subscription { event { nth own } }');
    const [a, b, c] = [managerOf('a'), managerOf('b'), managerOf('c')];
    group.join(a.parts, '0');
    group.join(b.parts, '0');
    source.put(
      event(1, () => {
        if (!c.operation.signal.aborted && c.received.length === 0) queueMicrotask(() => joinOnce());
        return true;
      }),
    );
    let joined = false;
    const joinOnce = (): void => {
      if (joined) return;
      joined = true;
      group.join(c.parts, '0');
    };
    await turns();
    expect(c.received).toEqual(['{"data":{"event":{"nth":1,"own":"of c"}}}']);
  });

  it('marks no position that a member has passed', async () => {
    const { group, source } = groupOf(PLAIN);
    const [behind, ahead] = [managerOf('behind'), managerOf('ahead')];
    group.join(behind.parts, '0');
    group.join(ahead.parts, '5');
    source.put(caughtUp(3), { passing: 'heartbeat' });
    await turns();
    expect(told(behind.received)).toEqual([-3]);
    expect(told(ahead.received)).toEqual([-5]);
  });

  it('lets go of a member that is too slow, where it stands, and holds up nobody for it', async () => {
    const { group, source } = groupOf(PLAIN);
    const [slow, quick] = [managerOf('slow'), managerOf('quick')];
    const member = group.join(slow.parts, '0');
    group.join(quick.parts, '0');
    source.put(event(1));
    await turns();
    slow.state.slow = true;
    source.put(event(2), event(3), caughtUp(3));
    await turns();
    expect(await member.left).toBe('1');
    expect(told(slow.received)).toEqual([1]);
    expect(told(quick.received)).toEqual([1, 2, 3, -3]);
  });

  it('sends nothing to an operation that has ended, and ends with its last member', async () => {
    const { group, source, isEmpty } = groupOf(PLAIN);
    const [first, last] = [managerOf('first'), managerOf('last')];
    const member = group.join(first.parts, '0');
    group.join(last.parts, '0');
    first.operation.end();
    expect(await member.left).toBeNull();
    source.put(event(1));
    await turns();
    expect([first.received, told(last.received), isEmpty()]).toEqual([[], [1], false]);
    last.operation.end();
    await turns();
    expect([isEmpty(), source.state.open]).toEqual([true, false]);
  });

  it('tells all members of an error in one event, masked, and goes on', async () => {
    const { group, source } = groupOf('subscription { event { nth breaks } }');
    const managers = ['a', 'b'].map(managerOf);
    const members = managers.map(({ parts }) => group.join(parts, '0'));
    source.put(event(1), event(2));
    await turns();
    for (const { received } of managers) {
      expect(told(received)).toEqual([1, 2]);
      expect(received[0]).toMatch('INTERNAL_SERVER_ERROR');
      expect(received[0]).not.toMatch('the rows are broken');
    }
    expect(await Promise.all(members.map(stillIn))).toEqual([true, true]);
  });

  it('fails for all of its members where the reading breaks', async () => {
    const { group, source, isEmpty } = groupOf(PLAIN);
    const members = ['a', 'b'].map((id) => group.join(managerOf(id).parts, '0'));
    const failures = members.map((member) => expect(member.left).rejects.toThrow('the log is gone'));
    source.fail(new Error('the log is gone'));
    await Promise.all(failures);
    expect(isEmpty()).toBe(true);
  });
});
