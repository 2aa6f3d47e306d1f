import type { IncomingCall } from '@meets/meet-domain';
import { SipCall } from '../call/sip-call.ts';
import type { Flow } from '../sip/flow.ts';
import { headerOf, type SipRequest } from '../sip/message.ts';
import type { Member } from '../switch/members.ts';
import type { Admitted } from './admission.ts';
import type { CallRoster } from './call-roster.ts';
import { customHeadersIn } from './custom-headers.ts';
import type { LastWords } from './last-words.ts';
import type { Leg, LegParts } from './leg.ts';
import { transfersOf } from './transfers.ts';

export interface CallMaking {
  readonly prepare: (parts: LegParts) => Leg;
  readonly roster: CallRoster;
  readonly maxCallMs: number;
  readonly lastWords: LastWords;
}

/** A call that came in and may: once JsSIP has taken in its first message, the service may have it. */
export function comeIn(
  { trunk, from, to }: Admitted,
  { request, flow }: { readonly request: SipRequest; readonly flow: Flow },
  making: CallMaking & { readonly taker: () => ((call: IncomingCall) => void) | null },
): Member {
  const { roster, maxCallMs, lastWords } = making;
  const named = (name: string): string => untagged(headerOf(request, name) ?? '');
  const callId = headerOf(request, 'call-id') ?? '';
  const ends = { local: named('to'), remote: named('from'), target: '' };
  const leg = making.prepare({ trunk, flow, callId, outgoing: false, ...ends });
  const { agent, negotiation, member } = leg;
  const begin = (): void => {
    const { session } = agent;
    if (!session || session.isEnded()) return roster.fade(leg);
    const call: SipCall = new SipCall({
      ...{ callId: member.memberId, direction: 'in', from, to, agent, negotiation, session },
      ...{
        trunkId: trunk.trunkId,
        headers: customHeadersIn(request, trunk),
        transfers: transfersOf(leg, trunk, roster),
      },
      ...{ ringTimeoutMs: null, maxCallMs, over: () => roster.fade(leg) },
    });
    roster.add(call, leg);
    lastWords.cameIn(member.memberId, request, flow);
    making.taker()?.(call.incoming);
  };
  let begun = false;
  return {
    ...member,
    receive(message, description) {
      const coped = member.receive(message, description);
      if (!begun) begin();
      begun = true;
      return coped;
    },
  };
}

const untagged = (value: string): string => value.replace(/;\s*tag\s*=\s*[^;\s]+/i, '');
