import { parseNameAddr, parseUri } from './name-addr.ts';

describe('an address', () => {
  it.each([
    ['sip:070@h.example', { scheme: 'sip', user: '070', host: 'h.example', port: null }],
    ['sip:+82%2070;phone-context=x@H:5070;transport=tcp?x=y', { user: '+82 70', host: 'h', port: 5070 }],
    ['sips:a:secret@[2001:db8::1]', { scheme: 'sips', user: 'a', host: '2001:db8::1' }],
    ['sip:h', { user: '', host: 'h' }],
    ['tel:+82-70-1234', { scheme: 'tel', user: '+82-70-1234', host: '' }],
  ])('is read of %s', (text, expected) => {
    expect(parseUri(text)).toMatchObject(expected);
  });

  it.each([
    ...['', 'http://x', 'sip:', 'sip:a@', 'sip:a@h:0', 'sip:a@h:99999', 'sip:a%0d%0ab@h', 'sip:a%2@h', 'sip:a b@h'],
    ...['mailto:a@b', 'sip:a@h x', 'tel:', 'sip:<a>@h', 'sip:a@-h'],
  ])('is none as %j', (text) => expect(parseUri(text)).toBeNull());

  it.each([
    ['"A \\" <sip:evil@h>" <sip:b@h>;tag=t', 'b', 't'],
    ['Name <sip:b@h;x=1>', 'b', null],
    ['sip:b@h;tag=t', 'b', 't'],
    ['<tel:070>;tag=t', '070', 't'],
  ])('stands in %s', (value, user, tag) => {
    expect(parseNameAddr(value)).toMatchObject({ uri: { user }, tag });
  });

  it.each(['', '<>', '<sip:a@h', 'sip:a@h>', '"a <sip:a@h>', '<sip:a@h>;tag=', '<sip:a@h>;tag=a"b', '<sip:a@h> x'])(
    'does not stand in %j',
    (value) => expect(parseNameAddr(value)).toBeNull(),
  );
});
