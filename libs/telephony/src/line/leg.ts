import { randomBytes } from 'node:crypto';
import type { SipCall } from '../call/sip-call.ts';
import { CallAgent } from '../jssip/agent.ts';
import type { SoundEars } from '../rtp/sound-endpoint.ts';
import { Negotiation } from '../sdp/negotiation.ts';
import type { Trunk } from '../settings.ts';
import type { CallSound } from '../sound/sound-desk.ts';
import { familyOf, type Flow, type OwnAddress } from '../sip/flow.ts';
import { tagOf } from '../sip/name-addr.ts';
import type { Member } from '../switch/members.ts';
import type { SipSwitch } from '../switch/sip-switch.ts';
import type { LastWords } from './last-words.ts';
import { encryptionOf } from './trunks.ts';

/** What a call consists of, before there is a call. */
export interface Leg {
  readonly agent: CallAgent;
  readonly negotiation: Negotiation;
  readonly member: Member;
  readonly trunkId: string;
  /** From now on it is this call's. */
  bind(call: SipCall): void;
}

export interface LegParts {
  readonly trunk: Trunk;
  readonly flow: Flow;
  readonly callId: string;
  /** From and To as they are on the wire, without tags: ours, and theirs. */
  readonly local: string;
  readonly remote: string;
  readonly outgoing: boolean;
  /** Where an outgoing call goes; unused for one that came in. */
  readonly target: string;
}

/** How a call's sound is opened; null where no port is left. */
export type OpenSound = (ears: SoundEars, at: OwnAddress) => Promise<CallSound | null>;

export interface LegMaking {
  readonly sipSwitch: SipSwitch;
  readonly openSound: OpenSound;
  readonly lastWords: LastWords;
}

export function prepareLeg(parts: LegParts, { sipSwitch, openSound, lastWords }: LegMaking): Leg {
  const { trunk, flow, ...named } = parts;
  let call: SipCall | null = null;
  const memberId = randomBytes(12).toString('hex');
  const ears: SoundEars = {
    digit: (digit) => call?.tell({ type: 'digit', digit }),
    lost: () => call?.tell({ type: 'media-lost' }),
    timedOut: () => call?.mediaTimedOut(),
  };
  const encryption = encryptionOf(trunk);
  const negotiation = new Negotiation({
    async open(family) {
      const at = sipSwitch.ways.soundAt(flow, family);
      return at && openSound(ears, at);
    },
    family: familyOf(flow.at.host),
    held: (held) => call?.held(held),
    encrypts: encryption === 'required',
  });
  const agent = new CallAgent({
    ...{ agentId: memberId, ...named, negotiation, credentials: trunk.credentials ?? null },
    expired: () => call?.expired(),
    accepting: (bye) => lastWords.answered(memberId, bye, flow),
    request(request) {
      if (request.method === 'INVITE' && tagOf(request, 'to') === null) lastWords.dialled(memberId, request, flow);
      return sipSwitch.send(member, request);
    },
    respond: (response) => sipSwitch.respond(member, response),
  });
  const member: Member = {
    ...{ memberId, callId: parts.callId, flow },
    terms: () => ({
      encryption,
      families: negotiation.family === null ? sipSwitch.ways.families() : [negotiation.family],
    }),
    receive(message, description) {
      if (agent.receive(message, description)) return true;
      call?.broken();
      return false;
    },
  };
  return { agent, negotiation, member, trunkId: trunk.trunkId, bind: (bound) => void (call = bound) };
}
