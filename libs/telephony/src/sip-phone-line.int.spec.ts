import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { phoneLineContract } from '@meets/meet-domain/testing';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from './testing/loopback-certificate.ts';
import { oneLine } from './testing/one-line.ts';
import { FAR_NUMBER, NEAR_NUMBER, pairOfLines } from './testing/pair-of-lines.ts';

const host = '127.0.0.1';
const tls = { transport: 'tls', host, key: LOOPBACK_KEY, certificate: LOOPBACK_CERTIFICATE } as const;
const credentials = { user: 'carrier', password: 'secret' };

phoneLineContract('SIP over UDP', () => pairOfLines({ transport: 'udp', host, soundThread: true }));
phoneLineContract('SIP over TCP and IPv6', () => pairOfLines({ transport: 'tcp', host: '::1' }));
phoneLineContract('SIP over TLS, with digests both ways and nothing but encrypted sound', () =>
  pairOfLines({
    ...tls,
    trunk: { demands: { ...credentials, realm: 'meets' }, credentials, encryption: 'required' },
  }),
);

describe('a phone line by SIP', () => {
  it('calls nobody whose certificate it does not trust', async () => {
    const lines = await pairOfLines({ ...tls, trusts: [] });
    await lines.near.start();
    await lines.far.start();
    lines.near.onIncoming((call) => void call.answer());
    const dialled = await lines.far.dial({ from: FAR_NUMBER, to: NEAR_NUMBER, ringTimeoutMs: 300 });
    expect(dialled).toMatchObject({ ok: false, failure: { reason: 'unavailable' } });
    expect(lines.near.status()).toEqual({ state: 'available', calls: 0 });
    await lines.close();
  });

  it.each(['tcp', 'tls'] as const)('says at once that a carrier takes no connection, by %s', async (transport) => {
    const { line } = await oneLine({
      ...(transport === 'tls' ? tls : { transport, host }),
      trunk: { to: { transport, host, port: await refusingPort() } },
    });
    const dialled = await line.dial({ from: NEAR_NUMBER, to: FAR_NUMBER, ringTimeoutMs: 60_000 });
    expect(dialled).toEqual({
      ok: false,
      failure: { reason: 'unavailable', why: expect.stringContaining('cannot be reached at 127.0.0.1') },
    });
    expect(line.sizes()).toEqual({ calls: 0, members: 0, transactions: 0 });
    await line.close();
  });

  it('closes though somebody is just connecting by TLS', async () => {
    const { line, port } = await oneLine(tls);
    const socket = connect(port, host);
    await once(socket, 'connect');
    const closed = line.close();
    const caller = connectTls({ socket, rejectUnauthorized: false });
    // How it is ended depends on how far it came.
    caller.on('error', () => undefined);
    await Promise.all([closed, once(caller, 'close')]);
  });

  it('waits, and says why, where its port is taken', async () => {
    const lines = await pairOfLines({ transport: 'udp', host });
    await lines.near.start();
    const taken = await pairOfLines({ transport: 'udp', host, port: lines.near.ports()[0] ?? 0 });
    await taken.near.start();
    expect(taken.near.status()).toMatchObject({ state: 'waiting', why: expect.stringContaining('EADDRINUSE') });
    await taken.close();
    await lines.close();
  });

  it.each([
    ['a number that is none', { numbers: ['12 34'] }],
    ['an address that is none', { from: ['carrier.example'] }],
    ['a network that is none', { from: ['10.0.0.0/40'] }],
    ['encrypted sound whose keys are told in the clear', { encryption: 'required' as const }],
  ])('is not opened with %s', async (_, trunk) => {
    await expect(pairOfLines({ transport: 'udp', host, trunk })).rejects.toThrow('trunk loopback');
  });
});

/** A port on which nobody listens any more. */
async function refusingPort(): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
