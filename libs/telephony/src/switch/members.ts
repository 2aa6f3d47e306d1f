import type { SoundDescription, SoundTerms } from '../sdp/sound-description.ts';
import type { Flow } from '../sip/flow.ts';
import { headerOf, listOf, type SipMessage, type SipRequest, type SipResponse } from '../sip/message.ts';
import { parseUri, tagOf } from '../sip/name-addr.ts';
import { parseVia } from '../sip/via.ts';

/** A call, as the switch knows it. */
export interface Member {
  /** In its branches and its Contact. */
  readonly memberId: string;
  readonly callId: string;
  /** The way its first message came or went. */
  readonly flow: Flow;
  /** In Contact instead of its own name: then what comes to it there is not taken for this member's. */
  readonly contactUser?: string;
  /** Over which sound it can talk. */
  terms(): SoundTerms;
  /** False where it could not cope with it. */
  receive(message: SipMessage, description: SoundDescription | null): boolean;
}

/** Of who talks of no sound at all. */
export const NO_SOUND: SoundTerms = { encryption: 'never', families: [] };

/** Who messages may be for. */
export class Members {
  private readonly byName = new Map<string, Member>();
  private readonly byCallId = new Map<string, Member>();

  get size(): number {
    return this.byName.size;
  }

  join(member: Member): void {
    this.byName.set(member.memberId, member);
    this.byCallId.set(member.callId, member);
  }

  leave(member: Member): void {
    this.byName.delete(member.memberId);
    if (this.byCallId.get(member.callId)?.memberId === member.memberId) this.byCallId.delete(member.callId);
  }

  clear(): void {
    this.byName.clear();
    this.byCallId.clear();
  }

  /** Whose request it answers, by the branch. */
  answered(response: SipResponse): Member | null {
    const branch = parseVia(listOf(response, 'via')[0] ?? '')?.params.get('branch') ?? '';
    return this.byName.get(branch.split('.')[1] ?? '') ?? null;
  }

  /** Whose request it is, where it is of a call: by the name in our Contact, else, from those we trust, by its Call-ID. */
  called(request: SipRequest, trusted: boolean): Member | null {
    const inCall = tagOf(request, 'to') !== null || request.method === 'CANCEL' || request.method === 'ACK';
    if (!inCall) return null;
    const named = this.byName.get(parseUri(request.uri)?.user ?? '');
    if (named || !trusted) return named ?? null;
    return this.byCallId.get(headerOf(request, 'call-id') ?? '') ?? null;
  }
}
