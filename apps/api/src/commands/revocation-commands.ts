import { timestampOf } from '../time/clock.ts';
import type { Viewer } from '../viewer.ts';
import { ROLE_NOT_ALLOWED } from './actor.ts';
import { isAccountId } from './addressable.ts';
import type { PutAnswer } from './answers.ts';
import type { Commands } from './commands.ts';
import { tellOf } from './person-commands.ts';
import { type Signed, signedBy, tell } from './tell.ts';
import type { WriteSide } from './write-side.ts';

type Holder = Parameters<Commands['revokeTokens']>[1]['holder'];

/** The host product takes tokens back: of people, of its own software, and of who looks into the history. */
export function revocationCommands(side: WriteSide): Pick<Commands, 'revokeTokens'> {
  return {
    async revokeTokens(viewer, { holder }) {
      if (viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      return revoke(side, viewer, holder);
    },
  };
}

async function revoke(side: WriteSide, viewer: Viewer, { role, id }: Holder): Promise<PutAnswer> {
  const signed = afterWhatWasTaken(side, signedBy(side, viewer));
  switch (role) {
    case 'manager':
    case 'customer':
      return tellOf({ role, id }, side, viewer, {
        manager: { type: 'RevokeManagerTokens', ...signed, managerId: id },
        customer: { type: 'RevokeCustomerTokens', ...signed, customerId: id },
      });
    case 'integrator':
    case 'analyst': {
      const account = { role, id };
      if (!isAccountId(viewer.channelId, account)) return { outcome: 'not-found', what: role };
      const aggregate = role === 'integrator' ? side.integrators : side.analysts;
      const command = { type: 'RevokeAccountTokens', ...signed, account } as const;
      return tell(side, viewer, { aggregate, id, what: role, command });
    }
  }
}

/** Whoever signs tokens goes by another clock, which may be ahead of ours: what was taken here must be refused from now on. */
function afterWhatWasTaken({ issuedUntilMs }: WriteSide, { at, by }: Signed): Signed {
  const until = timestampOf(issuedUntilMs());
  return { at: until > at ? until : at, by };
}
