import { chatInput, viewer, writeScene, type WriteScene } from '../testing/write-scene.ts';
import type { Viewer } from '../viewer.ts';
import type { PutAnswer } from './answers.ts';

const REFUSED = { outcome: 'not-allowed', reasons: ['ROLE_NOT_ALLOWED'] };
const junoAsPerson = { role: 'customer', id: 'juno' } as const;

describe('what the host product tells', () => {
  let scene: WriteScene;
  beforeEach(async () => {
    scene = await writeScene();
  });

  const everyPut = ({ commands }: WriteScene, by: Viewer): Promise<PutAnswer>[] => [
    commands.putChannel(by, { name: 'Mine', paidPlan: true, businessVerified: true, currency: 'KRW' }),
    commands.putManager(by, { id: 'eve', name: 'Eve', operatorSeat: true }),
    commands.putCustomer(by, { id: 'eve', name: 'Eve', phoneNumber: null, blocked: false }),
    commands.putUserChat(by, chatInput({ id: 'uc-9' })),
    commands.forgetPerson(by, { person: junoAsPerson }),
  ];

  it('is told by integrators alone', async () => {
    for (const role of ['manager', 'customer', 'analyst'] as const) {
      const answers = await Promise.all(everyPut(scene, viewer(role, 'juno')));
      expect(answers).toEqual(answers.map(() => REFUSED));
    }
    const answers = await Promise.all(everyPut(scene, scene.host));
    expect(answers).toEqual(answers.map(() => ({ outcome: 'put', position: expect.any(Number) })));
  });

  it('R8: changes the meet settings for managers and integrators', async () => {
    const settings = { customersMayStart: false };
    expect(await scene.commands.updateChannelMeetSettings(scene.mina, settings)).toMatchObject({ outcome: 'put' });
    expect(await scene.commands.updateChannelMeetSettings(scene.juno, settings)).toEqual(REFUSED);
    expect(await scene.commands.updateChannelMeetSettings(viewer('manager', 'm', 'ch-2'), settings)).toEqual({
      outcome: 'not-found',
      what: 'channel',
    });
  });

  it('adds no event where it says nothing new, and answers with where it stands', async () => {
    const before = await scene.store.head();
    expect(await scene.commands.putUserChat(scene.host, chatInput())).toMatchObject({ outcome: 'put' });
    expect(await scene.store.head()).toBe(before);
  });

  it.each([
    ['customer', { customerId: 'nobody' }],
    ['assignee', { assigneeId: 'nobody' }],
    ['manager', { managerIds: ['mina', 'nobody'] }],
    ['customer', { customerId: '\ud800' }],
  ])('names the %s that a chat cannot have', async (what, change) => {
    const input = chatInput({ id: 'uc-2', ...change });
    expect(await scene.commands.putUserChat(scene.host, input)).toEqual({ outcome: 'not-found', what });
  });

  it('never gives a chat to another customer', async () => {
    await scene.commands.putCustomer(scene.host, { id: 'kim', name: null, phoneNumber: null, blocked: false });
    expect(await scene.commands.putUserChat(scene.host, chatInput({ customerId: 'kim' }))).toMatchObject({
      outcome: 'invalid-input',
      fields: ['customerId'],
    });
  });

  it('refuses ids that cannot be stored', async () => {
    for (const id of ['\ud800', '한'.repeat(300)]) {
      const bad = { outcome: 'invalid-input', fields: ['id'] };
      expect(await scene.commands.putUserChat(scene.host, chatInput({ id }))).toMatchObject(bad);
      expect(
        await scene.commands.putCustomer(scene.host, { id, name: null, phoneNumber: null, blocked: false }),
      ).toMatchObject(bad);
      expect(await scene.commands.putManager(scene.host, { id, name: 'x', operatorSeat: false })).toMatchObject(bad);
    }
  });

  it('stores no name and no number in the clear, nor a hash that one could be guessed by', async () => {
    const hashes = new Set<string>();
    for await (const event of scene.store.readAll()) {
      expect(JSON.stringify([event.data, event.metadata])).not.toMatch(/Juno|Mina|Max|821055550100/);
      hashes.add(event.metadata.commandHash);
    }
    const again = await writeScene();
    for await (const event of again.store.readAll()) expect(hashes.has(event.metadata.commandHash)).toBe(false);
  });
});
