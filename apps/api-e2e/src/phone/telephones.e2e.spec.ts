import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Baresip, LOOPBACK_CERTIFICATE, startBaresip, startSipp, type SippRun } from '@meets/telephony/testing';
import type { ReadMeet, Result } from '../answers.ts';
import { ACCEPT, END, READ_MEET } from '../operations.ts';
import { INSTALLED_WITHIN_MS, providedProgram } from '../provided-program.ts';
import { HOLD, type PhoneMeet, SEND_DIGITS } from './phone-operations.ts';
import { eventually, isOver, NUMBER, type PhoneService, startPhoneService } from './phone-service.ts';

/** From where calls have to prove who they are. */
const PROVING_HOST = '127.0.0.2';
/** sipp looks at the first challenge alone, and knows nothing but MD5. */
const DEMANDS = { user: 'carrier', password: 'secret', realm: 'meets', algorithms: ['MD5'] };

describe('telephones of others that call a service', () => {
  let programs: { readonly sipp: string; readonly baresip: string };
  let service: PhoneService;
  const telephones: Baresip[] = [];
  beforeAll(async () => {
    programs = { sipp: await providedProgram('sipp.ts'), baresip: await providedProgram('baresip.ts') };
    service = await startPhoneService([
      { trunkId: 'carrier', from: ['127.0.0.1', '::1'] },
      { trunkId: 'proving', from: [PROVING_HOST], demands: DEMANDS },
    ]);
  }, INSTALLED_WITHIN_MS);
  afterEach(async () => {
    for (const telephone of telephones.splice(0)) await telephone.close();
    await service.cleared();
  });
  afterAll(() => service.close());

  const sipp = (run: Omit<SippRun, 'callee'>, host?: string): Promise<{ readonly done: Promise<void> }> =>
    startSipp(programs.sipp, { ...run, callee: { number: NUMBER, port: service.port, ...(host && { host }) } });
  const baresip = async (number: string, transport: 'udp' | 'tls' = 'udp'): Promise<Baresip> => {
    const trusted = join(service.server.dataDir, 'trusted-by-telephones.pem');
    await writeFile(trusted, LOOPBACK_CERTIFICATE);
    const telephone = await startBaresip(programs.baresip, { transport, number, trustedFile: trusted });
    telephones.push(telephone);
    const port = transport === 'tls' ? service.tlsPort : service.port;
    await telephone.order('dial', `sip:${NUMBER}@127.0.0.1:${port};transport=${transport}`);
    await telephone.event('CALL_RINGING');
    return telephone;
  };
  const ringing = (): Promise<PhoneMeet> =>
    service.callThat('a ring', ({ state, rings }) => state === 'RINGING' && rings?.[0]?.person.id === 'ma-1');
  const order = async (operation: string, input: Record<string, unknown>): Promise<void> => {
    const { result } = await service.manager.run<Result>(operation, { input });
    expect(result).toMatchObject({ __typename: 'MeetAccepted' });
  };
  const accept = ({ id }: PhoneMeet): Promise<void> => order(ACCEPT, { meetId: id });
  const end = ({ id }: PhoneMeet): Promise<void> => order(END, { meetId: id });
  const over = ({ id }: PhoneMeet): Promise<PhoneMeet> =>
    service.callThat('the end', (meet) => meet.id === id && isOver(meet));
  const missed = async (known: readonly PhoneMeet[]): Promise<PhoneMeet> =>
    service.callThat('a miss', ({ id, state }) => state === 'MISSED' && !known.some((call) => call.id === id));
  /** Resolves once the history says that they pressed so many, and nothing says which. */
  const pressed = ({ id }: PhoneMeet, role: string, count: number): Promise<void> =>
    eventually(`${count} digits of the ${role}'s`, async () => {
      const { meet } = await service.manager.run<ReadMeet>(READ_MEET, { id });
      const facts = meet?.history.edges.map(({ node }) => node).filter(({ type }) => type === 'DigitsPressed') ?? [];
      const told = facts.map(({ data }) => data as { person: { role: string }; count: number });
      return told.reduce((sum, each) => sum + (each.person.role === role ? each.count : 0), 0) === count || undefined;
    }).then(() => undefined);
  const customersReason = ({ participants }: PhoneMeet): string | null | undefined =>
    participants.find(({ person }) => person.__typename === 'Customer')?.leaveReason;

  it.each([
    ['by UDP', { scenario: 'uac-call' }],
    ['by TCP', { scenario: 'uac-call', transport: 'tcp' }],
    ['by UDP over IPv6', { scenario: 'uac-call', host: '::1' }],
    ['and whose first ACK is lost', { scenario: 'uac-lost-ack' }],
  ] as const)(
    'R37: one that calls %s rings, is accepted by a browser, and is over when it hangs up',
    async (_, run) => {
      const telephone = await sipp(run);
      const call = await ringing();
      await accept(call);
      await telephone.done;
      expect(customersReason(await over(call))).toBe('HUNG_UP');
    },
  );

  it('R37: one that speaks TLS rings, is accepted, and is hung up by the manager', async () => {
    const telephone = await baresip('01055550100', 'tls');
    const call = await ringing();
    await accept(call);
    await telephone.event('CALL_ESTABLISHED');
    await end(call);
    await telephone.event('CALL_CLOSED');
    expect((await over(call)).state).toBe('ENDED');
  });

  it('R37: one whose owner presses keys is heard to: how many, and not which', async () => {
    const telephone = await sipp({ scenario: 'uac-digits' });
    const call = await ringing();
    await accept(call);
    await telephone.done;
    await over(call);
    await pressed(call, 'customer', 3);
  });

  it('R37: one hears the digits that the manager presses, each once and in that order', async () => {
    const telephone = await baresip('01055550105');
    const call = await ringing();
    await accept(call);
    await telephone.event('CALL_ESTABLISHED');
    const keys = [...'19*0#AD551'];
    await order(SEND_DIGITS, { meetId: call.id, digits: keys.join('') });
    const heard = [];
    for (const _ of keys) heard.push((await telephone.event('CALL_DTMF_START')).param);
    expect(heard).toEqual(keys);
    await pressed(call, 'manager', keys.length);
    await end(call);
    await telephone.event('CALL_CLOSED');
    // It has heard nothing after that, for its events come in order.
    expect(telephone.told('CALL_DTMF_START')).toEqual([]);
  });

  it('R37: one is asked to be silent while it is held (re-INVITE, sendonly), and to speak again after it', async () => {
    const telephone = await sipp({ scenario: 'uac-held' });
    const call = await ringing();
    await accept(call);
    await order(HOLD, { meetId: call.id, on: true });
    await service.callThat('the hold', ({ id, phone }) => id === call.id && phone.onHold);
    await order(HOLD, { meetId: call.id, on: false });
    await telephone.done;
    expect(customersReason(await over(call))).toBe('HUNG_UP');
  });

  it('R37: one that holds the call and comes back is in the same call', async () => {
    const telephone = await sipp({ scenario: 'uac-hold' });
    const call = await ringing();
    await accept(call);
    await telephone.done;
    expect(customersReason(await over(call))).toBe('HUNG_UP');
  });

  it('R37: one whose INVITE comes three times is one meet', async () => {
    const before = await service.calls();
    const telephone = await sipp({ scenario: 'uac-repeats' });
    const call = await ringing();
    await accept(call);
    await telephone.done;
    await over(call);
    expect(await service.calls()).toHaveLength(before.length + 1);
  });

  it('R37: one that has to prove who it is rings once it has', async () => {
    const telephone = await sipp({ scenario: 'uac-challenged', host: PROVING_HOST }, '127.0.0.1');
    const call = await ringing();
    await accept(call);
    await telephone.done;
    expect(customersReason(await over(call))).toBe('HUNG_UP');
  });

  it('one that cannot be talked with hears 488, rings nobody, and is no meet', async () => {
    const before = await service.calls();
    await (
      await sipp({ scenario: 'uac-bad-sdp' })
    ).done;
    // A call that came after it is there, and nothing else.
    const next = await baresip('01055550101');
    const call = await ringing();
    expect(await service.calls()).toHaveLength(before.length + 1);
    await next.order('hangup');
    await over(call);
  });

  it('R41: one that gives up while it rings is missed by CUSTOMER_LEFT', async () => {
    const telephone = await baresip('01055550102');
    const call = await ringing();
    await telephone.order('hangup');
    expect(await over(call)).toMatchObject({ state: 'MISSED', missedReason: 'CUSTOMER_LEFT' });
  });

  it('R39, R41: one that gives up in the queue is missed by ABANDONED_IN_QUEUE, and one that finds it full hears 486', async () => {
    await baresip('01055550103');
    const talking = await ringing();
    await accept(talking);
    const known = await service.calls();
    await (
      await sipp({ scenario: 'uac-cancel' })
    ).done;
    expect((await missed(known)).missedReason).toBe('ABANDONED_IN_QUEUE');
    const second = await baresip('01055550104');
    const waiting = await service.callThat('a call in the queue', ({ state }) => state === 'QUEUED');
    const knownThen = await service.calls();
    await (
      await sipp({ scenario: 'uac-busy' })
    ).done;
    expect((await missed(knownThen)).missedReason).toBe('EXCEEDED_QUEUE');
    await second.order('hangup');
    expect((await over(waiting)).missedReason).toBe('ABANDONED_IN_QUEUE');
    await end(talking);
  });
});
