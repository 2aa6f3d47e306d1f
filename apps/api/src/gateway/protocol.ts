import { randomUUID } from 'node:crypto';
import { type ExecutionArgs, getOperationAST, type GraphQLError, type GraphQLSchema } from 'graphql';
import { CloseCode, makeServer, type Context, type ServerOptions } from 'graphql-ws';
import type { Authenticator, Identity } from '../auth/authenticator.ts';
import type { RevokedAt } from '../auth/revocation.ts';
import { maskError } from '../graphql/mask-errors.ts';
import { userError } from '../graphql/user-error.ts';
import type { Log } from '../logging/log.ts';
import type { RateLimits } from '../request-limits/rate-limits.ts';
import { tooOften } from '../graphql/too-often.ts';
import { CatchUpTurns } from './catch-up-turns.ts';
import { beginsAfter } from './begins-after.ts';
import { endingWith } from './operation.ts';
import { TOO_MANY_SOCKETS, TRY_AGAIN_LATER } from './close-codes.ts';
import type { Connection } from './connection.ts';
import type { ReadDocument } from './documents.ts';
import { Groups } from './groups.ts';
import type { Places } from './places.ts';
import { type SocketContext, subscribeInGroups } from './subscriptions.ts';

/** How many sockets each may have. */
export interface SocketPlaces {
  readonly ofPerson: Places;
  readonly ofChannel: Places;
}

export interface ProtocolOptions {
  readonly schema: GraphQLSchema;
  readonly authenticator: Authenticator;
  readonly rates: RateLimits;
  readonly readDocument: (text: string) => ReadDocument;
  readonly revokedAt: RevokedAt;
  readonly sockets: SocketPlaces;
  readonly maxOperations: number;
  readonly initTimeoutMs: number;
  readonly log: Log;
}

type Extra = { readonly connection: Connection };
type Ctx = Context<Record<string, unknown>, Extra>;

/** graphql-transport-ws with our authentication, limits and errors. */
export function createProtocol(options: ProtocolOptions) {
  const { log } = options;
  const together = { groups: new Groups(log), turns: new CatchUpTurns() };
  const mask = (correlationId: string, errors: readonly GraphQLError[]) =>
    errors.map((error) => maskError(error, correlationId, log));
  const settings: ServerOptions<Record<string, unknown>, Extra> = {
    connectionInitWaitTimeout: options.initTimeoutMs,
    onConnect: (ctx) => admit(ctx, options),
    onSubscribe: (ctx, id, payload) => begin(ctx, { ...payload, id }, options),
    subscribe: (args) => subscribeInGroups(args, together),
    onOperation(_ctx, _id, _payload, args, result) {
      const { operation } = (args.contextValue as SocketContext).member;
      if (Symbol.asyncIterator in result) return endingWith(result, operation) as typeof result;
      operation.end();
      return undefined;
    },
    onNext(_ctx, _id, _payload, args, result) {
      const { correlationId } = args.contextValue as SocketContext;
      return result.errors ? { ...result, errors: mask(correlationId, result.errors) } : undefined;
    },
    onError: (ctx, _id, _payload, errors) => mask(ctx.extra.connection.correlationId, errors),
  };
  return makeServer(settings);
}

async function admit(ctx: Ctx, { authenticator, revokedAt, sockets }: ProtocolOptions): Promise<boolean> {
  const { connection } = ctx.extra;
  const answer = await authenticator.authenticate(ctx.connectionParams?.['authorization']);
  if (answer.ok) {
    const full = takePlaces(connection, answer.identity, sockets);
    if (full !== null) {
      connection.close(TOO_MANY_SOCKETS, full, 'too-many-sockets');
      return false;
    }
    connection.identify(answer.identity);
    // It may have been revoked since it was looked at.
    connection.endIfRevoked(revokedAt);
    return true;
  }
  const code = {
    missing: CloseCode.Unauthorized,
    invalid: CloseCode.Forbidden,
    expired: CloseCode.Forbidden,
    revoked: CloseCode.Forbidden,
    unavailable: TRY_AGAIN_LATER,
  }[answer.fault];
  connection.close(code, answer.message, 'unauthenticated');
  return false;
}

/** Takes the socket's places until it is gone; or says, in words for the client, which are all taken. */
function takePlaces(
  connection: Connection,
  { viewer }: Identity,
  { ofPerson, ofChannel }: SocketPlaces,
): string | null {
  const leaveChannel = ofChannel.take(viewer.channelId);
  // Not whose they are: that others are here is none of a customer's business.
  if (leaveChannel === null) return 'too many sockets are open; try again later';
  connection.onGone(leaveChannel);
  const leavePerson = ofPerson.take(JSON.stringify([viewer.channelId, viewer.role, viewer.id]));
  if (leavePerson === null) return 'you have as many sockets open as you may; close one, then connect again';
  connection.onGone(leavePerson);
  return null;
}

type Payload = {
  readonly id: string;
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
};

function begin(ctx: Ctx, payload: Payload, options: ProtocolOptions): ExecutionArgs | readonly GraphQLError[] {
  const { connection } = ctx.extra;
  const { identity } = connection;
  if (identity === null) return [userError('UNAUTHENTICATED', 'send connection_init first')];
  if (connection.operations.size >= options.maxOperations) {
    return [
      userError(
        'TOO_MANY_SUBSCRIPTIONS',
        `a socket may have ${options.maxOperations} operations open; complete one first`,
      ),
    ];
  }
  const admission = options.rates.admit(identity.viewer);
  if (!admission.ok) return [tooOften(admission.retryAfterMs)];
  const read = options.readDocument(payload.query);
  if (!read.ok) return read.errors;
  const { schema } = options;
  const { document } = read;
  const requested = getOperationAST(document, payload.operationName);
  // graphql-ws would refuse it too, but without telling us, and what was opened for it would stay open.
  if (!requested) return [userError('BAD_USER_INPUT', 'name one of the operations in the query as operationName')];
  const variables = payload.variables ?? {};
  const operation = connection.operations.open(
    beginsAfter({ schema, document, operation: requested, variables, viewer: identity.viewer }),
  );
  const correlationId = randomUUID();
  const viewer = { ...identity.viewer, correlationId };
  const contextValue: SocketContext = {
    correlationId,
    viewer,
    signal: operation.signal,
    member: { id: payload.id, viewer, connection, operation },
  };
  return {
    schema,
    document,
    operationName: payload.operationName,
    variableValues: variables,
    contextValue,
  };
}
