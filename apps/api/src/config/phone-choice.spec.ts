import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from '@meets/telephony/testing';
import { loadConfig } from './config.ts';

const CARRIER = { trunkId: 'carrier', numbers: ['07012345678'], from: ['127.0.0.1'] };

describe('who we are to carriers that speak TLS', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'meets-tls-'));
    const { privateKey: another } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const encrypted = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' } as const;
    const files = {
      'certificate.pem': LOOPBACK_CERTIFICATE,
      'key.pem': LOOPBACK_KEY,
      'another-key.pem': another.export({ type: 'pkcs8', format: 'pem' }).toString(),
      'encrypted-key.pem': another.export(encrypted).toString(),
      'nonsense.pem': 'nonsense',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** `certificate`, `key`, `trusted`: files of the folder. */
  const loaded = (
    { certificate, key, trusted }: Readonly<Partial<Record<'certificate' | 'key' | 'trusted', string>>>,
    more: Readonly<Record<string, string>> = {},
  ) =>
    loadConfig({
      ...{ NODE_ENV: 'test', SIP_LISTEN: 'tls://127.0.0.1:5061', SIP_TRUNKS: JSON.stringify([CARRIER]) },
      ...(certificate && { SIP_TLS_CERTIFICATE: join(folder, certificate) }),
      ...(key && { SIP_TLS_KEY: join(folder, key) }),
      ...(trusted && { SIP_TLS_TRUSTED: join(folder, trusted) }),
      ...more,
    });

  it('is read from files, at the start', () => {
    const settings = loaded({ certificate: 'certificate.pem', key: 'key.pem', trusted: 'certificate.pem' });
    expect(settings.ok && settings.config.phone).toMatchObject({
      listen: [{ transport: 'tls', host: '127.0.0.1', port: 5061 }],
      identity: { certificate: LOOPBACK_CERTIFICATE, key: LOOPBACK_KEY },
      trusted: LOOPBACK_CERTIFICATE,
    });
  });

  it.each([
    [{}, 'SIP_TLS_CERTIFICATE and SIP_TLS_KEY must be set where SIP_LISTEN has a tls:// address'],
    [{ certificate: 'certificate.pem' }, 'SIP_TLS_CERTIFICATE and SIP_TLS_KEY must be set together'],
    [{ key: 'key.pem' }, 'SIP_TLS_CERTIFICATE and SIP_TLS_KEY must be set together'],
    [
      { certificate: 'missing.pem', key: 'key.pem' },
      'SIP_TLS_CERTIFICATE must name a PEM file with a certificate (ENOENT',
    ],
    [{ certificate: 'key.pem', key: 'key.pem' }, 'SIP_TLS_CERTIFICATE must name a PEM file with a certificate ('],
    [{ certificate: 'certificate.pem', key: 'nonsense.pem' }, 'SIP_TLS_KEY must name a PEM file with a private key'],
    [
      { certificate: 'certificate.pem', key: 'encrypted-key.pem' },
      'SIP_TLS_KEY must name a PEM file with a private key',
    ],
    [{ certificate: 'certificate.pem', key: 'another-key.pem' }, 'SIP_TLS_KEY must be the key of SIP_TLS_CERTIFICATE'],
    [
      { certificate: 'certificate.pem', key: 'key.pem', trusted: 'nonsense.pem' },
      'SIP_TLS_TRUSTED must name a PEM file with a certificate',
    ],
  ])('is refused, by the setting’s name: %j', (files, problem) => {
    const settings = loaded(files);
    expect(settings.ok ? [] : settings.problems).toEqual([expect.stringContaining(problem)]);
  });

  it('is not asked for where nobody speaks TLS', () => {
    expect(loaded({}, { SIP_LISTEN: 'udp://127.0.0.1:5060' })).toMatchObject({
      ok: true,
      config: { phone: { identity: null, trusted: null } },
    });
  });

  it.each(['tcp', 'tls'])('a carrier that is called by %s needs an address of ours that speaks it', (transport) => {
    const to = { transport, host: 'sip.carrier.example', port: 5060 };
    const settings = loaded(
      {},
      { SIP_LISTEN: 'udp://127.0.0.1:5060', SIP_TRUNKS: JSON.stringify([CARRIER, { ...CARRIER, to }]) },
    );
    expect(settings.ok ? [] : settings.problems).toEqual([
      `SIP_TRUNKS at 1.to.transport: SIP_LISTEN must have an address of ${transport}:// to call out from`,
    ]);
  });
});

describe('how carriers reach us where that is not our own address', () => {
  const loaded = (advertised: string, listen = 'udp://10.0.0.5:5060,udp://[fd00::5]:5060') =>
    loadConfig({
      ...{ NODE_ENV: 'test', SIP_LISTEN: listen, SIP_TRUNKS: JSON.stringify([CARRIER]) },
      ...(advertised !== '' && { SIP_ADVERTISED_ADDRESS: advertised }),
    });
  const problems = (settings: ReturnType<typeof loaded>) => (settings.ok ? [] : settings.problems);

  it.each([
    ['192.0.2.7', { 4: '192.0.2.7', 6: null }],
    ['2001:db8::7', { 4: null, 6: '2001:db8::7' }],
    ['2001:db8::7, 192.0.2.7', { 4: '192.0.2.7', 6: '2001:db8::7' }],
    ['', { 4: null, 6: null }],
  ])('is an address of either family, or one of each: %j', (written, advertised) => {
    expect(loaded(written)).toMatchObject({ ok: true, config: { phone: { advertised } } });
  });

  it.each(['sip.example', '192.0.2.7,192.0.2.8', '192.0.2.7,', '2001:db8::7,192.0.2.7,x'])('is not %j', (written) => {
    expect(problems(loaded(written))).toEqual([
      expect.stringContaining('SIP_ADVERTISED_ADDRESS must be an IP address'),
    ]);
  });

  it('has to be said where we listen everywhere', () => {
    const everywhere = 'udp://0.0.0.0:5060,udp://[::]:5060';
    expect(problems(loaded('192.0.2.7', everywhere))).toEqual([expect.stringContaining('SIP_LISTEN has ::, ')]);
    expect(problems(loaded('', everywhere))).toHaveLength(2);
    expect(problems(loaded('192.0.2.7,2001:db8::7', everywhere))).toEqual([]);
  });
});
