import { accountStream, customerStream } from '@meets/meet-domain';
import { domainDecoder } from '../stored-events/domain-codec.ts';
import { CHANNEL, viewer, writeScene, type WriteScene } from '../testing/write-scene.ts';

const REFUSED = { outcome: 'not-allowed', reasons: ['ROLE_NOT_ALLOWED'] };
const junoAsPerson = { role: 'customer', id: 'juno' } as const;

describe('a person’s presence', () => {
  let scene: WriteScene;
  beforeEach(async () => {
    scene = await writeScene();
  });

  it('R33: is taken from integrators for anybody, and from a person for themselves', async () => {
    const online = { person: junoAsPerson, online: false };
    expect(await scene.commands.setPresence(scene.host, online)).toMatchObject({ outcome: 'put' });
    expect(await scene.commands.setPresence(scene.juno, online)).toMatchObject({ outcome: 'put' });
    expect(await scene.commands.setPresence(scene.mina, online)).toEqual(REFUSED);
    expect(await scene.commands.setPresence(viewer('manager', 'juno'), online)).toEqual(REFUSED);
    expect(
      await scene.commands.setPresence(scene.host, { person: { role: 'manager', id: 'nobody' }, online: true }),
    ).toEqual({ outcome: 'not-found', what: 'manager' });
  });
});

describe('forgetting a person', () => {
  let scene: WriteScene;
  beforeEach(async () => {
    scene = await writeScene();
  });
  const put = async () => {
    const decode = domainDecoder(scene.keys);
    for await (const event of scene.store.readStream(customerStream(CHANNEL, 'juno'), { limit: 1 }))
      return decode(event);
    return undefined;
  };
  const forget = () => scene.commands.forgetPerson(scene.host, { person: junoAsPerson });

  it('R6: closes what was sealed, and leaves the history as it stands', async () => {
    expect(await put()).toMatchObject({ data: { name: 'Juno Park', phoneNumber: '+821055550100' } });
    const before = await scene.store.head();
    expect(await forget()).toMatchObject({ outcome: 'put', position: before + 1 });
    expect(await put()).toMatchObject({
      type: 'CustomerPut',
      data: { customerId: 'juno', name: null, phoneNumber: null },
    });
  });

  it('destroys the key again where a crash came in between', async () => {
    const owed = { ...scene.keys, forget: () => Promise.reject(new Error('the process died')) };
    const dying = await writeScene({ ...scene, keys: owed });
    await expect(dying.commands.forgetPerson(scene.host, { person: junoAsPerson })).rejects.toThrow('died');
    expect(await put()).toMatchObject({ data: { name: 'Juno Park' } });
    expect(await forget()).toMatchObject({ outcome: 'put' });
    expect(await put()).toMatchObject({ data: { name: null } });
  });

  it('finds nobody whom the host never told of', async () => {
    expect(await scene.commands.forgetPerson(scene.host, { person: { role: 'manager', id: 'nobody' } })).toEqual({
      outcome: 'not-found',
      what: 'manager',
    });
  });

  it('does not touch the same id in another role or channel', async () => {
    const other = viewer('integrator', 'host', 'ch-2');
    await scene.commands.putCustomer(other, { id: 'juno', name: 'Juno Other', phoneNumber: null, blocked: false });
    await forget();
    for await (const event of scene.store.readStream(customerStream('ch-2', 'juno'))) {
      expect(domainDecoder(scene.keys)(event)).toMatchObject({ data: { name: 'Juno Other' } });
    }
  });
});

describe('revoking tokens', () => {
  it.each(['manager', 'customer', 'integrator', 'analyst'] as const)(
    'of a %s is the integrator’s alone, in its own channel',
    async (role) => {
      const scene = await writeScene();
      const holder = { role, id: role === 'manager' ? 'mina' : 'juno' };
      for (const asking of ['manager', 'customer', 'analyst'] as const)
        expect(await scene.commands.revokeTokens(viewer(asking, 'x'), { holder })).toEqual(REFUSED);
      expect(await scene.commands.revokeTokens(scene.host, { holder })).toMatchObject({ outcome: 'put' });
    },
  );

  it('finds no manager or customer who was never put, nor one whose id cannot be stored', async () => {
    const { commands, host } = await writeScene();
    for (const role of ['manager', 'customer'] as const) {
      const missing = { outcome: 'not-found', what: role };
      expect(await commands.revokeTokens(host, { holder: { role, id: 'nobody' } })).toEqual(missing);
      expect(await commands.revokeTokens(host, { holder: { role, id: '한'.repeat(128) } })).toEqual(missing);
    }
    const holder = { role: 'analyst', id: '\ud800' } as const;
    expect(await commands.revokeTokens(host, { holder })).toEqual({ outcome: 'not-found', what: 'analyst' });
  });

  it('holds as of a moment after every token that was taken, where their signer’s clock is ahead', async () => {
    const { commands, host, store, clock } = await writeScene({ issuedUntilMs: () => clockAheadMs });
    const clockAheadMs = clock.now() + 3_000;
    await commands.revokeTokens(host, { holder: { role: 'analyst', id: 'ada' } });
    for await (const event of store.readStream(accountStream(CHANNEL, { role: 'analyst', id: 'ada' })))
      expect(event.occurredAt).toBe(new Date(clockAheadMs).toISOString());
    expect.assertions(1);
  });
});
