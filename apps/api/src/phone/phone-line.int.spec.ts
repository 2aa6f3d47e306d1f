import type { IncomingCall, PhoneCallEvent } from '@meets/meet-domain';
import { sipPhoneLine, type SipPhoneLine, type Trunk } from '@meets/telephony';
import { loadConfig } from '../config/config.ts';
import { openPhoneLine } from '../open-adapters.ts';
import { startFailure } from '../lifetime/start-failure.ts';
import { silentLog } from '../logging/log.ts';
import { eventually } from '../testing/eventually.ts';
import { inMemory, runningService, type RunningService } from '../testing/running-service.ts';
import { PhoneLineUnusable } from './phone-line-unusable.ts';

const ANSWER = '__typename ... on Problem { message }';
const PREPARE = `mutation {
  a: putChannel(input: { name: "Shop", paidPlan: true, businessVerified: true }) { ${ANSWER} }
  b: putManager(input: { id: "m-1", name: "Mina Kim", operatorSeat: true }) { ${ANSWER} }
  c: putCustomer(input: { id: "c-1", name: "Chulsoo", phoneNumber: "+821055550100" }) { ${ANSWER} }
  d: issuePhoneNumber(input: { number: "+827012345678" }) { ${ANSWER} } }`;
const ON_DUTY = `mutation { r: updateMyDuty(input: { available: true }) { ${ANSWER} } }`;
const NEWEST = `query { meets(first: 1) { edges { node { id kind state direction missedReason ringDeadline
  phone { number customerNumber } participants { leaveReason person { __typename ... on Customer { id } } } } } } }`;
const ACCEPT = `mutation($id: ID!) { r: acceptMeet(input: { meetId: $id }) { ${ANSWER} } }`;
const END = `mutation($id: ID!) { r: endMeet(input: { meetId: $id }) { ${ANSWER} } }`;
const DIAL = `mutation { r: dialCustomer(input: { customerId: "c-1" }) {
  ${ANSWER} ... on MeetAccepted { meet { id direction state } } } }`;
/** What the carrier says of each call, in a header of its own. */
const CAMPAIGN = 'spring 봄';
const HEADERS = `query($id: ID!) { meet(id: $id) { phone { headers { name value } }
  history { edges { node { type position data } } } } }`;
const AS_OF = `query($id: ID!, $position: Position!) { meet(id: $id, asOf: { position: $position }) {
  state phone { headers { value } } } }`;
/** Of the first event of that type in what {@link HEADERS} told. */
function positionOf(told: Record<string, unknown>, type: string): { readonly position: string } {
  const { history } = told['meet'] as {
    readonly history: { readonly edges: readonly { readonly node: HistoryEntry }[] };
  };
  const found = history.edges.find(({ node }) => node.type === type);
  if (!found) throw new Error(`there is no ${type}`);
  return found.node;
}
interface HistoryEntry {
  readonly type: string;
  readonly position: string;
}

const DUTY = 'query { myDuty { state } }';

/** What a carrier is told of in the settings of a service; this one is on this machine. */
const TRUNK = { trunkId: 'carrier', numbers: ['07012345678'], from: ['127.0.0.1'] };
const SETTINGS = { SIP_LISTEN: 'udp://127.0.0.1:0', SIP_SOUND_PORTS: '0-0', SIP_TRUNKS: JSON.stringify([TRUNK]) };

interface Meet {
  readonly id: string;
  readonly state: string;
  readonly [field: string]: unknown;
}

