import {
  cseqOf,
  headerOf,
  listOf,
  MAX_HEADERS,
  MAX_MESSAGE_BYTES,
  parseMessage,
  serialise,
  withHeaders,
} from './message.ts';

const read = (...lines: string[]) => parseMessage([...lines, '', ''].join('\r\n'));

describe('a SIP message', () => {
  it('is read with compact names, folded lines and lists in one field or several', () => {
    const message = read(
      'INVITE sip:1@h SIP/2.0',
      'v: SIP/2.0/UDP a;branch=z9hG4bK1, SIP/2.0/UDP b;branch=z9hG4bK2',
      'Via:   SIP/2.0/UDP c;branch=z9hG4bK3',
      'f: "a, b" <sip:x@h>',
      ' ;tag=1',
      'i: id@h',
      'CSEQ : 7  INVITE',
    );
    if (!message) throw new Error('was not read');
    expect(listOf(message, 'via').map((via) => via.slice(12, 13))).toEqual(['a', 'b', 'c']);
    expect(listOf(message, 'from')).toEqual(['"a, b" <sip:x@h> ;tag=1']);
    expect(headerOf(message, 'call-id')).toBe('id@h');
    expect(cseqOf(message)).toEqual({ number: 7, method: 'INVITE' });
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'may have a header that is called %s, like any other',
    (name) => {
      const message = read('OPTIONS sip:1@h SIP/2.0', `${name}: 1`);
      if (!message) throw new Error('was not read');
      expect(message.headers).toEqual([{ name: name.toLowerCase(), value: '1' }]);
      expect(serialise(withHeaders(message, { 'x-more': '2' })).toLowerCase()).toContain(
        `\r\n${name.toLowerCase()}: 1\r\n`,
      );
    },
  );

  it('goes out as it came in, with its length counted in bytes', () => {
    const message = read('SIP/2.0 200 OK', 'Via: SIP/2.0/UDP a;branch=z9hG4bK1', 'Content-Length: 999');
    if (!message) throw new Error('was not read');
    const text = serialise(withHeaders({ ...message, body: '전화' }, { 'x-more': ['1', '2'], via: 'SIP/2.0/UDP b' }));
    expect(text.split('\r\n')).toEqual([
      'SIP/2.0 200 OK',
      'Via: SIP/2.0/UDP b',
      'X-More: 1',
      'X-More: 2',
      'Content-Length: 6',
      '',
      '전화',
    ]);
  });

  it.each([
    ['no end of the headers', 'INVITE sip:1@h SIP/2.0\r\nVia: x\r\n'],
    ['a start line of another protocol', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a line that is no header', 'INVITE sip:1@h SIP/2.0\r\nnonsense\r\n\r\n'],
    ['a name with a blank in it', 'INVITE sip:1@h SIP/2.0\r\nV ia: x\r\n\r\n'],
    ['too many headers', `INVITE sip:1@h SIP/2.0\r\n${'X: y\r\n'.repeat(MAX_HEADERS + 1)}\r\n`],
    ['too much of it', `INVITE sip:1@h SIP/2.0\r\nX: ${'y'.repeat(MAX_MESSAGE_BYTES)}\r\n\r\n`],
    ['a status that is none', 'SIP/2.0 999 Nine\r\n\r\n'],
    ['nothing', ''],
  ])('is none with %s', (_, text) => {
    expect(parseMessage(text)).toBeNull();
  });

  it.each(['', '1', 'INVITE', '2147483648 INVITE', '-1 INVITE', '1 INVITE x', '１ INVITE'])(
    'has no CSeq %j',
    (value) => {
      const message = read('INVITE sip:1@h SIP/2.0', `CSeq: ${value}`);
      expect(message && cseqOf(message)).toBeNull();
    },
  );
});
