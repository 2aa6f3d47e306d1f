import { dutyStream } from '@meets/meet-domain';
import { CHANNEL, viewer, writeScene, type WriteScene } from '../testing/write-scene.ts';

const PUT = { outcome: 'put', position: expect.any(Number) };
const cause = (eventId: string) => ({ eventId, correlationId: 'r-1' });

describe('a manager’s duty', () => {
  let scene: WriteScene;
  beforeEach(async () => {
    scene = await writeScene();
  });
  const types = async (managerId = 'mina') => {
    const found: string[] = [];
    for await (const { type } of scene.store.readStream(dutyStream(CHANNEL, managerId))) found.push(type);
    return found;
  };
  const until = (seconds: number) => new Date(scene.clock.now() + seconds * 1_000).toISOString();
  const ofMina = (eventId: string) => ({ channelId: CHANNEL, managerId: 'mina', cause: cause(eventId) });
  const reserve = (meetId: string, commands = scene.commands) =>
    commands.reserveManager({ ...ofMina(`for-${meetId}`), meetId, until: until(30) });

  it('R39: is a manager’s own to change, and nobody else’s', async () => {
    expect(await scene.commands.updateMyDuty(scene.mina, { available: true })).toEqual(PUT);
    for (const by of [scene.host, scene.juno, viewer('analyst', 'ana')]) {
      expect(await scene.commands.updateMyDuty(by, { available: true })).toEqual({
        outcome: 'not-allowed',
        reasons: ['MANAGERS_ONLY'],
      });
    }
    expect(await scene.commands.updateMyDuty(viewer('manager', 'nobody'), { available: true })).toEqual({
      outcome: 'not-found',
      what: 'manager',
    });
    expect(await types()).toEqual(['ManagerBecameAvailable']);
  });

  it('R39: has a limit of calls that managers and the host set', async () => {
    for (const by of [scene.max, scene.host]) {
      expect(await scene.commands.setCallLimit(by, { managerId: 'mina', callLimit: 3 })).toEqual(PUT);
    }
    expect(await scene.commands.setCallLimit(scene.juno, { managerId: 'mina', callLimit: 3 })).toEqual({
      outcome: 'not-allowed',
      reasons: ['ROLE_NOT_ALLOWED'],
    });
    expect(await scene.commands.setCallLimit(scene.host, { managerId: '\ud800', callLimit: 3 })).toEqual({
      outcome: 'not-found',
      what: 'manager',
    });
    expect(await types()).toEqual(['CallLimitChanged']);
  });

  it('R39: lets one of two calls ring, however they race, on two nodes', async () => {
    await scene.commands.updateMyDuty(scene.mina, { available: true });
    const other = scene.restarted().commands;
    const answers = await Promise.all([reserve('a'), reserve('b', other), reserve('c'), reserve('d', other)]);
    expect(answers.filter((obstacle) => obstacle === null)).toHaveLength(1);
    expect(answers.filter((obstacle) => obstacle === 'reserved')).toHaveLength(3);
    expect(await types()).toEqual(['ManagerBecameAvailable', 'ManagerReserved']);
  });

  it('R39: gives the next call a chance once the manager declined or did not answer', async () => {
    await scene.commands.updateMyDuty(scene.mina, { available: true });
    expect(await reserve('a')).toBeNull();
    await scene.commands.releaseManager({ ...ofMina('no'), meetId: 'a', why: 'declined' });
    expect(await reserve('b')).toBeNull();
    const deadline = until(30);
    await scene.commands.lapseReservation({ ...ofMina('late'), meetId: 'b', until: deadline });
    expect(await reserve('c')).toBeNull();
  });

  it('R42: wraps up after a call for as long as the channel gives', async () => {
    await scene.commands.updateMyDuty(scene.mina, { available: true });
    await reserve('a');
    expect(await scene.commands.takeCall({ ...ofMina('take'), meetId: 'a' })).toBeNull();
    expect(await scene.commands.takeCall({ ...ofMina('other'), meetId: 'b' })).toBe('in-call');
    await scene.commands.finishCall({ ...ofMina('end'), meetId: 'a', wrapUp: true });
    expect(await reserve('b')).toBe('wrapping-up');
    await scene.commands.endWrapUp({ ...ofMina('wrap-up'), until: until(30) });
    expect(await reserve('b')).toBeNull();
  });

  it('R42: has no wrap-up where the channel gives none', async () => {
    await scene.commands.updateChannelPhoneSettings(scene.host, { wrapUpMs: 0 });
    await scene.commands.updateMyDuty(scene.mina, { available: true });
    await scene.commands.takeCall({ ...ofMina('take'), meetId: 'a' });
    await scene.commands.finishCall({ ...ofMina('end'), meetId: 'a', wrapUp: true });
    expect(await reserve('b')).toBeNull();
  });

  it('R42: lets the manager end it', async () => {
    await scene.commands.updateMyDuty(scene.mina, { available: true });
    await scene.commands.takeCall({ ...ofMina('take'), meetId: 'a' });
    await scene.commands.finishCall({ ...ofMina('end'), meetId: 'a', wrapUp: true });
    expect(await scene.commands.updateMyDuty(scene.mina, { endWrapUp: true })).toEqual(PUT);
    expect(await reserve('b')).toBeNull();
  });

  it('R4, R33, R39: rings nobody without a plan, a seat, or who was told offline', async () => {
    const { commands, host, mina } = scene;
    await commands.updateMyDuty(mina, { available: true });
    const shop = { name: 'Shop', businessVerified: false, currency: 'KRW' };
    await commands.putChannel(host, { ...shop, paidPlan: false });
    expect(await reserve('a')).toBe('plan-required');
    await commands.putChannel(host, { ...shop, paidPlan: true });
    await commands.putManager(host, { id: 'mina', name: 'Mina Kim', operatorSeat: false });
    expect(await reserve('b')).toBe('seat-required');
    await commands.putManager(host, { id: 'mina', name: 'Mina Kim', operatorSeat: true });
    await commands.setPresence(host, { person: { role: 'manager', id: 'mina' }, online: false });
    expect(await reserve('c')).toBe('not-there');
    await commands.setPresence(host, { person: { role: 'manager', id: 'mina' }, online: true });
    expect(await reserve('d')).toBeNull();
  });
});
