import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { type Baresip, type RunningSipp, startBaresip, startSipp } from '@meets/telephony/testing';
import type { Result } from '../answers.ts';
import { sessionFor } from '../graphql-client.ts';
import { CANCEL, PUT_CUSTOMER } from '../operations.ts';
import { INSTALLED_WITHIN_MS, providedProgram } from '../provided-program.ts';
import { DIAL, ISSUE_NUMBER, type PhoneMeet } from './phone-operations.ts';
import { CHANNEL, CUSTOMERS_NUMBER, type PhoneService, settled, startPhoneService } from './phone-service.ts';

/** From which of the channel's numbers a call goes out says by which trunk. */
const BY = {
  baresip: '+827012345678',
  sipp: '+827012340001',
  nobody: '+827012340002',
  breaksOff: '+827012340003',
} as const;
/** On this port of TCP nobody listens. */
const NOBODYS_PORT = 1;
/** What a telephone says, and what is told of it. */
const REFUSALS = {
  404: 'UNREACHABLE_DEVICE',
  408: 'RING_TIMED_OUT',
  486: 'BUSY',
  500: 'SYSTEM_FAILURE',
  603: 'REJECTED_BY_CUSTOMER',
} as const;

describe('calls that a manager makes', () => {
  let service: PhoneService;
  let baresip: Baresip;
  let sipp: RunningSipp;
  /** By TCP: whatever it hears, it breaks off. */
  let breaksOff: Server;
  beforeAll(async () => {
    const programs = { sipp: await providedProgram('sipp.ts'), baresip: await providedProgram('baresip.ts') };
    baresip = await startBaresip(programs.baresip, { transport: 'udp', number: CUSTOMERS_NUMBER });
    sipp = await startSipp(programs.sipp, {
      scenario: 'uas-refuses',
      callee: null,
      calls: Object.keys(REFUSALS).length,
    });
    breaksOff = createServer((socket) => socket.once('data', () => socket.destroy())).listen(0, '127.0.0.1');
    await once(breaksOff, 'listening');
    const trunk = (by: keyof typeof BY, port: number, transport = 'udp') => ({
      ...{ trunkId: by, numbers: [BY[by]], from: ['127.0.0.1'] },
      to: { transport, host: '127.0.0.1', port },
    });
    service = await startPhoneService([
      ...[trunk('baresip', baresip.port), trunk('sipp', sipp.port)],
      trunk('nobody', NOBODYS_PORT, 'tcp'),
      trunk('breaksOff', (breaksOff.address() as AddressInfo).port, 'tcp'),
    ]);
    const host = await sessionFor(service.server, CHANNEL, 'integrator', 'host');
    for (const number of [BY.sipp, BY.nobody, BY.breaksOff]) await settled(host, ISSUE_NUMBER, { number });
    for (const status of Object.keys(REFUSALS)) {
      await settled(host, PUT_CUSTOMER, {
        id: `cu-${status}`,
        name: status,
        phoneNumber: `+8210000${status}0${status}`,
      });
    }
  }, INSTALLED_WITHIN_MS);
  afterEach(() => service.cleared());
  afterAll(async () => {
    await baresip?.close();
    await service?.close();
    breaksOff?.close();
  });

  const dial = async (by: keyof typeof BY, customerId = 'cu-1'): Promise<string> => {
    const { result } = await service.manager.run<Result>(DIAL, { input: { customerId, from: BY[by] } });
    expect(result).toMatchObject({ __typename: 'MeetAccepted' });
    return result.meet.id;
  };
  const meetIs = (meetId: string, state: string): Promise<PhoneMeet> =>
    service.callThat(state, (meet) => meet.id === meetId && meet.state === state);

  it('R38: is live once the telephone picks up, and over when it hangs up', async () => {
    const meetId = await dial('baresip');
    await baresip.event('CALL_INCOMING');
    await baresip.order('accept');
    expect(await meetIs(meetId, 'LIVE')).toMatchObject({ direction: 'OUTBOUND' });
    await baresip.order('hangup');
    const { participants } = await meetIs(meetId, 'ENDED');
    expect(participants.map(({ leaveReason }) => leaveReason)).toContain('HUNG_UP');
  });

  it('R38, R41: is missed by BUSY where its owner presses it away', async () => {
    const meetId = await dial('baresip');
    await baresip.event('CALL_INCOMING');
    await baresip.order('hangup');
    expect(await meetIs(meetId, 'MISSED')).toMatchObject({ missedReason: 'BUSY' });
  });

  it('R38, R41: rings no more once the manager gives up, by MANAGER_LEFT', async () => {
    const meetId = await dial('baresip');
    await baresip.event('CALL_INCOMING');
    const { result } = await service.manager.run<Result>(CANCEL, { input: { meetId } });
    expect(result.__typename).toBe('MeetAccepted');
    await baresip.event('CALL_CLOSED');
    expect(await meetIs(meetId, 'MISSED')).toMatchObject({ missedReason: 'MANAGER_LEFT' });
  });

  it.each([
    ['takes no connection', 'nobody'],
    ['breaks it off without an answer', 'breaksOff'],
  ] as const)('R38, R41: is missed by SYSTEM_FAILURE where its carrier %s', async (_, by) => {
    expect(await meetIs(await dial(by), 'MISSED')).toMatchObject({ missedReason: 'SYSTEM_FAILURE' });
  });

  it('R38, R41: is missed by what the telephone says, each by its own', async () => {
    const reasons: Record<string, string | null> = {};
    for (const status of Object.keys(REFUSALS)) {
      reasons[status] = (await meetIs(await dial('sipp', `cu-${status}`), 'MISSED')).missedReason;
      await service.free();
    }
    expect(reasons).toEqual(REFUSALS);
    await sipp.done;
  });
});
