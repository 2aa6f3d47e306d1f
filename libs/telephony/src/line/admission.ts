import type { PhoneNumber } from '@meets/meet-domain';
import type { Encryption } from '../sdp/sound-description.ts';
import type { Trunk } from '../settings.ts';
import { DigestDemand } from '../sip/digest-demand.ts';
import type { Flow } from '../sip/flow.ts';
import { headerOf, listOf, type SipRequest } from '../sip/message.ts';
import { parseNameAddr, parseUri } from '../sip/name-addr.ts';
import type { Refusal } from '../sip/request-check.ts';
import { callingNumber, dialledNumber, encryptionOf, type Trunks } from './trunks.ts';

const NOT_FOUND: Refusal = { status: 404, phrase: 'Not Found' };
const UNAVAILABLE: Refusal = { status: 480, phrase: 'Temporarily Unavailable' };
const TOO_MANY: Refusal = { status: 503, phrase: 'Service Unavailable', headers: { 'retry-after': '10' } };

/** A call that may come in. */
export interface Admitted {
  readonly trunk: Trunk;
  readonly to: PhoneNumber;
  /** Null where it is withheld. */
  readonly from: PhoneNumber | null;
}

/** Who gets in: by address, digest, number and room, in this order. Whose digest is asked for, the address and the number tell. */
export class Admission {
  private readonly trunks: Trunks;
  private readonly demand = new DigestDemand();

  constructor(trunks: Trunks) {
    this.trunks = trunks;
  }

  /** Whether anything is served that comes from there. */
  knows({ remoteAddress }: Flow): boolean {
    return this.trunks.calling(remoteAddress).length > 0;
  }

  /** Whether the sound of a call that comes from there is encrypted: as its trunk has it. */
  encryption(request: SipRequest, flow: Flow): Encryption {
    const trunk = this.trunkOf(request, flow);
    return trunk ? encryptionOf(trunk) : 'never';
  }

  /** `room`: whether there is somebody to take it, and room for one more. */
  admit(request: SipRequest, flow: Flow, room: 'there-is' | 'full' | 'nobody'): Admitted | Refusal {
    const trunk = this.trunkOf(request, flow);
    if (!trunk) return NOT_FOUND;
    const unproven = this.unproven(request, trunk);
    if (unproven) return unproven;
    const to = dialledIn(request, trunk);
    if (!to) return NOT_FOUND;
    if (room !== 'there-is') return room === 'full' ? TOO_MANY : UNAVAILABLE;
    return { trunk, to, from: callerOf(request) };
  }

  close(): void {
    this.demand.close();
  }

  /**
   * Of the trunks whose calls come from there, the one that has the number that is called; else one that takes any; else the first, which refuses
   * it. Null for strangers.
   */
  private trunkOf(request: SipRequest, { remoteAddress }: Flow): Trunk | null {
    const trunks = this.trunks.calling(remoteAddress);
    const dialled = trunks.flatMap((trunk) => {
      const number = dialledIn(request, trunk);
      return number === null ? [] : { trunk, owned: trunk.numbers.includes(number) };
    });
    return (dialled.find(({ owned }) => owned) ?? dialled[0])?.trunk ?? trunks[0] ?? null;
  }

  private unproven(request: SipRequest, { demands }: Trunk): Refusal | null {
    if (!demands) return null;
    const verdict = this.demand.verdict(request, demands, Date.now());
    if (verdict === 'right') return null;
    const challenges = this.demand.challenges(demands, Date.now(), verdict === 'stale');
    return { status: 401, phrase: 'Unauthorized', headers: { 'www-authenticate': challenges } };
  }
}

/** A registrar sends calls to who registered; which number was dialled then stands in To. */
function dialledIn(request: SipRequest, trunk: Trunk): PhoneNumber | null {
  const user = parseUri(request.uri)?.user ?? '';
  const to = parseNameAddr(headerOf(request, 'to') ?? '')?.uri.user ?? '';
  return dialledNumber(trunk, user) ?? (user === trunk.register?.user ? dialledNumber(trunk, to) : null);
}

/** Who calls: as the carrier asserts (RFC 3325), else as the caller says; null where it is withheld. */
function callerOf(request: SipRequest): PhoneNumber | null {
  if (/\b(id|user|header)\b/i.test(headerOf(request, 'privacy') ?? '')) return null;
  const asserted = listOf(request, 'p-asserted-identity').map((value) => parseNameAddr(value)?.uri.user ?? '');
  const said = parseNameAddr(headerOf(request, 'from') ?? '')?.uri.user ?? '';
  return [...asserted, said].map(callingNumber).find((number) => number !== null) ?? null;
}
