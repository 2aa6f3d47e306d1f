import { BlockList } from 'node:net';
import fc from 'fast-check';
import { clientAddress } from './client-address.ts';

const NOBODY = new BlockList();
const PROXIES = new BlockList();
PROXIES.addSubnet('10.0.0.0', 8, 'ipv4');
PROXIES.addAddress('fd00::1', 'ipv6');

const asking = (remoteAddress: string | undefined, forwarded?: string | string[]) => ({
  socket: { remoteAddress },
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded as string },
});

describe('the address of a client', () => {
  it('is that of its connection, whatever it says itself', () => {
    expect(clientAddress(asking('203.0.113.7', '198.51.100.1'), NOBODY)).toBe('203.0.113.7');
    expect(clientAddress(asking('203.0.113.7', '198.51.100.1'), PROXIES)).toBe('203.0.113.7');
  });

  it('is what the nearest trusted proxy says, not what the client told the proxy', () => {
    expect(clientAddress(asking('10.0.0.1', '198.51.100.1'), PROXIES)).toBe('198.51.100.1');
    expect(clientAddress(asking('10.0.0.1', '1.1.1.1, 198.51.100.1'), PROXIES)).toBe('198.51.100.1');
    expect(clientAddress(asking('10.0.0.1', '1.1.1.1, 198.51.100.1, 10.9.9.9'), PROXIES)).toBe('198.51.100.1');
    expect(clientAddress(asking('fd00::1', ['1.1.1.1', '198.51.100.1']), PROXIES)).toBe('198.51.100.1');
  });

  it('is the proxy’s own where it names nobody', () => {
    for (const said of [undefined, '', 'unknown', '_hidden, ', '1.1.1.1, not an address'])
      expect(clientAddress(asking('10.0.0.1', said), PROXIES)).toBe('10.0.0.1');
  });

  it.each([
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    [undefined, 'unknown'],
  ])('is one key for one client: %s', (remote, key) => {
    expect(clientAddress(asking(remote), NOBODY)).toBe(key);
  });

  it.each(['198.51.100.1:4711', '[2001:db8:1:2::9]:4711', '[2001:db8:1:2::9]'])(
    'is read without its port: %s',
    (said) => {
      expect(['198.51.100.1', '2001:db8:1:2::/64']).toContain(clientAddress(asking('10.0.0.1', said), PROXIES));
    },
  );

  it('is found in whatever is sent', () => {
    const piece = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.constantFrom('10.1.1.1', '[', '::', '[::]:', '%'));
    fc.assert(
      fc.property(fc.array(piece), fc.ipV6(), (said, remote) => {
        expect(clientAddress(asking('10.0.0.1', said.join(',')), PROXIES)).toMatch(/./);
        expect(clientAddress(asking(remote), PROXIES)).toMatch(/\/64$|^[\d.]+$/);
      }),
    );
  });
});
