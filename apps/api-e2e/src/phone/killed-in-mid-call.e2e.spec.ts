import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Baresip, LOOPBACK_CERTIFICATE, LOOPBACK_KEY, startBaresip } from '@meets/telephony/testing';
import type { ReadMeet, Result } from '../answers.ts';
import { ACCEPT, READ_MEET, START } from '../operations.ts';
import { INSTALLED_WITHIN_MS, providedProgram } from '../provided-program.ts';
import { DIAL, HOLD } from './phone-operations.ts';
import { CUSTOMERS_NUMBER, NUMBER, type PhoneService, startPhoneService } from './phone-service.ts';

const CALLER = '01055550100';
const NEXT_CALLER = '01077776666';
type Transport = 'udp' | 'tcp' | 'tls';

describe('a service that is killed in mid-call, and started again', () => {
  let program: string;
  let service: PhoneService;
  let folder: string;
  const telephones: Baresip[] = [];
  beforeAll(async () => {
    program = await providedProgram('baresip.ts');
    folder = mkdtempSync(join(tmpdir(), 'meets-killed-'));
    writeFileSync(join(folder, 'own.pem'), LOOPBACK_CERTIFICATE + LOOPBACK_KEY);
    writeFileSync(join(folder, 'trusted.pem'), LOOPBACK_CERTIFICATE);
  }, INSTALLED_WITHIN_MS);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(async () => {
    for (const telephone of telephones.splice(0)) await telephone.close();
    await service.close();
  });

  const telephoneOf = async (number: string, transport: Transport = 'udp'): Promise<Baresip> => {
    const telephone = await startBaresip(program, {
      ...{ transport, number },
      ...(transport === 'tls' && {
        certificateFile: join(folder, 'own.pem'),
        trustedFile: join(folder, 'trusted.pem'),
      }),
    });
    telephones.push(telephone);
    return telephone;
  };
  /** `to`: where the service dials, if it is to. */
  const begin = async (to: Baresip | null = null, transport: Transport = 'udp'): Promise<void> => {
    const way = to && { to: { transport, host: '127.0.0.1', port: to.port } };
    service = await startPhoneService([{ trunkId: 'carrier', from: ['127.0.0.1'], ...way }]);
  };
  const callFrom = async (
    number: string,
    transport: Transport = 'udp',
  ): Promise<{ readonly telephone: Baresip; readonly meetId: string }> => {
    const telephone = await telephoneOf(number, transport);
    await telephone.order(
      'dial',
      `sip:${NUMBER}@127.0.0.1:${transport === 'tls' ? service.tlsPort : service.port};transport=${transport}`,
    );
    await telephone.event('CALL_RINGING');
    const { id } = await service.callThat(
      `a ring by ${number}`,
      ({ state, phone, rings }) =>
        state === 'RINGING' && phone.customerNumber === `+82${number.slice(1)}` && rings?.[0]?.person.id === 'ma-1',
    );
    return { telephone, meetId: id };
  };
  const accept = async (meetId: string): Promise<void> => {
    const { result } = await service.manager.run<Result>(ACCEPT, { input: { meetId } });
    expect(result.__typename).toBe('MeetAccepted');
  };
  const outcome = async (meetId: string) =>
    service.callThat('the end of the call', ({ id, state }) => id === meetId && /^(MISSED|ENDED)$/.test(state));
  /** The manager is free, and has the next call. */
  const servesTheNext = async (): Promise<void> => {
    await service.free();
    const { telephone, meetId } = await callFrom(NEXT_CALLER);
    await accept(meetId);
    await telephone.event('CALL_ESTABLISHED');
    await telephone.order('hangup');
    expect((await outcome(meetId)).state).toBe('ENDED');
  };

  it.each(['udp', 'tls'] as const)(
    'R41: refuses a call by %s that rang, which is missed by SYSTEM_FAILURE; a meet that was no call goes on',
    async (transport) => {
      await begin();
      const started = await service.customer.run<Result>(START, {
        input: { place: { userChatId: 'chat-1' }, kind: 'VOICE' },
      });
      const other = started.result.meet.id;
      await service.secondManager.run(ACCEPT, { input: { meetId: other } });
      const read = async (): Promise<ReadMeet> => service.secondManager.run<ReadMeet>(READ_MEET, { id: other });
      const before = await read();
      const { telephone, meetId } = await callFrom(CALLER, transport);
      service = await service.killed();
      await telephone.event('CALL_CLOSED');
      expect(await outcome(meetId)).toMatchObject({ state: 'MISSED', missedReason: 'SYSTEM_FAILURE' });
      await servesTheNext();
      expect(await read()).toEqual(before);
      expect(before.meet?.state).toBe('LIVE');
    },
  );

  it.each([
    ['by udp', 'udp', false],
    ['by udp and on hold', 'udp', true],
    ['by tcp', 'tcp', false],
    ['by tls', 'tls', false],
    ['by tls and on hold', 'tls', true],
  ] as const)(
    'R33: hangs up a call %s that was answered, which ends by the customer’s CONNECTION_LOST',
    async (_, transport, onHold) => {
      await begin();
      const { telephone, meetId } = await callFrom(CALLER, transport);
      await accept(meetId);
      await telephone.event('CALL_ESTABLISHED');
      if (onHold) {
        const { result } = await service.manager.run<Result>(HOLD, { input: { meetId, on: true } });
        expect(result.__typename).toBe('MeetAccepted');
        // The answer to its own offer was the first; this is the offer to hold.
        for (let offers = 0; offers < 2; offers += 1) await telephone.event('CALL_REMOTE_SDP');
      }
      service = await service.killed();
      await telephone.event('CALL_CLOSED');
      const ended = await outcome(meetId);
      expect(ended.state).toBe('ENDED');
      expect(ended.participants.find(({ person }) => person.__typename === 'Customer')?.leaveReason).toBe(
        'CONNECTION_LOST',
      );
      await servesTheNext();
    },
  );

  it.each(['udp', 'tls'] as const)(
    'R38: cancels a call by %s that it was making, which is missed by SYSTEM_FAILURE',
    async (transport) => {
      const called = await telephoneOf(CUSTOMERS_NUMBER, transport);
      await begin(called, transport);
      const { result } = await service.manager.run<Result>(DIAL, { input: { customerId: 'cu-1' } });
      expect(result.__typename).toBe('MeetAccepted');
      await called.event('CALL_INCOMING');
      service = await service.killed();
      await called.event('CALL_CLOSED');
      expect(await outcome(result.meet.id)).toMatchObject({ state: 'MISSED', missedReason: 'SYSTEM_FAILURE' });
      await servesTheNext();
    },
  );
});
