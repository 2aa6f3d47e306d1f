import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { loadConfig } from '../config/config.ts';
import { openTelephony, type Telephony } from '../open-adapters.ts';
import { silentLog } from '../logging/log.ts';
import { eventually } from '../testing/eventually.ts';
import { inMemory, runningService, type RunningService } from '../testing/running-service.ts';
import type { PlayedCall } from './played-telephones.ts';

const ANSWER = '__typename ... on Problem { message }';
const PREPARE = `mutation {
  a: putChannel(input: { name: "Shop", paidPlan: true, businessVerified: true }) { ${ANSWER} }
  b: putManager(input: { id: "m-1", name: "Mina Kim", operatorSeat: true }) { ${ANSWER} }
  c: putCustomer(input: { id: "c-1", name: "Chulsoo", phoneNumber: "+821055550100" }) { ${ANSWER} }
  d: issuePhoneNumber(input: { number: "+827012345678" }) { ${ANSWER} } }`;
const MEETS = '{ meets(first: 1) { edges { node { id state missedReason startedBy { ... on Customer { id } } } } } }';
const ONE = 'query($id: ID!) { meet(id: $id) { id state missedReason } }';
const ACCEPT = `mutation($id: ID!) { r: acceptMeet(input: { meetId: $id }) { ${ANSWER} } }`;
const END = `mutation($id: ID!) { r: endMeet(input: { meetId: $id }) { ${ANSWER} } }`;
const DIAL = `mutation { r: dialCustomer(input: { customerId: "c-1" }) { ${ANSWER} ... on MeetAccepted { meet { id } } } }`;

interface Meet {
  readonly id: string;
  readonly state: string;
}

describe('telephones that the service plays for whoever has no carrier', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await runningService({ SIP_DEV_PORT: '0' }, async (config) => ({
      ...inMemory(),
      ...(await openTelephony(config, silentLog)),
    }));
    await ask('integrator', PREPARE);
  });
  afterAll(() => service.close());

  const ask = async (role: 'integrator' | 'manager', query: string, variables = {}) => {
    const { body } = await service.ask(await service.token(role, 'm-1'), query, variables);
    expect(body.errors).toBeUndefined();
    return body.data as Record<string, unknown>;
  };
  const dev = async (path: string, body?: object): Promise<{ status: number; call: PlayedCall }> => {
    const asked = body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    const answer = await fetch(`${service.url}/dev/telephones${path}`, asked);
    return { status: answer.status, call: (await answer.json()) as PlayedCall };
  };
  const calls = async (from = '01055550100') => (await dev('/calls', { from, to: '+827012345678' })).call;
  const callIs = (id: string, what: string, is: (call: PlayedCall) => boolean) =>
    eventually(what, async () => {
      const { call } = await dev(`/calls/${id}`);
      return is(call) ? call : null;
    });
  const newestIs = (state: string) =>
    eventually(`the newest meet to be ${state}`, async () => {
      const { meets } = await ask('manager', MEETS);
      const [newest] = (meets as { readonly edges: readonly { readonly node: Meet }[] }).edges;
      return newest?.node.state === state ? newest.node : null;
    });

  it('say which numbers they reach, and where softphones find the service', async () => {
    expect(await dev('')).toEqual({
      status: 200,
      call: {
        port: expect.any(Number) as number,
        numbers: ['+827012345678', '+827087654321'],
        manner: 'picks-up',
      },
    });
  });

  it('R41: are told why nobody answers', async () => {
    const { id } = await calls();
    const { ending } = await callIs(id, 'the call to be over', ({ state }) => state === 'over');
    expect(ending).toEqual({ by: 'them', cause: { reason: 'unreachable' } });
    expect(await newestIs('MISSED')).toMatchObject({ missedReason: 'NO_OPERATOR' });
  });

  it('R37: call a manager, as the customer with that number, and are hung up', async () => {
    await ask('manager', `mutation { r: updateMyDuty(input: { available: true }) { ${ANSWER} } }`);
    const { id, state } = await calls();
    expect(state).toBe('calling');
    const rung = await newestIs('RINGING');
    expect(rung).toMatchObject({ startedBy: { id: 'c-1' } });
    await callIs(id, 'the telephone to hear that it rings', (call) => call.state === 'ringing');
    await ask('manager', ACCEPT, { id: rung.id });
    await callIs(id, 'the call to be answered', (call) => call.state === 'answered');
    expect((await dev(`/calls/${id}/hang-up`, {})).status).toBe(200);
    await newestIs('ENDED');
    const { ending } = await callIs(id, 'the call to be over', (call) => call.state === 'over');
    expect(ending).toEqual({ by: 'us', cause: { reason: 'completed' } });
  });

  it('R38: are dialled by a manager, and picked up', async () => {
    const { r } = await ask('manager', DIAL);
    expect(r).toMatchObject({ __typename: 'MeetAccepted' });
    const { id } = await newestIs('LIVE');
    await ask('manager', END, { id });
    await newestIs('ENDED');
  });

  it('R38: do what they were told where a manager dials them', async () => {
    for (const [manner, missedReason] of [
      ['is-busy', 'BUSY'],
      ['declines', 'REJECTED_BY_CUSTOMER'],
      ['is-off', 'UNREACHABLE_DEVICE'],
    ]) {
      expect(await dev('/manner', { manner })).toMatchObject({ status: 200, call: { manner } });
      const { r } = await ask('manager', DIAL);
      const { id } = (r as { readonly meet: Meet }).meet;
      const missed = await eventually(`the call to be missed: ${missedReason}`, async () => {
        const { meet } = await ask('manager', ONE, { id });
        return (meet as Meet).state === 'MISSED' ? meet : null;
      });
      expect(missed).toMatchObject({ missedReason });
    }
    await dev('/manner', { manner: 'picks-up' });
  });

  it('are asked properly, or say what is wrong', async () => {
    for (const body of [{}, { from: 'me', to: '+827012345678' }, { from: '010' }]) {
      expect((await dev('/calls', body)).status).toBe(400);
    }
    for (const body of [{}, { manner: 'sings' }]) expect((await dev('/manner', body)).status).toBe(400);
    for (const path of ['/calls/nobody', '/calls/nobody/hang-up']) {
      expect((await dev(path, path.endsWith('up') ? {} : undefined)).status).toBe(404);
    }
  });
});

