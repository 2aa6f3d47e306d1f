import { viewer, writeScene, type WriteScene } from '../testing/write-scene.ts';

const NUMBER = '+827012345678';
const OTHERS = viewer('integrator', 'host', 'ch-2');
const shop = { name: 'Shop', paidPlan: true, businessVerified: true, currency: 'KRW' };
const PUT = { outcome: 'put', position: expect.any(Number) };

describe('a channel’s own numbers', () => {
  let scene: WriteScene;
  beforeEach(async () => {
    scene = await writeScene();
    await scene.commands.putChannel(scene.host, shop);
    await scene.commands.putChannel(OTHERS, shop);
  });

  it('R3: are for verified businesses', async () => {
    await scene.commands.putChannel(scene.host, { ...shop, businessVerified: false });
    expect(await scene.commands.issuePhoneNumber(scene.host, { number: NUMBER })).toEqual({
      outcome: 'not-allowed',
      reasons: ['BUSINESS_NOT_VERIFIED'],
    });
  });

  it('are the host product’s to tell', async () => {
    for (const by of [scene.mina, scene.juno, viewer('analyst', 'ana')]) {
      const refused = { outcome: 'not-allowed', reasons: ['ROLE_NOT_ALLOWED'] };
      expect(await scene.commands.issuePhoneNumber(by, { number: NUMBER })).toEqual(refused);
      expect(await scene.commands.giveBackPhoneNumber(by, { number: NUMBER })).toEqual(refused);
    }
  });

  it('are told of once', async () => {
    expect(await scene.commands.issuePhoneNumber(scene.host, { number: NUMBER })).toEqual(PUT);
    const head = await scene.store.head();
    expect(await scene.commands.issuePhoneNumber(scene.host, { number: NUMBER })).toEqual(PUT);
    expect(await scene.store.head()).toBe(head);
  });

  it('R2: belong to one channel at a time, whoever wants them at once', async () => {
    const answers = await Promise.all([
      scene.commands.issuePhoneNumber(scene.host, { number: NUMBER }),
      scene.restarted().commands.issuePhoneNumber(OTHERS, { number: NUMBER }),
    ]);
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['conflict', 'put']);
    expect(answers).toContainEqual({ outcome: 'conflict', message: expect.any(String), winner: null });
  });

  it('are another’s once they were given back', async () => {
    await scene.commands.issuePhoneNumber(scene.host, { number: NUMBER });
    expect(await scene.commands.giveBackPhoneNumber(OTHERS, { number: NUMBER })).toEqual({
      outcome: 'not-found',
      what: 'phone number',
    });
    expect(await scene.commands.giveBackPhoneNumber(scene.host, { number: NUMBER })).toEqual(PUT);
    expect(await scene.commands.issuePhoneNumber(OTHERS, { number: NUMBER })).toEqual(PUT);
  });

  it('R37: are taken by settings that managers and integrators choose', async () => {
    const change = { queueSize: 3 };
    expect(await scene.commands.updateChannelPhoneSettings(scene.mina, change)).toEqual(PUT);
    expect(await scene.commands.updateChannelPhoneSettings(scene.host, change)).toEqual(PUT);
    for (const by of [scene.juno, viewer('analyst', 'ana')]) {
      expect(await scene.commands.updateChannelPhoneSettings(by, change)).toEqual({
        outcome: 'not-allowed',
        reasons: ['ROLE_NOT_ALLOWED'],
      });
    }
  });
});