describe('a telephone that calls a started service, by SIP over UDP', () => {
  let service: RunningService;
  let carrier: SipPhoneLine;
  /** Telephones that are called are reached by a line of their own, whose port is known before the service starts. */
  let called: SipPhoneLine;
  const answering: IncomingCall[] = [];
  const written: string[] = [];
  beforeAll(async () => {
    called = lineOf({ trunkId: 'service', numbers: ['+821055550100'], from: ['127.0.0.1'], to: null });
    called.onIncoming((call) => answering.push(call));
    await called.start();
    const to = { transport: 'udp', host: '127.0.0.1', port: called.ports()[0] ?? 0 };
    let port = 0;
    service = await runningService(
      { ...SETTINGS, SIP_TRUNKS: JSON.stringify([{ ...TRUNK, to, headersIn: ['X-Campaign'] }]) },
      async (config) => {
        const info = (...line: readonly [object, string]): void => void written.push(JSON.stringify(line));
        const phone = await openPhoneLine(config, { log: { ...silentLog, info } });
        port = phone?.ports()[0] ?? 0;
        return { ...inMemory(), phone, phoneFigures: phone };
      },
    );
    carrier = lineOf({
      ...{ trunkId: 'service', numbers: ['01055550100', '01077776666'], from: ['127.0.0.1'] },
      to: { transport: 'udp', host: '127.0.0.1', port },
      headersOut: { 'X-Campaign': CAMPAIGN, 'X-Own-Business': CAMPAIGN },
    });
    await carrier.start();
    await ask('integrator', 'host', PREPARE);
    await ask('manager', 'm-1', ON_DUTY);
    await available();
  });
  afterAll(async () => {
    await Promise.all([carrier.close(), called.close()]);
    await service.close();
  });

  const ask = async (role: 'manager' | 'customer' | 'integrator', id: string, query: string, variables = {}) => {
    const { body } = await service.ask(await service.token(role, id), query, variables);
    expect(body.errors).toBeUndefined();
    return body.data as Record<string, unknown>;
  };
  const newest = async (role: 'manager' | 'customer' = 'manager', id = 'm-1'): Promise<Meet | null> => {
    const { meets } = await ask(role, id, NEWEST);
    return (meets as { readonly edges: readonly { readonly node: Meet }[] }).edges[0]?.node ?? null;
  };
  const meetThat = (what: string, is: (meet: Meet) => boolean) =>
    eventually(what, async () => {
      const meet = await newest();
      return meet !== null && is(meet) ? meet : null;
    });
  const dial = async (from: string) => {
    const dialled = await carrier.dial({ from, to: '07012345678', ringTimeoutMs: 60_000 });
    if (!dialled.ok) throw new Error(`the carrier says ${dialled.failure.reason}`);
    const events: PhoneCallEvent[] = [];
    dialled.value.listen((event) => events.push(event));
    return { call: dialled.value, events };
  };
  const hears = (events: readonly PhoneCallEvent[], type: PhoneCallEvent['type']) =>
    eventually(`the telephone to hear ${type}`, () => events.find((event) => event.type === type));
  /** The manager is out of their call and its wrap-up, and will be rung by the next. */
  const available = () =>
    eventually('the manager to be free', async () => {
      await ask('manager', 'm-1', 'mutation { r: updateMyDuty(input: { endWrapUp: true }) { __typename } }');
      const { myDuty } = await ask('manager', 'm-1', DUTY);
      return (myDuty as { readonly state: string }).state === 'AVAILABLE';
    });

  it('R37: rings, is answered from a browser, and is over when it hangs up', async () => {
    const { call, events } = await dial('01055550100');
    const rung = await meetThat('the ring', ({ state }) => state === 'RINGING');
    await hears(events, 'ringing');
    expect(rung).toMatchObject({
      ...{ kind: 'PHONE', direction: 'INBOUND' },
      phone: { number: '+827012345678', customerNumber: '+821055550100' },
    });
    expect(await newest('customer', 'c-1')).toMatchObject({ state: 'RINGING', ringDeadline: null, phone: null });
    expect(await ask('manager', 'm-1', ACCEPT, { id: rung.id })).toMatchObject({ r: { __typename: 'MeetAccepted' } });
    await hears(events, 'answered');
    call.hangUp();
    const ended = await meetThat('the end', ({ id, state }) => id === rung.id && state === 'ENDED');
    expect(ended).toMatchObject({
      participants: [
        { leaveReason: 'HUNG_UP', person: { __typename: 'Customer', id: 'c-1' } },
        { leaveReason: 'ENDED_FOR_EVERYONE' },
      ],
    });
    await available();
  });

  it('R37: brings along what its carrier says besides, which managers read and nobody else', async () => {
    const { call } = await dial('01055550100');
    const { id } = await meetThat('the ring', ({ state }) => state === 'RINGING');
    const told = await ask('manager', 'm-1', HEADERS, { id });
    expect(told).toMatchObject({ meet: { phone: { headers: [{ name: 'x-campaign', value: CAMPAIGN }] } } });
    const { position } = positionOf(told, 'MeetQueued');
    expect(await ask('manager', 'm-1', AS_OF, { id, position })).toMatchObject({
      meet: { state: 'QUEUED', phone: { headers: [{ value: CAMPAIGN }] } },
    });
    const shown = [
      await ask('customer', 'c-1', HEADERS, { id }),
      await ask('integrator', 'host', HEADERS, { id }),
      (told['meet'] as { readonly history: unknown }).history,
      written,
    ];
    for (const each of shown) expect(JSON.stringify(each)).not.toContain('spring');
    call.hangUp();
    await meetThat('the end', (meet) => meet.id === id && meet.state === 'MISSED');
    await available();
  });

  it('R2, R32: is a lead where nobody knows its number, and hung up by a manager who ends the meet', async () => {
    const { events } = await dial('01077776666');
    const rung = await meetThat('the ring', ({ state }) => state === 'RINGING');
    expect(rung).toMatchObject({ phone: { customerNumber: '+821077776666' } });
    await ask('manager', 'm-1', ACCEPT, { id: rung.id });
    await hears(events, 'answered');
    await ask('manager', 'm-1', END, { id: rung.id });
    expect(await hears(events, 'ended')).toMatchObject({ by: 'them', cause: { reason: 'completed' } });
    await available();
  });

  it('R38: is dialled by a manager, rings, picks up, and is hung up', async () => {
    const dialled = await ask('manager', 'm-1', DIAL);
    expect(dialled).toMatchObject({
      r: { __typename: 'MeetAccepted', meet: { direction: 'OUTBOUND', state: 'RINGING' } },
    });
    const { meet } = dialled['r'] as { readonly meet: Meet };
    const call = await eventually('the telephone to be called', () => answering.at(-1));
    expect(call.from).toBe('07012345678');
    await call.answer();
    await meetThat('the answer', ({ id, state }) => id === meet.id && state === 'LIVE');
    await ask('manager', 'm-1', END, { id: meet.id });
    await eventually('the telephone to hear the end', () => call.ending());
    await available();
  });

  it('R41: gives up while it rings, and is missed for that', async () => {
    const { call, events } = await dial('01055550100');
    const rung = await meetThat('the ring', ({ state }) => state === 'RINGING');
    await hears(events, 'ringing');
    call.hangUp();
    const missed = await meetThat('the miss', ({ id, state }) => id === rung.id && state === 'MISSED');
    expect(missed).toMatchObject({ missedReason: 'CUSTOMER_LEFT' });
    expect(await newest('customer', 'c-1')).toMatchObject({ state: 'ENDED', missedReason: null });
  });

  it('is counted, and written down without anybody’s number', async () => {
    const figures = async (): Promise<string> => (await fetch(`${service.url}/metrics`)).text();
    await eventually('the end to be counted', async () =>
      /^meets_phone_calls_ended_total\{reason="cancelled"\} 2$/m.test(await figures()),
    );
    const told = await figures();
    expect(told).toMatch(/^meets_phone_calls_total\{direction="in"\} 4$/m);
    expect(told).toMatch(/^meets_phone_calls_total\{direction="out"\} 1$/m);
    expect(told).toMatch(/^meets_phone_sound_calls \d+$/m);
    expect(told).toMatch(/^meets_phone_sound_packets_total\{outcome="received"\} \d+$/m);
    const all = written.join('\n');
    for (const what of ['begun', 'answered', 'ended']) expect(all).toContain(`a call by phone: ${what}`);
    for (const number of ['1055550100', '1077776666', '7012345678']) expect(told + all).not.toContain(number);
  });
});

