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
    const { host, port } = to ?? { host: member.flow.remoteAddress, port: member.flow.remotePort };
    return `sip:${number}@${hostOf(host)}:${port}`;
  },
  toCall: (callId, trunkId) => roster.replacing(callId, trunkId),
});
