import type { sendUnaryData, ServerDuplexStream, ServerReadableStream, ServerUnaryCall } from '@grpc/grpc-js';
import { status as grpcStatus } from '@grpc/grpc-js';
import anyMessages from 'google-protobuf/google/protobuf/any_pb.js';
import emptyMessages from 'google-protobuf/google/protobuf/empty_pb.js';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import { serverError, shared, status, streamDeleted, streamNameOf, streams } from './protocol.ts';
import type { ExpectedRevision, ProposedRecord, ServerLog, WriteResult } from './server-log.ts';

/** What a real server takes in one append by default. */
export const SERVER_MAX_APPEND_BYTES = 1024 * 1024;

type ProposedMessage = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;

/** `Append`: options first, then one message an event, then one answer. */
export function append(
  log: ServerLog,
  call: ServerReadableStream<AppendReq, AppendResp>,
  answer: sendUnaryData<AppendResp>,
): void {
  let options: AppendReq.Options | undefined;
  const events: ProposedRecord[] = [];
  call.on('data', (request: AppendReq) => {
    options ??= request.getOptions();
    const message = request.getProposedMessage();
    if (message) events.push(recordOf(message));
  });
  call.on('end', () => {
    if (!options) return answer(serverError(grpcStatus.INVALID_ARGUMENT, 'options missing'));
    if (sizeOf(events) > SERVER_MAX_APPEND_BYTES) return answer(tooLarge());
    const stream = streamNameOf(options.getStreamIdentifier());
    const result = log.write(stream, expectedIn(options), events);
    if (result.outcome === 'deleted') return answer(streamDeleted(stream));
    answer(null, appendRespOf(result));
  });
}

/** `BatchAppend`: one stream for all appends of a client, told apart by a correlation id. */
export function batchAppend(log: ServerLog, call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void {
  const pending = new Map<string, { options: BatchAppendReq.Options; events: ProposedRecord[] }>();
  call.on('data', (request: BatchAppendReq) => {
    const correlation = request.getCorrelationId()?.getString() ?? '';
    const options = request.getOptions();
    if (options) pending.set(correlation, { options, events: [] });
    const write = pending.get(correlation);
    if (!write) return;
    write.events.push(...request.getProposedMessagesList().map(recordOf));
    if (!request.getIsFinal()) return;
    pending.delete(correlation);
    const stream = streamNameOf(write.options.getStreamIdentifier());
    const response = batchAppendRespOf(log.write(stream, batchExpectedIn(write.options), write.events));
    response.setCorrelationId(new shared.UUID().setString(correlation));
    response.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)));
    call.write(response);
  });
  call.on('end', () => call.end());
}

export function tombstone(
  log: ServerLog,
  call: ServerUnaryCall<TombstoneReq, TombstoneResp>,
  answer: sendUnaryData<TombstoneResp>,
): void {
  const options = call.request.getOptions();
  if (!options) return answer(serverError(grpcStatus.INVALID_ARGUMENT, 'options missing'));
  const stream = streamNameOf(options.getStreamIdentifier());
  const result = log.tombstone(stream, expectedIn(options));
  if (result.outcome === 'deleted') return answer(streamDeleted(stream));
  if (result.outcome === 'wrong-expected-version') return answer(wrongExpectedVersion(stream, result.current));
  const position = new streams.TombstoneResp.Position();
  position.setCommitPosition(String(result.commit)).setPreparePosition(String(result.prepare));
  answer(null, new streams.TombstoneResp().setPosition(position));
}

function recordOf(message: ProposedMessage): ProposedRecord {
  const metadata = message.getMetadataMap();
  return {
    id: message.getId()?.getString() ?? '',
    type: metadata.get('type') ?? '',
    contentType: metadata.get('content-type') ?? '',
    data: message.getData_asU8(),
    customMetadata: message.getCustomMetadata_asU8(),
  };
}

const sizeOf = (events: readonly ProposedRecord[]): number =>
  events.reduce((bytes, event) => bytes + event.data.length + event.customMetadata.length + event.type.length, 0);

function expectedIn(options: AppendReq.Options | TombstoneReq.Options): ExpectedRevision {
  if (options.hasRevision()) return Number(options.getRevision());
  if (options.hasNoStream()) return 'no-stream';
  return options.hasStreamExists() ? 'stream-exists' : 'any';
}

function batchExpectedIn(options: BatchAppendReq.Options): ExpectedRevision {
  if (options.hasStreamPosition()) return Number(options.getStreamPosition());
  if (options.hasNoStream()) return 'no-stream';
  return options.hasStreamExists() ? 'stream-exists' : 'any';
}

function appendRespOf(result: Exclude<WriteResult, { outcome: 'deleted' }>): AppendResp {
  if (result.outcome === 'wrong-expected-version') {
    const wrong = new streams.AppendResp.WrongExpectedVersion();
    if (result.current < 0) wrong.setCurrentNoStream(new shared.Empty());
    else wrong.setCurrentRevision(String(result.current));
    return new streams.AppendResp().setWrongExpectedVersion(wrong);
  }
  const success = new streams.AppendResp.Success().setCurrentRevision(String(result.revision));
  const position = new streams.AppendResp.Position();
  position.setCommitPosition(String(result.commit)).setPreparePosition(String(result.prepare));
  return new streams.AppendResp().setSuccess(success.setPosition(position));
}

function batchAppendRespOf(result: WriteResult): BatchAppendResp {
  const response = new streams.BatchAppendResp();
  if (result.outcome === 'deleted') {
    return response.setError(detailed(new shared.StreamDeleted().serializeBinary(), 'StreamDeleted'));
  }
  if (result.outcome === 'wrong-expected-version') {
    const wrong = new shared.WrongExpectedVersion();
    if (result.current < 0) wrong.setCurrentNoStream(new emptyMessages.Empty());
    else wrong.setCurrentStreamRevision(String(result.current));
    return response.setError(detailed(wrong.serializeBinary(), 'WrongExpectedVersion'));
  }
  const success = new streams.BatchAppendResp.Success().setCurrentRevision(String(result.revision));
  const position = new shared.AllStreamPosition();
  position.setCommitPosition(String(result.commit)).setPreparePosition(String(result.prepare));
  return response.setSuccess(success.setPosition(position));
}

function detailed(message: Uint8Array, name: string): InstanceType<typeof status.Status> {
  const details = new anyMessages.Any();
  details.pack(message, `event_store.client.${name}`);
  return new status.Status().setMessage(name).setDetails(details);
}

const tooLarge = (): ReturnType<typeof serverError> =>
  serverError(grpcStatus.INVALID_ARGUMENT, `Maximum Append Size of ${SERVER_MAX_APPEND_BYTES} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(SERVER_MAX_APPEND_BYTES),
  });

const wrongExpectedVersion = (stream: string, current: number): ReturnType<typeof serverError> =>
  serverError(grpcStatus.FAILED_PRECONDITION, `WrongExpectedVersion. Stream: ${stream}`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': '-2',
    'actual-version': String(current),
  });
