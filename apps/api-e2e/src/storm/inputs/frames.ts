import type { SeededRandom } from '../../seeded-random.ts';
import { frame, OPCODES } from '../../socket-client.ts';
import { type Generator, type Input, noise, overSocket, pick } from '../input.ts';

const { TEXT, CONTINUATION, BINARY, CLOSE, PING, PONG } = OPCODES;
const PROTOCOL_ERROR = 1002;
const INVALID_DATA = 1007;
const TOO_BIG = 1009;
const text = (words: string): Buffer => Buffer.from(words);
const ping = text('{"type":"ping"}');
const closing = (code: number, reason: Buffer = Buffer.alloc(0)): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(code);
  return Buffer.concat([bytes, reason]);
};

/** Frames that RFC 6455 forbids, and the code that it closes them with. */
const FORBIDDEN: readonly Make[] = [
  (random) => [PROTOCOL_ERROR, [frame({ opcode: TEXT, payload: ping, reserved: random.whole(1, 7) })]],
  () => [PROTOCOL_ERROR, [frame({ opcode: TEXT, payload: ping, masked: false })]],
  (random) => [PROTOCOL_ERROR, [frame({ opcode: pick(random, [3, 4, 5, 6, 7, 11, 12, 13, 14, 15]), payload: ping })]],
  (random) => [PROTOCOL_ERROR, [frame({ opcode: pick(random, [PING, PONG, CLOSE]), payload: ping, fin: false })]],
  (random) => [PROTOCOL_ERROR, [frame({ opcode: pick(random, [PING, PONG, CLOSE]), payload: Buffer.alloc(126) })]],
  () => [PROTOCOL_ERROR, [frame({ opcode: CONTINUATION, payload: ping })]],
  () => [PROTOCOL_ERROR, [frame({ opcode: TEXT, payload: ping, fin: false }), frame({ opcode: TEXT, payload: ping })]],
  (random) => [
    PROTOCOL_ERROR,
    [
      frame({
        opcode: CLOSE,
        payload: closing(pick(random, [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535])),
      }),
    ],
  ],
  () => [PROTOCOL_ERROR, [frame({ opcode: CLOSE, payload: Buffer.from([3]) })]],
  () => [INVALID_DATA, [frame({ opcode: CLOSE, payload: closing(1000, Buffer.from([0xff, 0xfe])) })]],
  (random) => [
    INVALID_DATA,
    [
      frame({
        opcode: TEXT,
        payload: Buffer.concat([Buffer.from([pick(random, [0xff, 0xc0, 0xf8, 0x80])]), noise(random, 50)]),
      }),
    ],
  ],
  () => [INVALID_DATA, [frame({ opcode: TEXT, payload: Buffer.from([0x7b, 0xed, 0xa0, 0x80, 0x7d]) })]],
  () => [
    INVALID_DATA,
    [
      frame({ opcode: TEXT, payload: Buffer.from([0xe2, 0x82]), fin: false }),
      frame({ opcode: CONTINUATION, payload: Buffer.from([0x22]) }),
    ],
  ],
  () => [TOO_BIG, [frame({ opcode: TEXT, payload: Buffer.alloc(300_000, 0x20) })]],
  () => [TOO_BIG, [Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 1, 2, 3, 4])]],
  () => [TOO_BIG, [Buffer.from([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4])]],
  () => [
    TOO_BIG,
    [
      frame({ opcode: TEXT, payload: ping, fin: false }),
      ...Array.from({ length: 60 }, () =>
        frame({ opcode: CONTINUATION, payload: Buffer.alloc(5_000, 0x20), fin: false }),
      ),
    ],
  ],
];
type Make = (random: SeededRandom) => readonly [number, readonly Buffer[]];

/** Frames on a socket whose client was let in, or has not even said who they are. */
export const frames: Generator = (random) => {
  const admission = random.whole(0, 1) === 0 ? 'admitted' : 'upgraded';
  switch (random.whole(0, 9)) {
    case 0:
      return unfinished(random);
    case 1:
      // Odd, and allowed: the socket goes on.
      return overSocket('odd-frame', [
        pick(
          random,
          [PING, PONG].map((opcode) => frame({ opcode, payload: noise(random, 125) })),
        ),
      ]);
    case 2:
      return overSocket('noise', [Buffer.concat([Buffer.from([random.whole(0, 255) | 0x70]), noise(random, 500)])], {
        admission,
        answers: [PROTOCOL_ERROR],
      });
    case 3:
      return overSocket('binary', [frame({ opcode: BINARY, payload: noise(random, 500) })], { answers: [4400] });
    default: {
      const [code, writes] = pick(random, FORBIDDEN)(random);
      return overSocket('frame', writes, { admission, answers: [code] });
    }
  }
};

/** In the middle of a frame nothing can be said; whoever never ends it is let go. */
function unfinished(random: SeededRandom): Input {
  const whole = frame({ opcode: TEXT, payload: Buffer.alloc(random.whole(20, 5_000), 0x20) });
  const writes = [whole.subarray(0, random.whole(1, whole.length - 1))];
  const ending = pick(random, ['leaves', 'finishes', 'finishes', 'leaves', 'waits'] as const);
  return overSocket('unfinished-frame', writes, { ending, mayBeCut: true });
}
