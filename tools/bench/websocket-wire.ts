/*
 * WebSocket as a client writes and reads it on a bare TCP socket (RFC 6455 §5): for readers that must cost little, and for those
 * that stop reading.
 */
import { randomBytes } from 'node:crypto';

/** The request that makes a socket of the line. */
export const upgradeRequest = (port: number): string =>
  [
    'GET /graphql HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Protocol: graphql-transport-ws',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    '\r\n',
  ].join('\r\n');

/** Clients mask; zeros are a mask too. */
export function masked(text: string, opcode = 0x81): Buffer {
  const payload = Buffer.from(text);
  const length =
    payload.length < 126 ? [0x80 | payload.length] : [0x80 | 126, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from([opcode, ...length, 0, 0, 0, 0]), payload]);
}

/** Set on the last frame of a message. */
export const FINAL = 0x80;
export const CLOSE = 0x88;
export const PING = 0x89;
export const PONG = 0x8a;

/** The first frame in the bytes: its first byte, and where its payload begins and ends; null until it is whole. */
export interface Frame {
  readonly opcode: number;
  readonly start: number;
  readonly end: number;
}

/** A server's frames are not masked, and ours are none of 64 KiB and more. */
export function frameOf(bytes: Buffer): Frame | null {
  if (bytes.length < 2) return null;
  const short = bytes[1] ?? 0;
  const start = short < 126 ? 2 : 4;
  if (bytes.length < start) return null;
  const end = start + (short < 126 ? short : bytes.readUInt16BE(2));
  return bytes.length < end ? null : { opcode: bytes[0] ?? 0, start, end };
}
