import { PRODUCTION_MEDIA_PORT, PRODUCTION_TOKEN_AGE_S, loadConfig, type Config } from './config.ts';
import { configurationDocument } from './document.ts';
import { AREAS, VARIABLES } from './variables.ts';

const load = (environment: NodeJS.ProcessEnv): Config => {
  const result = loadConfig(environment);
  if (!result.ok) throw new Error(result.problems.join('; '));
  return result.config;
};
const problemsOf = (environment: NodeJS.ProcessEnv): readonly string[] => {
  const result = loadConfig(environment);
  return result.ok ? [] : result.problems;
};
const SECRET = 'a secret of at least thirty-two bytes';

describe('the configuration', () => {
  it('has a default for everything, and listens on the loopback in development', () => {
    expect(load({})).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      PUBLIC_URL: 'http://localhost:3000',
      EVENT_STORE: { engine: 'sqlite' },
      RING_TIMEOUT_MS: null,
      auth: { mode: 'development' },
    });
  });

  it('listens everywhere in production', () => {
    expect(load({ NODE_ENV: 'production', AUTH_JWT_SECRET: SECRET })).toMatchObject({
      HOST: '0.0.0.0',
      auth: { mode: 'secret' },
    });
  });

  it('carries media on the loopback in development, and in production where clients can be told of an address', () => {
    expect(load({}).media).toMatchObject({ listenIp: '127.0.0.1', announcedAddress: null, port: 0 });
    expect(load({ MEDIA: 'off' }).media).toBeNull();
    const production = { NODE_ENV: 'production', AUTH_JWT_SECRET: SECRET };
    expect(load(production).media).toBeNull();
    expect(load({ ...production, MEDIA_ANNOUNCED_ADDRESS: '203.0.113.7' }).media).toMatchObject({
      ...{ listenIp: '0.0.0.0', announcedAddress: '203.0.113.7', port: PRODUCTION_MEDIA_PORT },
    });
    const unreachable = [
      { ...production, MEDIA: 'on' },
      { MEDIA: 'on', MEDIA_LISTEN_IP: '0.0.0.0' },
    ];
    for (const environment of unreachable) {
      expect(problemsOf(environment)).toEqual([expect.stringMatching(/^MEDIA_ANNOUNCED_ADDRESS must be set/)]);
    }
    expect(problemsOf({ MEDIA_LISTEN_IP: 'everywhere' })).toEqual(['MEDIA_LISTEN_IP must be an IP address']);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(load({ PORT: '', AUTH_JWKS_URL: '' })).toMatchObject({ PORT: 3000, auth: { mode: 'development' } });
  });

  it('lets no production token hold for longer than a day, unless it is told how long', () => {
    const production = { NODE_ENV: 'production', AUTH_JWT_SECRET: SECRET };
    expect(load(production)).toMatchObject({ AUTH_MAX_TOKEN_AGE_S: PRODUCTION_TOKEN_AGE_S });
    expect(load({ ...production, AUTH_MAX_TOKEN_AGE_S: '3600' })).toMatchObject({ AUTH_MAX_TOKEN_AGE_S: 3_600 });
    expect(load({})).toMatchObject({ AUTH_MAX_TOKEN_AGE_S: null });
  });

  it('limits rates and sockets in production, and elsewhere only where it is told to', () => {
    const limits = { RATE_PER_PERSON_PER_SECOND: 50, WS_MAX_SOCKETS_PER_PERSON: 50, WS_MAX_UNKNOWN_PER_ADDRESS: 200 };
    const production = { NODE_ENV: 'production', AUTH_JWT_SECRET: SECRET };
    expect(load(production)).toMatchObject(limits);
    expect(load({ ...production, WS_MAX_SOCKETS_PER_PERSON: '0' }).WS_MAX_SOCKETS_PER_PERSON).toBe(0);
    expect(load({ WS_MAX_SOCKETS_PER_PERSON: '3' })).toMatchObject({
      RATE_PER_PERSON_PER_SECOND: 0,
      WS_MAX_SOCKETS_PER_PERSON: 3,
    });
  });

  it.each(['10.0.0.0/33', '10.0.0', 'proxy.local', '::1/129', '10.0.0.1/', '/8'])(
    'takes nothing for a proxy’s address that is none: %s',
    (written) => {
      expect(problemsOf({ TRUSTED_PROXIES: `127.0.0.1, ${written}` })).toEqual([
        expect.stringContaining('TRUSTED_PROXIES must be IP addresses or ranges'),
      ]);
    },
  );

  it('lists every problem at once, naming variables and not values', () => {
    const problems = problemsOf({ PORT: 'http', NODE_ENV: 'staging', READ_WAIT_MS: '-1', AUTH_JWKS_URL: 'hunter2' });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'NODE_ENV',
      'PORT',
      'AUTH_JWKS_URL',
      'READ_WAIT_MS',
    ]);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('refuses production without a way to verify tokens, or with a weak secret', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([
      expect.stringContaining('AUTH_JWKS_URL or AUTH_JWT_SECRET'),
    ]);
    expect(problemsOf({ NODE_ENV: 'production', AUTH_JWT_SECRET: 'short' })).toEqual([
      expect.stringContaining('32 bytes'),
    ]);
  });

  it('refuses two ways to verify tokens at once', () => {
    expect(problemsOf({ AUTH_JWKS_URL: 'https://host/jwks', AUTH_JWT_SECRET: SECRET })).toHaveLength(1);
  });

  it.each(['RING_TIMEOUT_MS', 'CUSTOMER_WAIT_MS'])('R12 R18: takes %s under NODE_ENV=test only', (name) => {
    expect(load({ NODE_ENV: 'test', [name]: '500' })).toMatchObject({ [name]: 500 });
    for (const environment of [{}, { NODE_ENV: 'production', AUTH_JWT_SECRET: SECRET }]) {
      expect(problemsOf({ ...environment, [name]: '500' })).toEqual([
        expect.stringContaining(`${name} may be set under NODE_ENV=test only`),
      ]);
    }
  });

  it('knows the stores it can keep the log in', () => {
    expect(load({ EVENT_STORE: 'esdb://localhost:2113?tls=false' }).EVENT_STORE).toEqual({
      engine: 'kurrent',
      address: 'esdb://localhost:2113?tls=false',
    });
    expect(problemsOf({ EVENT_STORE: 'postgres://localhost/meets' })).toEqual([
      expect.stringContaining('not supported yet'),
    ]);
    expect(problemsOf({ EVENT_STORE: 'mongodb://localhost' })).toEqual([expect.stringContaining('must be sqlite or')]);
  });

  it('is read area by area, and leaves no area out', () => {
    expect(AREAS.flatMap(({ variables }) => Object.keys(variables))).toEqual(Object.keys(VARIABLES));
  });

  it('is documented variable by variable', () => {
    for (const name of Object.keys(VARIABLES)) expect(configurationDocument()).toContain(`| \`${name}\` |`);
  });
});
