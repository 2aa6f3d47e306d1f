import { createFrameReader } from './answers.ts';

const frame = (head: number, text: string): Buffer =>
  Buffer.concat([Buffer.from([head, Buffer.byteLength(text)]), Buffer.from(text)]);

describe('the storm’s reader of frames', () => {
  it('puts a message together that comes in fragments, bytewise, with a ping between', () => {
    const all = Buffer.concat([
      frame(0x01, '{"id":'),
      frame(0x89, 'still there'),
      frame(0x80, '"1"}'),
      frame(0x81, '2'),
    ]);
    const reader = createFrameReader();
    for (const byte of all) reader.feed(Buffer.from([byte]));
    expect(reader.answers()).toEqual({ messages: ['{"id":"1"}', '2'], closeCode: null });
  });

  it('takes a close with and without a code', () => {
    const coded = createFrameReader();
    coded.feed(Buffer.from([0x88, 2, 0x11, 0x30]));
    expect(coded.answers().closeCode).toBe(4400);
    const bare = createFrameReader();
    bare.feed(Buffer.from([0x88, 0]));
    expect(bare.answers().closeCode).toBe(1005);
  });
});
