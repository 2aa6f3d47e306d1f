import { accountStream, customerStream, type DomainEvent, managerStream } from '@meets/meet-domain';
import { at, host } from '@meets/meet-domain/testing';
import { CHANNEL, openScene, OTHER_CHANNEL, type Scene, viewerOf } from '../../testing/read-model-scene.ts';
import type { Viewer } from '../../viewer.ts';
import type { Revocation } from '../read-model.ts';

/** Everybody is called the same, so that only the role tells them apart. */
const ID = 'x';
const ROLES = ['manager', 'customer', 'integrator', 'analyst'] as const satisfies readonly Viewer['role'][];

const revokedAt = (role: Viewer['role'], seconds: number): { readonly stream: string; readonly event: DomainEvent } => {
  const fact = { at: at(seconds), by: host };
  switch (role) {
    case 'manager':
      return {
        stream: managerStream(CHANNEL, ID),
        event: { ...fact, type: 'ManagerTokensRevoked', data: { managerId: ID } },
      };
    case 'customer':
      return {
        stream: customerStream(CHANNEL, ID),
        event: { ...fact, type: 'CustomerTokensRevoked', data: { customerId: ID } },
      };
    case 'integrator':
    case 'analyst':
      return {
        stream: accountStream(CHANNEL, { role, id: ID }),
        event: { ...fact, type: 'AccountTokensRevoked', data: { role, accountId: ID } },
      };
  }
};

describe('revocations', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());

  const revoke = async (role: Viewer['role'], seconds: number): Promise<void> => {
    const { stream, event } = revokedAt(role, seconds);
    await scene.tell(stream, [event]);
    await scene.settled();
  };

  it.each(ROLES)('are one %s’s, and nobody’s of the same id in another role or channel', async (role) => {
    const told: Revocation[] = [];
    const stop = scene.reads.onTokensRevoked((revocation) => told.push(revocation));
    await revoke(role, 5);
    expect(told).toEqual([{ channelId: CHANNEL, role, id: ID, revokedAt: at(5) }]);
    const known = ROLES.map((other) => scene.reads.tokensRevokedAt(viewerOf(other, ID)));
    expect(known).toEqual(ROLES.map((other) => (other === role ? at(5) : null)));
    expect(scene.reads.tokensRevokedAt(viewerOf(role, ID, OTHER_CHANNEL))).toBeNull();
    expect(scene.reads.tokensRevokedAt(viewerOf(role, 'y'))).toBeNull();
    stop();
  });

  it('hold since the last one', async () => {
    await revoke('analyst', 5);
    await revoke('analyst', 9);
    expect(scene.reads.tokensRevokedAt(viewerOf('analyst', ID))).toBe(at(9));
  });

  it('are known after a rebuild', async () => {
    for (const role of ROLES) await revoke(role, 5);
    const rebuilt = await openScene({}, scene);
    expect(ROLES.map((role) => rebuilt.reads.tokensRevokedAt(viewerOf(role, ID)))).toEqual(ROLES.map(() => at(5)));
    await rebuilt.reads.close();
  });

  it('make nobody resolvable whom no other event named', async () => {
    await revoke('analyst', 5);
    expect(scene.reads.manager(viewerOf('analyst', 'ana'), ID)).toBeNull();
    expect(scene.reads.customer(viewerOf('analyst', 'ana'), ID)).toBeNull();
  });
});
