import { isDigit, type PhoneCallEvent } from '@meets/meet-domain';
import { type FakePhoneLines, fakePhoneLines } from '@meets/meet-domain/testing';
import { eventually } from '../testing/eventually.ts';
import { inMemory, runningService, type RunningService } from '../testing/running-service.ts';

const NUMBER = '+827012345678';
const TRUNK = { trunkId: 'carrier', numbers: [NUMBER], from: ['127.0.0.1'] };
const ANSWER = '__typename ... on Problem { message } ... on NotAllowed { reasons } ... on InvalidInput { fields }';
const MEET = `${ANSWER} ... on MeetAccepted { position meet { id state } }`;
const PREPARE = `mutation {
  a: putChannel(input: { name: "Shop", paidPlan: true, businessVerified: true }) { ${ANSWER} }
  b: putManager(input: { id: "m-1", name: "Mina Kim", operatorSeat: true }) { ${ANSWER} }
  c: putManager(input: { id: "m-2", name: "Bora Park", operatorSeat: true }) { ${ANSWER} }
  d: putCustomer(input: { id: "c-1", name: "Chulsoo", phoneNumber: "+821055550100" }) { ${ANSWER} }
  e: issuePhoneNumber(input: { number: "${NUMBER}" }) { ${ANSWER} } }`;
const ON_DUTY = `mutation { r: updateMyDuty(input: { available: true }) { ${ANSWER} } }`;
const RINGING = '{ meets(where: { states: [RINGING] }) { edges { node { id } } } }';
const ACCEPT = `mutation($id: ID!) { r: acceptMeet(input: { meetId: $id }) { ${MEET} } }`;
const DIGITS = `mutation($id: ID!, $digits: String!) { r: sendDigits(input: { meetId: $id, digits: $digits }) { ${MEET} } }`;
const RING = `mutation($input: RingColleagueInput!) { r: ringColleague(input: $input) { ${MEET} } }`;
const LEAVE = `mutation($id: ID!) { r: leaveMeet(input: { meetId: $id }) { ${MEET} } }`;
const NOTICES = `subscription { myRings { ringing outcome handOver deadline meet { id state }
  rungBy { __typename ... on Manager { id } } } }`;
const RINGS = `query($id: ID!, $at: Position) { meet(id: $id, minPosition: $at) { state
  rings { outcome handOver person { ... on Manager { id } } rungBy { ... on Manager { id } } }
  participants { leftAt person { ... on Manager { id } ... on Customer { id } } } } }`;
const EXPLAIN = `query($event: ID!) { explain(eventId: $event) { type } }`;
const IDS = `query($id: ID!) { meet(id: $id) { history(first: 50) { edges { node { id type } } } } }`;
const HISTORY = `query($id: ID!, $at: Position) { meet(id: $id, minPosition: $at) {
  history(first: 50) { edges { node { type data } } } } }`;

interface Answered {
  readonly __typename: string;
  readonly position?: string;
}

