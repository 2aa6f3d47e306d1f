import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { readEventOf, shared, streamDeleted, streamNameOf, streams } from './protocol.ts';
import type { ReadCall } from './read-call.ts';
import { positionIn, send } from './read-call.ts';
import type { LogRecord, ServerLog } from './server-log.ts';
import { subscribeToAll } from './subscription.ts';

/** `Read`: a stream or the whole log, forwards or backwards, or a subscription to the whole log. */
export async function read(
  log: ServerLog,
  call: ReadCall,
  behaviour: { readonly caughtUpMessages: boolean },
): Promise<void> {
  const options = call.request.getOptions();
  const all = options?.getAll();
  if (options?.hasSubscription() && all) return subscribeToAll(log, call, options, behaviour);
  const count = Number(options?.getCount() ?? 0);
  const backwards = options?.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const records = all ? readAll(log, all, backwards, count) : readStream(log, call, options, backwards, count);
  for (const record of records) {
    if (call.cancelled) return;
    await send(call, readEventOf(record));
  }
  if (!call.destroyed) call.end();
}

function readAll(
  log: ServerLog,
  all: ReadReq.Options.AllOptions,
  backwards: boolean,
  count: number,
): readonly LogRecord[] {
  const from = positionIn(all);
  const index = from === 'start' ? 0 : from === 'end' ? log.records.length : log.indexAt(from);
  // Forwards a position is included, backwards it is not: it is then the place behind the record wanted first.
  if (!backwards) return log.records.slice(index, index + count);
  return log.records.slice(Math.max(0, index - count), index).reverse();
}

function readStream(
  log: ServerLog,
  call: ReadCall,
  options: ReadReq.Options | undefined,
  backwards: boolean,
  count: number,
): readonly LogRecord[] {
  const from = options?.getStream();
  const name = streamNameOf(from?.getStreamIdentifier());
  if (log.isDeleted(name)) {
    call.emit('error', streamDeleted(name));
    return [];
  }
  const records = log.stream(name);
  if (!from || !records) {
    const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(name));
    call.write(
      new streams.ReadResp().setStreamNotFound(new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier)),
    );
    return [];
  }
  const revision = from.hasRevision() ? Number(from.getRevision()) : from.hasEnd() ? records.length - 1 : 0;
  if (!backwards) return records.slice(revision, revision + count);
  return records.slice(Math.max(0, revision + 1 - count), revision + 1).reverse();
}
