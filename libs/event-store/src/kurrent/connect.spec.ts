import { connectKurrentClient } from './connect.ts';

describe('a KurrentDB address', () => {
  it.each([
    'esdb://localhost',
    'esdb://admin:changeit@localhost:2113',
    'esdb://one:2113,two:2113,three:2113?nodePreference=leader&gossipTimeout=3',
    'esdb+discover://admin:changeit@cluster.example?maxDiscoverAttempts=3',
    'kurrentdb://localhost:2113?tls=false',
    'kurrentdb+discover://cluster.example',
    'kurrent://localhost',
  ])('may be %s', async (address) => {
    await connectKurrentClient(address).client.dispose();
  });

  it.each(['', 'localhost:2113', 'http://localhost', 'esdb://', 'esdb://host:port', 'esdb://host?tls=perhaps'])(
    'may not be %p',
    (address) => {
      expect(() => connectKurrentClient(address)).toThrow(/address/);
    },
  );

  it('keeps its password out of errors', () => {
    const address = 'esdb://admin:s3cret@host:port?tls=false';
    expect(() => connectKurrentClient(address)).toThrow(/^esdb:\/\/…@host:port/);
    expect(() => connectKurrentClient('http://admin:s3cret@host')).toThrow('http://…@host is no esdb');
  });

  it('gives appends its own credentials, or any where there is no TLS, or none', () => {
    expect(connectKurrentClient('esdb://a%40b:c%3Ad@host').credentials).toEqual({ username: 'a@b', password: 'c:d' });
    expect(connectKurrentClient('esdb://host?tls=false').credentials).toBeDefined();
    expect(connectKurrentClient('esdb://host').credentials).toBeUndefined();
  });
});
