import { eventually } from '../testing/eventually.ts';
import { runningService, type RunningService, type TestSocket } from '../testing/running-service.ts';

const NUMBER = '+827012345678';
const ANSWER = '__typename ... on Problem { message } ... on NotAllowed { reasons } ... on InvalidInput { fields }';
const PREPARE = `mutation {
  a: putChannel(input: { name: "Shop", paidPlan: true, businessVerified: true }) { ${ANSWER} }
  b: putManager(input: { id: "m-1", name: "Mina Kim", operatorSeat: true }) { ${ANSWER} }
  c: putManager(input: { id: "m-2", name: "Bora Park", operatorSeat: true }) { ${ANSWER} }
  d: putCustomer(input: { id: "c-1", name: "Chulsoo" }) { ${ANSWER} } }`;
const ISSUE = `mutation { r: issuePhoneNumber(input: { number: "${NUMBER}" }) { ${ANSWER} } }`;
const GIVE_BACK = `mutation { r: giveBackPhoneNumber(input: { number: "${NUMBER}" }) { ${ANSWER} } }`;
const SETTINGS = `mutation($input: ChannelPhoneSettingsInput!) { r: updateChannelPhoneSettings(input: $input) {
  ${ANSWER} ... on Put { position } } }`;
const READ = `query($at: Position) { viewer(minPosition: $at) { channel { businessVerified
  phoneNumbers { edges { node { number } } } phoneSettings { queueSize inOperation operatingHours { timeZone } } } } }`;
const DUTY = `mutation($input: MyDutyInput!) { r: updateMyDuty(input: $input) { ${ANSWER} ... on Put { position } } }`;

describe('calls by phone over GraphQL', () => {
  let service: RunningService;
  const open: TestSocket[] = [];
  beforeAll(async () => {
    service = await runningService();
    for (const channel of ['shop', 'other']) {
      const prepared = await service.ask(await service.token('integrator', 'host', channel), PREPARE);
      expect(JSON.stringify(prepared.body)).not.toMatch(/errors|Problem|NotAllowed/);
    }
  });
  afterEach(() => open.splice(0).forEach(({ socket }) => socket.terminate()));
  afterAll(() => service.close());

  const ask = async (role: 'manager' | 'customer' | 'integrator', id: string, query: string, variables = {}) => {
    const { body } = await service.ask(await service.token(role, id), query, variables);
    return body.data as Record<string, unknown> | null | undefined;
  };

  it('R2, R3: tells a channel that another has the number, and lets it have it afterwards', async () => {
    const other = await service.token('integrator', 'host', 'other');
    expect(await ask('integrator', 'host', ISSUE)).toEqual({ r: { __typename: 'Put' } });
    expect((await service.ask(other, ISSUE)).body.data).toMatchObject({ r: { __typename: 'Conflict' } });
    expect((await service.ask(other, GIVE_BACK)).body.data).toMatchObject({ r: { __typename: 'NotFound' } });
    expect(await ask('manager', 'm-1', ISSUE)).toMatchObject({ r: { reasons: ['ROLE_NOT_ALLOWED'] } });
    expect(await ask('integrator', 'host', GIVE_BACK)).toEqual({ r: { __typename: 'Put' } });
    expect((await service.ask(other, ISSUE)).body.data).toEqual({ r: { __typename: 'Put' } });
  });

  it('R37: takes settings as a manager chose them, shows them to the staff and to no customer', async () => {
    const operatingHours = { timeZone: 'Asia/Seoul', weekly: [], exceptions: [] };
    const changed = await ask('manager', 'm-1', SETTINGS, { input: { operatingHours, queueSize: 3 } });
    expect(changed).toMatchObject({ r: { __typename: 'Put' } });
    const { position: at } = changed?.['r'] as { position: string };
    expect(await ask('manager', 'm-1', READ, { at })).toMatchObject({
      viewer: {
        channel: { phoneSettings: { queueSize: 3, inOperation: false, operatingHours: { timeZone: 'Asia/Seoul' } } },
      },
    });
    expect(await ask('customer', 'c-1', READ)).toEqual({
      viewer: { channel: { businessVerified: false, phoneNumbers: { edges: [] }, phoneSettings: null } },
    });
    const bad = { operatingHours: { ...operatingHours, timeZone: 'Seoul' }, queueSize: -1 };
    expect(await ask('manager', 'm-1', SETTINGS, { input: bad })).toMatchObject({
      r: { __typename: 'InvalidInput', fields: ['operatingHours.timeZone', 'queueSize'] },
    });
  });

  it('R39: shows a manager their own duty, and their colleagues’ as it changes', async () => {
    const socket = service.socket();
    open.push(socket);
    const authorization = `Bearer ${await service.token('manager', 'm-2')}`;
    socket.send({ type: 'connection_init', payload: { authorization } });
    await eventually('connection_ack', () => socket.messages.some(({ type }) => type === 'connection_ack'));
    const query = 'subscription { dutyUpdated { state manager { id } } }';
    socket.send({ type: 'subscribe', id: 'duties', payload: { query } });

    const came = await ask('manager', 'm-1', DUTY, { input: { available: true } });
    const { position: at } = came?.['r'] as { position: string };
    const own = 'query($at: Position) { myDuty(minPosition: $at) { state available callsTaken manager { id } } }';
    expect(await ask('manager', 'm-1', own, { at })).toEqual({
      myDuty: { state: 'AVAILABLE', available: true, callsTaken: 0, manager: { id: 'm-1' } },
    });
    await eventually('the colleague', () =>
      socket.messages.some(({ payload }) => JSON.stringify(payload)?.includes('"state":"AVAILABLE"')),
    );
    expect(await ask('customer', 'c-1', 'query { myDuty { state } duties { edges { cursor } } }')).toEqual({
      myDuty: null,
      duties: { edges: [] },
    });
    expect(await ask('customer', 'c-1', DUTY, { input: { available: true } })).toMatchObject({
      r: { __typename: 'NotAllowed', reasons: ['MANAGERS_ONLY'] },
    });
  });
});
