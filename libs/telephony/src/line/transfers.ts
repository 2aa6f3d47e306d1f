import { isPhoneNumber } from '@meets/meet-domain';
import type { Transfers } from '../call/sip-call.ts';
import type { Trunk } from '../settings.ts';
import { hostOf } from '../sip/via.ts';
import type { CallRoster } from './call-roster.ts';
import type { Leg } from './leg.ts';

/** Where a call can be sent: anywhere its own carrier can call, which is who has to. */
export const transfersOf = ({ member }: Leg, { to }: Trunk, roster: CallRoster): Transfers => ({
  toNumber(number) {
    if (!isPhoneNumber(number)) return null;
    const { transport, remoteAddress, remotePort } = member.flow;
    const way = to ?? { transport: transport.toLowerCase(), host: remoteAddress, port: remotePort };
    return `sip:${number}@${hostOf(way.host)}:${way.port}${way.transport === 'udp' ? '' : `;transport=${way.transport}`}`;
  },
  toCall: (callId, trunkId) => roster.replacing(callId, trunkId),
});
