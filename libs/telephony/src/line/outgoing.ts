import { randomBytes } from 'node:crypto';
import type { DialOrder } from '@meets/meet-domain';
import { SipCall } from '../call/sip-call.ts';
import type { Trunk } from '../settings.ts';
import type { Flow } from '../sip/flow.ts';
import { hostOf } from '../sip/via.ts';
import type { Member } from '../switch/members.ts';
import { customHeaderLines } from './custom-headers.ts';
import type { CallMaking } from './incoming.ts';
import { transfersOf } from './transfers.ts';

/** A call of ours to a number. `join`: called with it before anything is sent, so that answers find it. */
export function goOut(
  { from, to, ringTimeoutMs }: DialOrder,
  { trunk, flow }: { readonly trunk: Trunk; readonly flow: Flow },
  { prepare, roster, maxCallMs, join }: CallMaking & { readonly join: (member: Member) => void },
): SipCall {
  const host = hostOf(trunk.to?.host ?? '');
  const leg = prepare({
    ...{ trunk, flow, callId: randomBytes(16).toString('hex'), outgoing: true },
    ...{ local: `<sip:${from}@${host}>`, remote: `<sip:${to}@${host}>`, target: `sip:${to}@${host}:${trunk.to?.port}` },
  });
  const { agent, negotiation, member } = leg;
  join(member);
  const session = agent.call(customHeaderLines(trunk));
  const call: SipCall = new SipCall({
    ...{ callId: member.memberId, direction: 'out', from, to, agent, negotiation, session, ringTimeoutMs },
    ...{ trunkId: trunk.trunkId, headers: {}, transfers: transfersOf(leg, trunk, roster) },
    ...{ maxCallMs, over: () => roster.fade(leg) },
  });
  roster.add(call, leg);
  return call;
}
