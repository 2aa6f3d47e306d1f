import fc from 'fast-check';
import { MAX_MESSAGE_BYTES } from '../sip/message.ts';
import { Framing, KEEP_ALIVE, MAX_HEAD_BYTES } from './framing.ts';

const message = (body: string, name = 'Content-Length') =>
  `OPTIONS sip:h SIP/2.0\r\nVia: x\r\n${name}: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

describe('a stream of SIP', () => {
  it('is cut into the same messages however its bytes arrive', () => {
    const sent = [message(''), KEEP_ALIVE, message('전화 body'), message('x', 'l'), message('')];
    const bytes = Buffer.from(sent.join(''));
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 20 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const framing = new Framing();
        const read = at.slice(1).flatMap((end, index) => framing.read(bytes.subarray(at[index], end)).messages);
        expect(read).toEqual(sent);
      }),
    );
  });

  it('passes over line breaks between messages', () => {
    expect(new Framing().read(Buffer.from(`\r\n${message('a')}`))).toEqual({ messages: [message('a')], broken: null });
  });

  it.each([
    ['no Content-Length', 'OPTIONS sip:h SIP/2.0\r\nVia: x\r\n\r\n'],
    ['two of them', message('').replace('\r\n\r\n', '\r\nl: 5\r\n\r\n')],
    ['one that is no number', message('').replace('Content-Length: 0', 'Content-Length: -1')],
    ['one that is too large', message('').replace('Content-Length: 0', `Content-Length: ${MAX_MESSAGE_BYTES}`)],
    ['headers without an end', 'x'.repeat(MAX_HEAD_BYTES + 1)],
  ])('cannot be read on after %s', (_, text) => {
    expect(new Framing().read(Buffer.from(text)).broken).not.toBeNull();
  });
});
