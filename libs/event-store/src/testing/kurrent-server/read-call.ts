import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { LogPosition } from './server-log.ts';

/** A call of `Read`, which is a read or a subscription. */
export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** Writes a message and waits while the client does not take more. */
export async function send(call: ReadCall, message: ReadResp): Promise<void> {
  if (call.write(message)) return;
  await new Promise<void>((resolve) => {
    const go = (): void => {
      call.off('drain', go).off('cancelled', go).off('close', go);
      resolve();
    };
    call.once('drain', go).once('cancelled', go).once('close', go);
  });
}

export function positionIn(all: ReadReq.Options.AllOptions): LogPosition | 'start' | 'end' {
  const position = all.getPosition();
  if (position) {
    return { commit: Number(position.getCommitPosition()), prepare: Number(position.getPreparePosition()) };
  }
  return all.hasEnd() ? 'end' : 'start';
}
