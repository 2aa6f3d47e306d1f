import {
  dutyStream,
  type IncomingCall,
  MANAGER_RING_MS,
  type Meet,
  userChatDecider,
  userChatStream,
} from '@meets/meet-domain';
import { aggregate } from '../commands/write-side.ts';
import { eventually } from '../testing/eventually.ts';
import { NUMBER, type PhoneScene, setPhoneScene } from '../testing/phone-scene.ts';
import { CHANNEL, meetIdOf, order, viewer, type WriteScene } from '../testing/write-scene.ts';

describe('a colleague whom a manager rings into a call by phone', () => {
  let scene: WriteScene;
  let phone: PhoneScene;
  let telephone: IncomingCall | null;
  beforeEach(async () => {
    phone = await setPhoneScene();
    scene = phone.scene;
    await phone.onDuty(scene.mina, scene.max);
    telephone = null;
    phone.lines().far.onIncoming((call) => (telephone = call));
  });
  afterEach(() => phone.close());

  const meetThat = (what: string, meetId: string, is: (meet: Meet) => boolean) =>
    eventually(what, async () => {
      const now = await phone.meet(meetId);
      return now !== null && is(now) ? now : null;
    });
  /** Mina dialled Juno, who picked up. */
  const live = async (): Promise<string> => {
    const { commands, mina } = scene;
    const dialled = await commands.dialCustomer(mina, {
      ...{ customerId: 'juno', from: NUMBER, client: null, idempotencyKey: null },
    });
    const meetId = meetIdOf(dialled);
    await (await eventually('the telephone to be called', () => telephone)).answer();
    await meetThat('the answer', meetId, ({ phase }) => phase === 'LIVE');
    return meetId;
  };
  const ring = (
    meetId: string,
    change: { handOver?: boolean; key?: string; managerId?: string } = {},
    by = scene.mina,
  ) =>
    scene.commands.ringColleague(by, {
      ...{ meetId, managerId: change.managerId ?? 'max', handOver: change.handOver ?? false },
      idempotencyKey: change.key ?? null,
    });
  const stop = (meetId: string) =>
    scene.commands.stopRingingColleague(scene.mina, { meetId, managerId: 'max', idempotencyKey: null });
  const dutyOf = async (id: string) => {
    const facts = [];
    for await (const { type, data, metadata } of scene.store.readStream(dutyStream(CHANNEL, id))) {
      facts.push({ type, data, by: metadata.actor.id });
    }
    return facts;
  };
  const free = (id = 'max') =>
    eventually(`${id} to be free`, async () =>
      ['ManagerReleased', 'CallFinished'].includes((await dutyOf(id)).at(-1)?.type ?? ''),
    );
  const chatOf = async ({ place }: Meet) => {
    const { store, keys } = scene;
    const chats = aggregate({ store, keys }, userChatDecider, userChatStream);
    return (await chats.fold(CHANNEL, place.type === 'user-chat' ? place.userChatId : '')).state;
  };

  it('R39: is reserved, comes into the call, and has it and its chat once the first leaves', async () => {
    const meetId = await live();
    expect(await ring(meetId)).toMatchObject({ outcome: 'accepted' });
    expect((await dutyOf('max')).at(-1)).toMatchObject({ type: 'ManagerReserved', data: { meetId }, by: 'mina' });
    expect(await scene.commands.acceptMeet(scene.max, order(meetId))).toMatchObject({ outcome: 'accepted' });
    expect((await dutyOf('max')).at(-1)).toMatchObject({ type: 'CallTaken' });
    await scene.commands.leaveMeet(scene.mina, { meetId, reason: 'LEFT', idempotencyKey: null });
    const now = await meetThat('the hand-over', meetId, ({ participants }) => participants[0]?.leftAt !== null);
    expect(now.phase).toBe('LIVE');
    await eventually('the chat to be theirs', async () => (await chatOf(now))?.assigneeId === 'max');
    await free('mina');
    expect(telephone?.ending()).toBeNull();
  });

  it('R39: takes the call over by coming, and the customer hears it again', async () => {
    const meetId = await live();
    await scene.commands.holdCall(scene.mina, { meetId, on: true, client: null, idempotencyKey: null });
    const heard: string[] = [];
    telephone?.listen(({ type }) => heard.push(type));
    await ring(meetId, { handOver: true });
    await scene.commands.acceptMeet(scene.max, order(meetId));
    const now = await phone.meet(meetId);
    expect(now).toMatchObject({ phase: 'LIVE', onHold: false });
    expect(now?.participants.map(({ person, leftAt }) => [person.id, leftAt === null])).toEqual([
      ['mina', false],
      ['juno', true],
      ['max', true],
    ]);
    await eventually('the telephone to be off hold', () => heard.at(-1) === 'resumed');
    await free('mina');
  });

  it('R39: is free again where they say no, are not needed, or do not answer in 30 s; and may be rung anew', async () => {
    const meetId = await live();
    await ring(meetId);
    await scene.commands.declineMeet(scene.max, order(meetId));
    await free();
    expect(await ring(meetId)).toMatchObject({ outcome: 'accepted' });
    expect(await stop(meetId)).toMatchObject({ outcome: 'accepted' });
    await free();
    expect(await ring(meetId)).toMatchObject({ outcome: 'accepted' });
    scene.clock.advance(MANAGER_RING_MS);
    const now = await meetThat('the end of the ring', meetId, ({ rings }) => rings.at(-1)?.outcome === 'TIMED_OUT');
    expect(now.phase).toBe('LIVE');
    await free();
    expect(
      (await dutyOf('max')).flatMap(({ type, data }) => (type === 'ManagerReleased' ? [data['cause']] : [])),
    ).toEqual(['declined', 'withdrawn', 'unanswered']);
  });

  it('R12, invariant 6: learns that their time is over, though no timer has said so', async () => {
    const meetId = await live();
    await ring(meetId);
    await phone.reactions.close();
    scene.clock.advance(MANAGER_RING_MS);
    expect(await scene.commands.acceptMeet(scene.max, order(meetId))).toMatchObject({
      ...{ outcome: 'conflict', winner: { eventId: expect.any(String) } },
    });
    expect((await phone.meet(meetId))?.rings.at(-1)?.outcome).toBe('TIMED_OUT');
  });

  it('R4, R39: is not rung where their duty, their seat or another call says no', async () => {
    const meetId = await live();
    const { commands, max, host } = scene;
    const says = async () => {
      const answer = await ring(meetId);
      return answer.outcome === 'not-allowed' ? answer.reasons : answer.outcome;
    };
    await commands.updateMyDuty(max, { available: false });
    expect(await says()).toEqual(['COLLEAGUE_UNAVAILABLE']);
    await commands.updateMyDuty(max, { available: true, doNotDisturb: true });
    expect(await says()).toEqual(['COLLEAGUE_UNAVAILABLE']);
    await commands.updateMyDuty(max, { doNotDisturb: false });
    await commands.setCallLimit(host, { managerId: 'max', callLimit: 0 });
    expect(await says()).toEqual(['COLLEAGUE_BUSY']);
    await commands.setCallLimit(host, { managerId: 'max', callLimit: null });
    await commands.putManager(host, { id: 'max', name: 'Max Lee', operatorSeat: false });
    expect(await says()).toEqual(['COLLEAGUE_WITHOUT_SEAT']);
    await commands.putManager(host, { id: 'max', name: 'Max Lee', operatorSeat: true });
    const elsewhere = { channelId: CHANNEL, managerId: 'max', meetId: 'uc.other.1' };
    await commands.takeCall({ ...elsewhere, cause: { eventId: null, correlationId: 'test' } });
    expect(await says()).toEqual(['COLLEAGUE_BUSY']);
    expect(await ring(meetId, { managerId: 'nobody' })).toEqual({ outcome: 'not-found', what: 'manager' });
    expect(await ring(meetId, {}, scene.juno)).toEqual({ outcome: 'not-allowed', reasons: ['MANAGERS_ONLY'] });
    expect(await ring(meetId, {}, viewer('integrator', 'host'))).toMatchObject({ reasons: ['ROLE_NOT_ALLOWED'] });
    expect(await ring('uc.none.1')).toEqual({ outcome: 'not-found', what: 'meet' });
    expect(await scene.events('ColleagueRang')).toEqual([]);
  });

  it('is rung once under one key, and is free once the call is over', async () => {
    const meetId = await live();
    const [one, other] = [await ring(meetId, { key: 'k' }), await ring(meetId, { key: 'k' })];
    expect(other).toEqual(one);
    expect(await scene.events('ColleagueRang')).toHaveLength(1);
    telephone?.hangUp();
    const now = await meetThat('the end', meetId, ({ phase }) => phase === 'ENDED');
    expect(now.rings.at(-1)?.outcome).toBe('CANCELED');
    await free();
  });
});