describe('a phone line that cannot be opened', () => {
  it('says so in one line that names the setting', async () => {
    const taken = await openPhoneLine(configOf(SETTINGS));
    const port = taken?.ports()[0] ?? 0;
    const config = configOf({ ...SETTINGS, SIP_LISTEN: `udp://127.0.0.1:${port}` });
    const failure = await openPhoneLine(config).catch((error: unknown) => error);
    await taken?.close();
    expect(failure).toBeInstanceOf(PhoneLineUnusable);
    expect(startFailure(failure, config)).toMatch(/EADDRINUSE.*Set SIP_LISTEN to addresses of this machine/);
  });

  it.each([
    ['set', { headersOut: { Via: 'x' } }, /trunk carrier: headersOut: Via is no header .* Set it right in SIP_TRUNKS/],
    [
      'read',
      { headersIn: ['Identity'] },
      /trunk carrier: headersIn: Identity is no header .* Set it right in SIP_TRUNKS/,
    ],
  ] as const)('says so of a trunk’s header that is not to be %s', async (_, headers, message) => {
    const config = configOf({ ...SETTINGS, SIP_TRUNKS: JSON.stringify([{ ...TRUNK, ...headers }]) });
    const failure = await openPhoneLine(config).catch((error: unknown) => error);
    expect(startFailure(failure, config)).toMatch(message);
  });

  it('is none where none is set', async () => {
    expect(await openPhoneLine(configOf({}))).toBeNull();
  });

  it.each([
    [{ SIP_LISTEN: 'udp://127.0.0.1:5060' }, 'SIP_LISTEN and SIP_TRUNKS must be set together'],
    [{ ...SETTINGS, SIP_LISTEN: '127.0.0.1' }, 'SIP_LISTEN must be addresses such as udp://'],
    [{ ...SETTINGS, SIP_LISTEN: 'udp://localhost:5060' }, 'SIP_LISTEN must be addresses such as udp://'],
    [{ ...SETTINGS, SIP_TRUNKS: '[{' }, 'SIP_TRUNKS '],
    [{ ...SETTINGS, SIP_TRUNKS: '[]' }, 'SIP_TRUNKS '],
    [
      { ...SETTINGS, SIP_TRUNKS: JSON.stringify([{ ...TRUNK, from: ['anywhere'] }]) },
      'SIP_TRUNKS at 0.from.0: must be',
    ],
    [
      { ...SETTINGS, SIP_TRUNKS: JSON.stringify([{ ...TRUNK, numbers: ['me'] }]) },
      'SIP_TRUNKS at 0.numbers.0: must be',
    ],
    [{ ...SETTINGS, SIP_TRUNKS: JSON.stringify([{ ...TRUNK, port: 1 }]) }, 'SIP_TRUNKS '],
    [
      {
        ...SETTINGS,
        SIP_TRUNKS: JSON.stringify([
          { ...TRUNK, encryption: 'required', to: { transport: 'tcp', host: '127.0.0.1', port: 5060 } },
        ]),
      },
      'SIP_TRUNKS at 0.to.transport: must be tls',
    ],
    [{ ...SETTINGS, SIP_SOUND_PORTS: '9-1' }, 'SIP_SOUND_PORTS must not end before it begins'],
    [{ ...SETTINGS, SIP_COUNTRY_CODE: '+82' }, 'SIP_COUNTRY_CODE must be a calling code'],
  ])('is refused by its settings: %#', (environment, problem) => {
    const loaded = loadConfig({ NODE_ENV: 'test', ...environment });
    expect(loaded.ok ? [] : loaded.problems.filter((line) => line.startsWith(problem))).not.toEqual([]);
  });
});

function configOf(environment: Record<string, string>) {
  const loaded = loadConfig({ NODE_ENV: 'test', ...environment });
  if (!loaded.ok) throw new Error(loaded.problems.join('; '));
  return loaded.config;
}

/** A carrier's end, on this machine. */
const lineOf = (trunk: Trunk): SipPhoneLine =>
  sipPhoneLine({
    listen: [{ transport: 'udp', host: '127.0.0.1', port: 0 }],
    trunks: [trunk],
    sound: { ports: { from: 0, to: 0 } },
  });
