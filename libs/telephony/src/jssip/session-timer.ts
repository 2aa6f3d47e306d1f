import { headerOf, listOf, type SipMessage, type SipRequest, type SipResponse } from '../sip/message.ts';
import { MIN_SESSION_EXPIRES_S } from '../sip/request-check.ts';

/** How long a session may go unconfirmed before it is taken to be dead (RFC 4028), in seconds, where the other end names no time. */
export const SESSION_EXPIRES_S = 1_800;
/** How long before a session's end it is given up, at most, in seconds (RFC 4028 §10). */
export const GIVEN_UP_BEFORE_S = 32;
/** How long after a refresh that was refused the next is tried. */
export const REFRESH_AGAIN_MS = 10_000;

export interface SessionTimerParts {
  /** Asks the other end whether it is still there; resolves to whether it agreed. What it says comes by {@link SessionTimer.agreed}, too. */
  readonly refresh: (way: 'UPDATE' | 'INVITE') => Promise<boolean>;
  /** Called once nobody has confirmed the session in time. */
  readonly expired: () => void;
}

interface Agreed {
  readonly expiresS: number;
  readonly weRefresh: boolean;
}

/** Whether the other end of a call is still there: one of both asks now and then (RFC 4028). */
export class SessionTimer {
  private readonly parts: SessionTimerParts;
  private session: Agreed | null = null;
  private theyUpdate = false;
  /** What we ask for at least, in seconds: more where the other end would not have less. */
  private leastS = MIN_SESSION_EXPIRES_S;
  private stopped = false;
  private readonly timers: { refresh: NodeJS.Timeout | null; end: NodeJS.Timeout | null } = {
    refresh: null,
    end: null,
  };

  constructor(parts: SessionTimerParts) {
    this.parts = parts;
  }

  /** What stands in a request of ours that begins or refreshes a session. */
  asked(): Readonly<Record<string, string>> {
    const { session } = this;
    // Who refreshes goes on to; to begin with, the other end may choose.
    const refresher = session ? `;refresher=${session.weRefresh ? 'uac' : 'uas'}` : '';
    return {
      'session-expires': `${Math.max(session?.expiresS ?? SESSION_EXPIRES_S, this.leastS)}${refresher}`,
      'min-se': `${this.leastS}`,
    };
  }

  /** Whether it refuses a request of ours for a session that is too short (422), and is to be asked again for the one that it names. */
  refused(response: SipResponse): boolean {
    const leastS = Number(/^\d{1,8}$/.exec(headerOf(response, 'min-se')?.trim() ?? '')?.[0]);
    if (response.status !== 422 || !(leastS > this.leastS && leastS <= LONGEST_SESSION_EXPIRES_S)) return false;
    this.leastS = leastS;
    return true;
  }

  /** What stands in our acceptance of such a request of theirs; from then on its time counts. */
  accepted(request: SipRequest): Readonly<Record<string, string>> {
    const asked = sessionExpires(request);
    const able = listOf(request, 'supported').some((tag) => tag.toLowerCase() === 'timer');
    // Who does not know of it cannot refresh.
    const theyRefresh = able && asked?.refresher === 'uac';
    this.begin(request, { expiresS: asked?.seconds ?? SESSION_EXPIRES_S, weRefresh: !theyRefresh });
    const fields = { 'session-expires': `${this.session?.expiresS};refresher=${theyRefresh ? 'uac' : 'uas'}` };
    return theyRefresh ? { ...fields, require: 'timer' } : fields;
  }

  /** The other end has accepted a request of ours. */
  agreed(response: SipResponse): void {
    const said = sessionExpires(response);
    this.begin(response, { expiresS: said?.seconds ?? SESSION_EXPIRES_S, weRefresh: said?.refresher !== 'uas' });
  }

  /** For good. Safe to call twice. */
  stop(): void {
    this.stopped = true;
    this.clear();
  }

  private clear(): void {
    for (const timer of Object.values(this.timers)) if (timer) clearTimeout(timer);
  }

  private begin(message: SipMessage, session: Agreed): void {
    this.clear();
    if (this.stopped) return;
    this.session = session;
    if (headerOf(message, 'allow') !== null) {
      this.theyUpdate = listOf(message, 'allow').some((method) => method.toUpperCase() === 'UPDATE');
    }
    const { expiresS, weRefresh } = session;
    const endMs = 1_000 * (expiresS - Math.min(GIVEN_UP_BEFORE_S, Math.floor(expiresS / 3)));
    this.timers.end = setTimeout(() => {
      this.clear();
      this.parts.expired();
    }, endMs);
    if (weRefresh) this.refreshIn(500 * expiresS);
  }

  private refreshIn(afterMs: number): void {
    this.timers.refresh = setTimeout(() => {
      // Where it is not agreed to, it is tried again, until the session ends.
      this.refreshIn(REFRESH_AGAIN_MS);
      void this.parts.refresh(this.theyUpdate ? 'UPDATE' : 'INVITE');
    }, afterMs);
  }
}

/** Null where none is named that can be relied on. */
function sessionExpires(
  message: SipMessage,
): { readonly seconds: number; readonly refresher: 'uac' | 'uas' | null } | null {
  const match = /^(\d{1,8})\s*(?:;\s*refresher\s*=\s*(uac|uas)\s*)?$/i.exec(headerOf(message, 'session-expires') ?? '');
  const seconds = Number(match?.[1]);
  if (!match || seconds < MIN_SESSION_EXPIRES_S || seconds > LONGEST_SESSION_EXPIRES_S) return null;
  const refresher = match[2]?.toLowerCase();
  return { seconds, refresher: refresher === 'uac' || refresher === 'uas' ? refresher : null };
}

/** A longer session is none that needs to be confirmed: a day, in seconds. */
export const LONGEST_SESSION_EXPIRES_S = 86_400;
