/** Changes to a message that its sender did not mean, one of them drawn by `random`. */
export function mutated(text: string, random: () => number): string {
  const change = CHANGES[Math.floor(random() * CHANGES.length)] ?? flip;
  return change(text, random);
}

type Change = (text: string, random: () => number) => string;

const between = (random: () => number, end: number): number => Math.floor(random() * end);
const cut = (text: string, random: () => number): [number, number] => {
  const from = between(random, text.length);
  return [from, Math.min(text.length, from + 1 + between(random, 40))];
};

const flip: Change = (text, random) => {
  const at = between(random, text.length);
  return text.slice(0, at) + String.fromCharCode(between(random, 256)) + text.slice(at + 1);
};
const leaveOut: Change = (text, random) => {
  const [from, to] = cut(text, random);
  return text.slice(0, from) + text.slice(to);
};
const repeat: Change = (text, random) => {
  const [from, to] = cut(text, random);
  return text.slice(0, to) + text.slice(from, to).repeat(1 + between(random, 30)) + text.slice(to);
};
const truncate: Change = (text, random) => text.slice(0, between(random, text.length));

/** On whole lines, as what mixes headers up does. */
const onLines =
  (change: (lines: string[], at: number, random: () => number) => void): Change =>
  (text, random) => {
    const lines = text.split('\r\n');
    change(lines, between(random, lines.length), random);
    return lines.join('\r\n');
  };

/** What parsers like least, in the place of a value. */
const NASTY = [
  ...['', ' ', '*', '0', '-1', '4294967296', '99999999999999999999', ';;;', ',,,', '<>', '<sip:>', '"', '\\', '%00'],
  ...[
    'sip:a@b',
    'tel:1',
    '<sip:[::]>',
    '<sip:a@b;lr>,<sip:c@d',
    'SIP/2.0/UDP',
    'x'.repeat(3_000),
    '\u0000\u0001',
    '☎',
    '\t',
  ],
  ...[
    'refer;id=1',
    'active',
    'Digest realm="a", nonce=""',
    'uac;refresher=uas',
    '0 INVITE',
    '1 BYE',
    'application/sdp',
  ],
];
const HEADERS = [
  ...[
    'Via',
    'From',
    'To',
    'Call-ID',
    'CSeq',
    'Contact',
    'Route',
    'Record-Route',
    'Max-Forwards',
    'Content-Type',
    'Event',
  ],
  ...[
    'Content-Length',
    'Require',
    'Supported',
    'Session-Expires',
    'Min-SE',
    'Replaces',
    'Refer-To',
    'Reason',
    'Expires',
    'RAck',
  ],
  ...[
    'Authorization',
    'Privacy',
    'P-Asserted-Identity',
    'WWW-Authenticate',
    'Subscription-State',
    'k',
    'l',
    'm',
    'x',
    'o',
  ],
];

const CHANGES: readonly Change[] = [
  flip,
  leaveOut,
  repeat,
  truncate,
  onLines((lines, at) => void lines.splice(at, 1)),
  onLines((lines, at) => void lines.splice(at, 0, lines[at] ?? '')),
  onLines((lines, at, random) => {
    const other = between(random, lines.length);
    [lines[at], lines[other]] = [lines[other] ?? '', lines[at] ?? ''];
  }),
  onLines((lines, at, random) => {
    const name = lines[at]?.split(':')[0] ?? '';
    lines[at] = `${name}: ${NASTY[between(random, NASTY.length)]}`;
  }),
  onLines((lines, at, random) => {
    lines.splice(
      Math.max(at, 1),
      0,
      `${HEADERS[between(random, HEADERS.length)]}: ${NASTY[between(random, NASTY.length)]}`,
    );
  }),
  (text, random) => {
    const methods = ['INVITE', 'ACK', 'BYE', 'CANCEL', 'INFO', 'UPDATE', 'OPTIONS', 'NOTIFY', 'REFER', 'PRACK'];
    const [one, other] = [between(random, methods.length), between(random, methods.length)];
    return text.replaceAll(methods[one] ?? '', methods[other] ?? '');
  },
];
