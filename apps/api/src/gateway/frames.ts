/*
 * A text message in two frames (RFC 6455 §5.4), for a message whose beginning is each socket's own and whose rest is the
 * same for many: the rest is made once and written to all of them as it is. Servers do not mask.
 */

const TEXT = 0x01;
const CONTINUATION = 0x00;
const FINAL = 0x80;
const LENGTH_IN_2_BYTES = 126;
const LENGTH_IN_8_BYTES = 127;

/** The message goes on in {@link lastFragment}. */
export const firstFragment = (text: string): Buffer => frame(TEXT, text);

export const lastFragment = (text: string): Buffer => frame(FINAL | CONTINUATION, text);

function frame(opcode: number, text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < LENGTH_IN_2_BYTES ? 2 : length <= 0xffff ? 4 : 10;
  // Not from Node's shared pool: a slow socket that keeps it would keep its neighbours too.
  const buffer = Buffer.allocUnsafeSlow(head + length);
  buffer[0] = opcode;
  if (head === 2) buffer[1] = length;
  else if (head === 4) {
    buffer[1] = LENGTH_IN_2_BYTES;
    buffer.writeUInt16BE(length, 2);
  } else {
    buffer[1] = LENGTH_IN_8_BYTES;
    buffer.writeBigUInt64BE(BigInt(length), 2);
  }
  buffer.write(text, head);
  return buffer;
}
