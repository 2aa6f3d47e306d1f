/** An HTTP answer as it came over the line. */
export interface HttpAnswer {
  readonly status: number;
  readonly bodyBytes: number;
}

const HEAD_END = '\r\n\r\n';

/**
 * The first final answer in what came; null while it is not there to its end. `isOver` says that nothing more comes: a body of
 * no stated length ends there.
 */
export function httpAnswerIn(bytes: Buffer, isOver: boolean, withoutBody: boolean): HttpAnswer | null {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? Number.NaN);
  const rest = bytes.subarray(end + HEAD_END.length);
  if (status < 200 && status !== 101) return httpAnswerIn(rest, isOver, withoutBody);
  const bodyBytes = withoutBody || status === 101 ? 0 : bodyIn(head, rest, isOver);
  return Number.isNaN(status) || bodyBytes === null ? null : { status, bodyBytes };
}

function bodyIn(head: string, rest: Buffer, isOver: boolean): number | null {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return rest.length >= Number(length) ? Number(length) : null;
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    const end = rest.indexOf('0\r\n\r\n');
    return end < 0 ? null : end;
  }
  return isOver ? rest.length : null;
}

/** What a server said on a WebSocket: messages, and how it closed. */
export interface SocketAnswers {
  readonly messages: readonly string[];
  /** 1005 where the frame held no code; null before. */
  readonly closeCode: number | null;
}

const FINAL = 0x80;
const CONTINUATION = 0;
const TEXT = 1;
const CLOSE = 8;

/** Reads the frames that a server sends, which are never masked, as they come; a message may come in fragments. */
export function createFrameReader() {
  const messages: string[] = [];
  let closeCode: number | null = null;
  let rest = Buffer.alloc(0);
  let begun: Buffer[] = [];
  const take = (): boolean => {
    const [first = 0, second = 0] = rest;
    const head = { 126: 4, 127: 10 }[second] ?? 2;
    if (rest.length < head) return false;
    const length = second === 126 ? rest.readUInt16BE(2) : second === 127 ? Number(rest.readBigUInt64BE(2)) : second;
    if (rest.length < head + length) return false;
    const payload = rest.subarray(head, head + length);
    rest = rest.subarray(head + length);
    const opcode = first & 0xf;
    if (opcode === CLOSE) closeCode ??= length < 2 ? 1005 : payload.readUInt16BE(0);
    if (opcode !== TEXT && opcode !== CONTINUATION) return true;
    begun.push(payload);
    if ((first & FINAL) === 0) return true;
    messages.push(Buffer.concat(begun).toString());
    begun = [];
    return true;
  };
  return {
    feed(chunk: Buffer): void {
      rest = Buffer.concat([rest, chunk]);
      while (take());
    },
    answers: (): SocketAnswers => ({ messages, closeCode }),
  };
}