describe('a call by phone over GraphQL, from the telephone to the managers', () => {
  let service: RunningService;
  let lines: FakePhoneLines;
  beforeAll(async () => {
    lines = fakePhoneLines();
    const phone = { SIP_LISTEN: 'udp://127.0.0.1:5060', SIP_TRUNKS: JSON.stringify([TRUNK]) };
    service = await runningService(phone, () => ({ ...inMemory(), phone: lines.near }));
    await Promise.all([lines.near.start(), lines.far.start()]);
    const prepared = await service.ask(await service.token('integrator', 'host'), PREPARE);
    expect(JSON.stringify(prepared.body)).not.toMatch(/errors|Problem|NotAllowed/);
    await ask('m-1', ON_DUTY);
  });
  afterAll(async () => {
    await service.close();
    await lines.far.close();
  });

  const ask = async <Data>(id: string, query: string, variables = {}): Promise<Data> => {
    const role = id.startsWith('c-') ? 'customer' : 'manager';
    const { body } = await service.ask(await service.token(role, id), query, variables);
    expect(body.errors).toBeUndefined();
    return body.data as Data;
  };
  /** A telephone that a manager answered. */
  const live = async () => {
    const dialled = await lines.far.dial({ from: '+821055550100', to: NUMBER, ringTimeoutMs: 60_000 });
    if (!dialled.ok) throw new Error(`the far line says ${dialled.failure.reason}`);
    const events: PhoneCallEvent[] = [];
    dialled.value.listen((event) => events.push(event));
    const id = await eventually('the ring', async () => {
      const { meets } = await ask<{ meets: { edges: readonly { node: { id: string } }[] } }>('m-1', RINGING);
      return meets.edges[0]?.node.id;
    });
    expect(await ask('m-1', ACCEPT, { id })).toMatchObject({ r: { __typename: 'MeetAccepted' } });
    await eventually('the answer', () => events.some(({ type }) => type === 'answered'));
    return { id, call: dialled.value, events };
  };

  it('R39: is consulted on with a colleague, who is rung, comes, and has the call once the first leaves', async () => {
    await ask('m-2', ON_DUTY);
    const { id, call } = await live();
    const socket = service.socket();
    const authorization = `Bearer ${await service.token('manager', 'm-2')}`;
    socket.send({ type: 'connection_init', payload: { authorization } });
    await eventually('connection_ack', () => socket.messages.some(({ type }) => type === 'connection_ack'));
    socket.send({ type: 'subscribe', id: 'rings', payload: { query: NOTICES } });
    const notices = () => socket.messages.flatMap(({ payload }) => (payload ? [JSON.stringify(payload)] : []));

    expect(await ask('c-1', RING, { input: { meetId: id, managerId: 'm-2' } })).toMatchObject({
      r: { reasons: ['MANAGERS_ONLY'] },
    });
    const rung = await ask<{ r: Answered }>('m-1', RING, { input: { meetId: id, managerId: 'm-2' } });
    expect(rung.r.__typename).toBe('MeetAccepted');
    await eventually('the ring', () =>
      notices().some(
        (notice) =>
          notice.includes('"ringing":true') && notice.includes('"rungBy":{"__typename":"Manager","id":"m-1"}'),
      ),
    );
    expect(await ask('m-1', RINGS, { id, at: rung.r.position })).toMatchObject({
      meet: { state: 'LIVE', rings: [{ outcome: 'ACCEPTED' }, { outcome: 'RINGING', rungBy: { id: 'm-1' } }] },
    });
    const customers = JSON.stringify(await ask('c-1', RINGS, { id }));
    expect(customers).toContain('"rings":null');
    expect(customers).not.toContain('m-2');

    expect(await ask('m-2', ACCEPT, { id })).toMatchObject({ r: { __typename: 'MeetAccepted' } });
    await eventually('the end of the ring', () => notices().some((notice) => notice.includes('"ringing":false')));
    const left = await ask<{ r: Answered }>('m-1', LEAVE, { id });
    expect(await ask('m-2', RINGS, { id, at: left.r.position })).toMatchObject({
      meet: { state: 'LIVE', participants: [{ leftAt: null }, { person: { id: 'm-1' } }, { person: { id: 'm-2' } }] },
    });
    const history = await ask<{ meet: { history: { edges: readonly { node: { id: string; type: string } }[] } } }>(
      ...(['m-2', IDS, { id }] as const),
    );
    const { edges } = history.meet.history;
    const handed = edges.find(({ node }) => node.type === 'CallHandedOver');
    expect(await ask('m-2', EXPLAIN, { event: handed?.node.id })).toEqual({ explain: [{ type: 'CallHandedOver' }] });
    expect(JSON.stringify(await ask('c-1', HISTORY, { id }))).not.toMatch(/Colleague|HandedOver/);
    expect(call.ending()).toBeNull();
    call.hangUp();
    socket.socket.terminate();
    await eventually('m-1 to be free for the next', async () => {
      await ask('m-1', 'mutation { r: updateMyDuty(input: { endWrapUp: true }) { __typename } }');
      return JSON.stringify(await ask('m-1', 'query { myDuty { state } }')).includes('AVAILABLE');
    });
  });

  it('R38: has digits pressed, says what is wrong with others, and tells nobody afterwards which they were', async () => {
    const { id, call, events } = await live();
    expect(await ask('m-1', DIGITS, { id, digits: '12a' })).toMatchObject({ r: { fields: ['digits'] } });
    expect(await ask('m-1', DIGITS, { id, digits: '' })).toMatchObject({ r: { fields: ['digits'] } });
    expect(await ask('m-1', DIGITS, { id, digits: '1'.repeat(33) })).toMatchObject({ r: { fields: ['digits'] } });
    expect(await ask('m-2', DIGITS, { id, digits: '1' })).toMatchObject({ r: { __typename: 'Conflict' } });
    expect(await ask('c-1', DIGITS, { id, digits: '1' })).toMatchObject({ r: { reasons: ['MANAGERS_ONLY'] } });
    const { r: pressed } = await ask<{ r: Answered }>('m-1', DIGITS, { id, digits: '970531#' });
    expect(pressed.__typename).toBe('MeetAccepted');
    const heard = () => events.map((event) => (event.type === 'digit' && isDigit(event.digit) ? event.digit : ''));
    await eventually('the telephone to hear them', () => heard().join('') === '970531#');
    const history = JSON.stringify(await ask('m-1', HISTORY, { id, at: pressed.position }));
    expect(history).toMatch(
      /"DigitsPressed","data":\{"pressId":"[^"]+","person":\{"role":"manager","id":"m-1"\},"count":7\}/,
    );
    expect(history + service.logged.join()).not.toContain('970531');
    expect(JSON.stringify(await ask('c-1', HISTORY, { id }))).not.toContain('Digits');
    call.hangUp();
  });
});
