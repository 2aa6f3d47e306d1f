import { callTexts, type SipPeer } from './sip-peer.ts';

/** A message, and what it is that is wrong with it or hard about it. In the manner of RFC 4475. */
export interface Torture {
  readonly what: string;
  readonly text: string;
}

const swap =
  (what: string, from: string | RegExp, to: string) =>
  (text: string): Torture => ({ what, text: text.replace(from, to) });

/** Changes to an INVITE that is right. */
const CHANGES: readonly ((text: string) => Torture)[] = [
  swap('no CSeq', /CSeq: [^\r]*\r\n/, ''),
  swap('a CSeq of another method', 'CSeq: 1 INVITE', 'CSeq: 1 BYE'),
  swap('a CSeq too large', 'CSeq: 1', 'CSeq: 36893488147419103232'),
  swap('a negative CSeq', 'CSeq: 1', 'CSeq: -1'),
  swap('a CSeq that is a word', 'CSeq: 1 INVITE', 'CSeq: one INVITE'),
  swap('two CSeqs', /(CSeq: [^\r]*\r\n)/, '$1CSeq: 2 INVITE\r\n'),
  swap('no Call-ID', /Call-ID: [^\r]*\r\n/, ''),
  swap('an empty Call-ID', /Call-ID: [^\r]*/, 'Call-ID: '),
  swap('a Call-ID of control characters', /Call-ID: [^\r]*/, 'Call-ID: a\u0000b'),
  swap('no From', /From: [^\r]*\r\n/, ''),
  swap('two Froms', /(From: [^\r]*\r\n)/, '$1$1'),
  swap('a From without a tag', /;tag=peer/, ''),
  swap('a From with an open quote', 'From: <', 'From: "open <'),
  swap('a From with an unknown scheme', /From: <sip:/, 'From: <news:'),
  swap('a From without an end', /From: <[^\r]*/, 'From: <sip:a@b;tag=x'),
  swap('a name of thousands of characters', 'From: <', `From: "${'n'.repeat(5_000)}" <`),
  swap('no To', /To: [^\r]*\r\n/, ''),
  swap('a To with nothing in it', /To: [^\r]*/, 'To: <>'),
  swap('a To with an unknown scheme', /To: <sip:/, 'To: <isbn:'),
  swap('no Via', /Via: [^\r]*\r\n/, ''),
  swap('a Via that is none', /Via: [^\r]*/, 'Via: nonsense'),
  swap('a Via of another protocol', /Via: SIP\/2.0\//, 'Via: HTTP/1.1/'),
  swap('a Via with the port 0', /(Via: SIP\/2.0\/\w+) [^;]*/, '$1 h:0'),
  swap('an empty parameter in Via', ';rport', ';;=;rport'),
  swap('a second Via that is none', /(Via: [^\r]*\r\n)/, '$1Via: ,,,\r\n'),
  swap('a branch without anything after its cookie', /branch=[^\r]*/, 'branch=z9hG4bK'),
  swap('no Contact', /Contact: [^\r]*\r\n/, ''),
  swap('two Contacts', /(Contact: [^\r]*)/, '$1, <sip:x@y>'),
  swap('a Contact of everybody', /Contact: [^\r]*/, 'Contact: *'),
  swap('a Contact by mail', /Contact: [^\r]*/, 'Contact: <mailto:a@b>'),
  swap('a Record-Route that is none', 'Max-Forwards', 'Record-Route: <<>>\r\nMax-Forwards'),
  swap('a Max-Forwards that is a word', 'Max-Forwards: 70', 'Max-Forwards: seventy'),
  swap('a Max-Forwards of 300', 'Max-Forwards: 70', 'Max-Forwards: 300'),
  swap('a negative Content-Length', /Content-Length: \d+/, 'Content-Length: -999'),
  swap('a Content-Length longer than the body', /Content-Length: \d+/, 'Content-Length: 9999'),
  swap('two Content-Lengths', /(Content-Length: \d+)/, '$1\r\nl: 5'),
  swap('no Content-Type', /Content-Type: [^\r]*\r\n/, ''),
  swap('a Content-Type of many parts', 'application/sdp', 'multipart/mixed;boundary=7a9cbec02ceef655'),
  swap('an Expires that is a word', 'Max-Forwards', 'Expires: soon\r\nMax-Forwards'),
  swap('a URI with spaces', /INVITE sip:/, 'INVITE sip: '),
  swap('a URI in brackets', /INVITE (sip:[^ ]*)/, 'INVITE <$1>'),
  swap('a URI with a line break escaped', /INVITE sip:/, 'INVITE sip:%0d%0a'),
  swap('a URI with a broken escape', /INVITE sip:/, 'INVITE sip:%zz'),
  swap('a telephone URI', /INVITE sip:[^ ]*/, 'INVITE tel:+1-201-555-0123;phone-context=x'),
  swap('a URI of thousands of characters', /INVITE sip:/, `INVITE sip:${'9'.repeat(8_000)}`),
  swap('a version of SIP to come', 'SIP/2.0\r\n', 'SIP/9.9\r\n'),
  swap('a method in lower case', /INVITE/g, 'invite'),
  swap('many requirements', 'Max-Forwards', `Require: ${'x, '.repeat(500)}y\r\nMax-Forwards`),
  swap('more headers than anybody needs', 'Max-Forwards', `${'X: y\r\n'.repeat(300)}Max-Forwards`),
  swap('a header without a name', 'Max-Forwards', ': value\r\nMax-Forwards'),
  swap('a header that is folded for ever', 'Max-Forwards: 70', `Max-Forwards: 70${'\r\n '.repeat(500)}`),
  swap('bare line feeds', /\r\n/g, '\n'),
  swap('no end of the headers', /\r\n\r\n[^]*/, '\r\n'),
  swap('a description with a million lines', 'v=0', 'v=0\r\nzzz'),
  swap('a description whose version is 9', 'v=0', 'v=9'),
  swap('a description that is noise', /v=0[^]*/, '\u0001\u0002\u0003'),
  swap('letters of the whole world', 'From: <', 'From: "전화 ☎ \u{1F4DE}" <'),
  swap('a Session-Expires that is none', 'Max-Forwards', 'Session-Expires: ;;;refresher\r\nMax-Forwards'),
  swap('a Replaces that is none', 'Max-Forwards', 'Replaces: ;;;\r\nMax-Forwards'),
  swap('an Authorization that is none', 'Max-Forwards', 'Authorization: Digest ,,,="\r\nMax-Forwards'),
];

/** Messages that are no INVITE. */
const OTHERS: readonly Torture[] = [
  { what: 'nothing but zeros', text: '\0'.repeat(400) },
  { what: 'a request of another protocol', text: 'GET / HTTP/1.1\r\nHost: x\r\n\r\n' },
  { what: 'a start line alone', text: 'INVITE sip:x@y SIP/2.0\r\n\r\n' },
  { what: 'a response to nobody', text: 'SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP x;branch=z9hG4bK.a.1\r\nCSeq: x\r\n\r\n' },
  { what: 'a response with a status that is none', text: 'SIP/2.0 9999 x\r\n\r\n' },
  { what: 'a response without a Via', text: 'SIP/2.0 180 Ringing\r\nCSeq: 1 INVITE\r\n\r\n' },
  { what: 'an ACK to nothing', text: 'ACK sip:x@y SIP/2.0\r\nVia: SIP/2.0/UDP x;branch=z9hG4bK1\r\n\r\n' },
];

/** Changes to a 200 that answers an INVITE of ours. */
export const RESPONSES: readonly ((text: string) => Torture)[] = [
  swap('no CSeq', /CSeq: [^\r]*\r\n/i, ''),
  swap('a CSeq that is a word', /CSeq: \d+/i, 'CSeq: one'),
  swap('a CSeq without a method', /(CSeq: \d+) INVITE/i, '$1'),
  swap('a CSeq of another method', /(CSeq: \d+) INVITE/i, '$1 BYE'),
  swap('a CSeq of another number', /CSeq: \d+/i, 'CSeq: 4294967296'),
  swap('no Via', /Via: [^\r]*\r\n/i, ''),
  swap('two Vias', /(Via: [^\r]*\r\n)/i, '$1$1'),
  swap('no From', /From: [^\r]*\r\n/i, ''),
  swap('a To with an unknown scheme', /To: [^\r]*/i, 'To: <isbn:2983792873>;tag=x'),
  swap('a To that is none', /To: [^\r]*/i, 'To: "'),
  swap('a status that is none', 'SIP/2.0 200', 'SIP/2.0 2000'),
  swap('a version of SIP to come', 'SIP/2.0 200', 'SIP/9.9 200'),
];

/** At least 40, each with a call of its own. */
export function tortures(peer: SipPeer, host: string, number: string): readonly Torture[] {
  return [
    ...CHANGES.map((change) => change(callTexts(peer, host, number).invite)),
    ...['BYE', 'CANCEL', 'NOTIFY', 'REFER', 'PRACK', 'INFO', 'UPDATE', 'SUBSCRIBE'].map((method) => ({
      what: `${method} out of nothing`,
      text: callTexts(peer, host, number, '').invite.replaceAll('INVITE', method),
    })),
    ...OTHERS,
  ];
}