describe('a service without played telephones', () => {
  it('has none to call with', async () => {
    const service = await runningService();
    const calls = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"from":"010","to":"070"}',
    };
    const answers = await Promise.all([
      fetch(`${service.url}/dev/telephones`),
      fetch(`${service.url}/dev/telephones/calls`, calls),
      fetch(`${service.url}/dev/telephones/calls/1`),
    ]);
    await service.close();
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  it('says that the port is taken, and goes on without', async () => {
    const other = createSocket('udp4').bind(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address();
    const warnings: unknown[] = [];
    const log = { ...silentLog, warn: (_what: object, text: string) => void warnings.push(text) };
    const telephony: Telephony = await openTelephony(configOf({ SIP_DEV_PORT: `${port}` }), log);
    other.close();
    expect([telephony.phone, telephony.playedTelephones]).toEqual([null, null]);
    expect(warnings).toEqual([
      expect.stringContaining(`UDP port ${port} of 127.0.0.1 cannot be had; set SIP_DEV_PORT`),
    ]);
  });

  const DEVELOPMENT = { NODE_ENV: 'development' };
  const CARRIER = {
    SIP_LISTEN: 'udp://127.0.0.1:5080',
    SIP_TRUNKS: '[{"trunkId":"c","numbers":["070"],"from":["127.0.0.1"]}]',
  };
  it.each([
    [DEVELOPMENT, 5060],
    [{ ...DEVELOPMENT, SIP_DEV_PORT: '5070' }, 5070],
    [{ ...DEVELOPMENT, SIP_DEV_PORT: 'off' }, null],
    [{ ...DEVELOPMENT, AUTH_JWT_SECRET: 'somebody elses' }, null],
    [{ ...DEVELOPMENT, ...CARRIER }, 5080],
    [{ NODE_ENV: 'test' }, null],
    [{ NODE_ENV: 'production', AUTH_JWT_SECRET: 'x'.repeat(32) }, null],
  ])('listens at a port where it is in development mode and has no carrier: %#', (environment, port) => {
    const { phone } = configOf(environment);
    expect(phone?.listen[0]?.port ?? null).toBe(port);
    expect(phone?.played ?? false).toBe(port === 5060 || port === 5070);
  });

  it.each([
    [{ ...DEVELOPMENT, SIP_DEV_PORT: 'yes' }, 'SIP_DEV_PORT must be a port'],
    [{ ...DEVELOPMENT, SIP_DEV_PORT: '70000' }, 'SIP_DEV_PORT must not be above'],
    [{ ...DEVELOPMENT, ...CARRIER, SIP_DEV_PORT: '5060' }, 'SIP_DEV_PORT and SIP_LISTEN exclude each other'],
    [
      { NODE_ENV: 'production', AUTH_JWT_SECRET: 'x'.repeat(32), SIP_DEV_PORT: '5060' },
      'SIP_DEV_PORT may not be set under NODE_ENV=production',
    ],
  ])('is refused by its settings: %#', (environment, problem) => {
    const loaded = loadConfig(environment);
    expect(loaded.ok ? [] : loaded.problems.filter((line) => line.startsWith(problem))).not.toEqual([]);
  });
});

function configOf(environment: Record<string, string>) {
  const loaded = loadConfig({ NODE_ENV: 'test', ...environment });
  if (!loaded.ok) throw new Error(loaded.problems.join('; '));
  return loaded.config;
}
