import { branchOf, hostOf, parseVia, renderVia, stamped } from './via.ts';

describe('a Via', () => {
  it('is stamped with where it came from, and its port where that was asked for', () => {
    const via = parseVia('SIP / 2.0 / UDP  Host.example:5070 ;branch=z9hG4bKx;RPORT; ttl=1');
    if (!via) throw new Error('was not read');
    expect(renderVia(stamped(via, '192.0.2.1', 4_000))).toBe(
      'SIP/2.0/UDP host.example:5070;branch=z9hG4bKx;rport=4000;ttl=1;received=192.0.2.1',
    );
    const plain = parseVia('SIP/2.0/TCP [2001:db8::1];branch=z9hG4bKx');
    expect(plain && renderVia(stamped(plain, '2001:db8::2', 4_000))).toBe(
      'SIP/2.0/TCP [2001:db8::1];branch=z9hG4bKx;received=2001:db8::2',
    );
  });

  it.each([
    ['z9hG4bKx', 'z9hG4bKx'],
    ['z9hG4bK', null],
    ['1', null],
  ])('with branch %s has the branch %s', (branch, expected) => {
    const via = parseVia(`SIP/2.0/UDP h;branch=${branch}`);
    expect(via && branchOf(via)).toBe(expected);
  });

  it.each(['', 'SIP/3.0/UDP h', 'SIP/2.0/UDP', 'SIP/2.0/UDP h:0', 'SIP/2.0/UDP h:70000', 'SIP/2.0/UDP h;=x', 'UDP h'])(
    'is none as %j',
    (value) => expect(parseVia(value)).toBeNull(),
  );

  it('has IPv6 in brackets', () => {
    expect([hostOf('::1'), hostOf('127.0.0.1')]).toEqual(['[::1]', '127.0.0.1']);
  });
});
