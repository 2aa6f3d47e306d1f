import { hostFault } from './host-header.ts';

const request = (hosts: readonly string[], httpVersion = '1.1') => ({
  httpVersion,
  headers: hosts[0] === undefined ? {} : { host: hosts[0] },
  rawHeaders: ['Accept', '*/*', ...hosts.flatMap((host, index) => [index % 2 === 0 ? 'Host' : 'hOST', host])],
});

describe('the header Host', () => {
  it.each(['shop.example', 'localhost:3000', '127.0.0.1', '[::1]:3000', 'xn--9n2bp8q.example', 'a_b.example'])(
    'may be %s',
    (host) => expect(hostFault(request([host]))).toBeNull(),
  );

  it.each(['', 'a b', '[::', '%%%', '"><script>', 'a:99999', 'a/b', 'user@a', 'a?b', 'a#b', 'a\\b', 'ÿþ'])(
    'may not be %j',
    (host) => expect(hostFault(request([host]))).toBe('the header Host names no host'),
  );

  it('is there once, but for those who know no such header', () => {
    expect(hostFault(request([]))).toMatch(/names its host/);
    expect(hostFault(request(['a.example', 'b.example']))).toMatch(/no more/);
    expect(hostFault(request([], '1.0'))).toBeNull();
  });
});
