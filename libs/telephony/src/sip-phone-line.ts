import { randomBytes } from 'node:crypto';
import {
  type DialOrder,
  type IncomingCall,
  isPhoneNumber,
  type PhoneCall,
  type PhoneFailure,
  type PhoneLine,
  type PhoneLineStatus,
  type PhoneNumber,
  type PhoneResult,
} from '@meets/meet-domain';
import { CallAgent } from './jssip/agent.ts';
import { openSoundEndpoint, type SoundEndpoint } from './rtp/sound-endpoint.ts';
import { PortRange } from './rtp/port-range.ts';
import { Ticker } from './rtp/ticker.ts';
import { Negotiation } from './sdp/negotiation.ts';
import {
  CLOSE_WAIT_MS,
  MAX_CALL_MS,
  MAX_CALLS,
  MEDIA_LOST_MS,
  MEDIA_TIMEOUT_MS,
  type TelephonySettings,
  type Trunk,
} from './settings.ts';
import { DigestDemand } from './sip/digest-demand.ts';
import type { Flow, SipTransport } from './sip/flow.ts';
import { headerOf, listOf, type SipRequest } from './sip/message.ts';
import { parseNameAddr, parseUri } from './sip/name-addr.ts';
import type { Refusal } from './sip/request-check.ts';
import { TRANSACTION_MS } from './sip/timers.ts';
import { hostOf } from './sip/via.ts';
import { Registration } from './registration.ts';
import { SipCall } from './sip-call.ts';
import { type Member, SipSwitch } from './sip-switch.ts';
import { callingNumber, dialledNumber, Trunks } from './trunks.ts';
import { openStreamWire } from './wire/stream-wire.ts';
import { openUdpWire } from './wire/udp-wire.ts';

/** A line over SIP, and what an operator wants to see of it. */
export interface SipPhoneLine extends PhoneLine {
  /** Which ports are listened on, in the order of the settings; empty before it is started. */
  ports(): readonly number[];
  /** How much is remembered of calls and of messages: what is left when all calls are over goes away within 40 s. */
  sizes(): { readonly calls: number; readonly members: number; readonly transactions: number };
}

const failed = (failure: PhoneFailure): PhoneResult<never> => ({ ok: false, failure });
const NOT_FOUND: Refusal = { status: 404, phrase: 'Not Found' };
const UNAVAILABLE: Refusal = { status: 480, phrase: 'Temporarily Unavailable' };
const TOO_MANY: Refusal = { status: 503, phrase: 'Service Unavailable', headers: { 'retry-after': '10' } };
const TRANSPORT = { udp: 'UDP', tcp: 'TCP', tls: 'TLS' } as const satisfies Record<string, SipTransport>;

/**
 * The telephone network by SIP. Throws where the settings are wrong; whether its ports can be had, `start` finds out.
 * `openSound`: how a call's sound is opened, for tests that break it.
 */
export function sipPhoneLine(settings: TelephonySettings, openSound = openSoundEndpoint): SipPhoneLine {
  return new Line(settings, openSound);
}

class Line implements SipPhoneLine {
  private readonly settings: TelephonySettings;
  private readonly openEndpoint: typeof openSoundEndpoint;
  private readonly trunks: Trunks;
  private readonly demand = new DigestDemand();
  private readonly ticker = new Ticker();
  private readonly soundPorts: PortRange;
  private readonly calls = new Set<SipCall>();
  /** Calls that are over, and whose messages may still come again. */
  private readonly fading = new Map<
    Member,
    { readonly agent: CallAgent; readonly timer: ReturnType<typeof setTimeout> }
  >();
  private readonly registrations = new Map<string, Registration>();
  private readonly switch: SipSwitch;
  private taker: ((call: IncomingCall) => void) | null = null;
  private state: { readonly is: 'new' | 'started' | 'failed' | 'closed'; readonly why: string } = {
    is: 'new',
    why: 'not started',
  };

  constructor(settings: TelephonySettings, openEndpoint: typeof openSoundEndpoint) {
    this.settings = settings;
    this.openEndpoint = openEndpoint;
    this.trunks = new Trunks(settings.trunks);
    this.soundPorts = new PortRange(settings.sound.ports.from, settings.sound.ports.to);
    this.switch = new SipSwitch({
      admits: ({ remoteAddress }) => this.trunks.calling(remoteAddress) !== null,
      incoming: (request, flow) => this.comeIn(request, flow),
    });
  }

  async start(): Promise<void> {
    if (this.state.is === 'started' || this.state.is === 'closed') return;
    try {
      for (const listen of this.settings.listen) {
        const receive = (text: string, flow: Flow): void => this.switch.receive(text, flow);
        const open = listen.transport === 'udp' ? openUdpWire : openStreamWire;
        this.switch.add(await open(listen, receive, this.settings.trustedCertificates));
      }
      this.state = { is: 'started', why: '' };
      for (const trunk of this.settings.trunks) this.keepRegistered(trunk);
    } catch (error) {
      await this.switch.close();
      this.state = { is: 'failed', why: error instanceof Error ? error.message : String(error) };
    }
  }

  status(): PhoneLineStatus {
    if (this.state.is !== 'started') return { state: 'waiting', why: this.state.why };
    const why = [...this.registrations].flatMap(([trunkId, each]) =>
      each.why === null ? [] : [`${trunkId}: ${each.why}`],
    );
    // Some carriers are better than none.
    const none = why.length > 0 && why.length === this.settings.trunks.length;
    return none ? { state: 'waiting', why: why.join('; ') } : { state: 'available', calls: this.calls.size };
  }

  ports(): readonly number[] {
    return this.switch.ports();
  }

  sizes(): { calls: number; members: number; transactions: number } {
    return { calls: this.calls.size, ...this.switch.sizes };
  }

  onIncoming(taker: (call: IncomingCall) => void): () => void {
    const own = (call: IncomingCall): void => taker(call);
    this.taker = own;
    return () => void (this.taker === own && (this.taker = null));
  }

  async dial({ from, to, ringTimeoutMs }: DialOrder): Promise<PhoneResult<PhoneCall>> {
    if (!isPhoneNumber(from)) return failed({ reason: 'no-such-number', which: 'from' });
    if (!isPhoneNumber(to)) return failed({ reason: 'no-such-number', which: 'to' });
    if (this.state.is !== 'started') return failed({ reason: 'unavailable', why: this.state.why });
    const trunk = this.trunks.owning(from);
    if (!trunk?.to) return failed({ reason: 'no-such-number', which: 'from' });
    const limit = this.settings.maxCalls ?? MAX_CALLS;
    if (this.calls.size >= limit) return failed({ reason: 'full', limit });
    const unregistered = this.registrations.get(trunk.trunkId)?.why ?? null;
    if (unregistered !== null) return failed({ reason: 'unavailable', why: `${trunk.trunkId}: ${unregistered}` });
    const flow = await this.switch.flowTo(TRANSPORT[trunk.to.transport], trunk.to.host, trunk.to.port);
    if (!flow) return failed({ reason: 'unavailable', why: `${trunk.trunkId} cannot be reached at ${trunk.to.host}` });
    return { ok: true, value: this.goOut(trunk, flow, { from, to, ringTimeoutMs }).leg };
  }

  async close(): Promise<void> {
    if (this.state.is === 'closed') return;
    this.state = { is: 'closed', why: 'closed' };
    for (const call of [...this.calls]) call.hangUp();
    for (const registration of this.registrations.values()) registration.close();
    await this.toldOrLate();
    for (const { agent, timer } of this.fading.values()) {
      clearTimeout(timer);
      agent.close();
    }
    this.fading.clear();
    this.soundPorts.close();
    this.demand.close();
    await this.switch.close();
  }

  private keepRegistered(trunk: Trunk): void {
    const { to, register } = trunk;
    if (!to || !register) return;
    const transport = TRANSPORT[to.transport];
    const registration = new Registration({
      ...{ trunk: { ...trunk, to, register }, transport },
      open: () => this.switch.flowTo(transport, to.host, to.port),
      send: (member, request) => this.switch.send(member, request),
    });
    this.registrations.set(trunk.trunkId, registration);
    void registration.register((member) => this.switch.join(member));
  }

  private async toldOrLate(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.settings.closeWaitMs ?? CLOSE_WAIT_MS);
    });
    await Promise.race([this.switch.settled(), late]);
    clearTimeout(timer);
  }

  private goOut(trunk: Trunk, flow: Flow, { from, to, ringTimeoutMs }: DialOrder): SipCall {
    const host = hostOf(trunk.to?.host ?? '');
    const target = `sip:${to}@${host}:${trunk.to?.port}`;
    const local = `<sip:${from}@${host}>`;
    const callId = randomBytes(16).toString('hex');
    const { agent, negotiation, member, bind } = this.prepare({
      trunk,
      flow,
      callId,
      local,
      remote: `<sip:${to}@${host}>`,
      target,
    });
    this.switch.join(member);
    const session = agent.call([]);
    const call = new SipCall({
      ...{ callId: member.memberId, direction: 'out', from, to, agent, negotiation, session, ringTimeoutMs },
      ...{ maxCallMs: this.settings.maxCallMs ?? MAX_CALL_MS, over: () => this.fade(call, member, agent) },
    });
    bind(call);
    this.calls.add(call);
    return call;
  }

  private comeIn(request: SipRequest, flow: Flow): Member | Refusal {
    const trunk = this.trunks.calling(flow.remoteAddress);
    const dialled = trunk && dialledIn(request, trunk);
    const refusal = trunk && this.refusalOf(request, trunk, dialled);
    if (refusal || !trunk || !dialled) return refusal ?? NOT_FOUND;
    const [local, remote] = ['to', 'from'].map((name) => untagged(headerOf(request, name) ?? '')) as [string, string];
    const callId = headerOf(request, 'call-id') ?? '';
    const { agent, negotiation, member, bind } = this.prepare({ trunk, flow, callId, local, remote, target: '' });
    const take = (): void => {
      const { session } = agent;
      if (!session || session.isEnded()) return this.fadeAgent(member, agent);
      const call: SipCall = new SipCall({
        ...{
          callId: member.memberId,
          direction: 'in',
          from: callerOf(request),
          to: dialled,
          agent,
          negotiation,
          session,
        },
        ...{ ringTimeoutMs: null, maxCallMs: this.settings.maxCallMs ?? MAX_CALL_MS },
        over: () => this.fade(call, member, agent),
      });
      bind(call);
      this.calls.add(call);
      this.taker?.(call.incoming);
    };
    // The first message begins the call; once JsSIP has taken it in, the service may have it.
    let begun = false;
    return {
      ...member,
      receive(message, description) {
        const coped = member.receive(message, description);
        if (!begun) take();
        begun = true;
        return coped;
      },
    };
  }

  private refusalOf(request: SipRequest, trunk: Trunk, dialled: PhoneNumber | null): Refusal | null {
    const { demands } = trunk;
    if (demands) {
      const verdict = this.demand.verdict(request, demands.realm, demands, Date.now());
      if (verdict !== 'right') return this.challenge(demands.realm, verdict === 'stale');
    }
    if (!dialled) return NOT_FOUND;
    if (this.state.is !== 'started' || !this.taker) return UNAVAILABLE;
    return this.calls.size >= (this.settings.maxCalls ?? MAX_CALLS) ? TOO_MANY : null;
  }

  private challenge(realm: string, stale: boolean): Refusal {
    const challenges = this.demand.challenges(realm, Date.now(), stale);
    return { status: 401, phrase: 'Unauthorized', headers: { 'www-authenticate': challenges } };
  }

  /** What a call consists of, before there is a call. */
  private prepare(of: {
    readonly trunk: Trunk;
    readonly flow: Flow;
    readonly callId: string;
    readonly local: string;
    readonly remote: string;
    readonly target: string;
  }): { agent: CallAgent; negotiation: Negotiation; member: Member; bind: (call: SipCall) => void } {
    let call: SipCall | null = null;
    const memberId = randomBytes(12).toString('hex');
    const negotiation = new Negotiation({
      open: () => this.openSound(() => call),
      held: (held) => call?.held(held),
    });
    const agent = new CallAgent({
      ...{ agentId: memberId, callId: of.callId, local: of.local, remote: of.remote, target: of.target, negotiation },
      credentials: of.trunk.credentials ?? null,
      request: (request) => this.switch.send(member, request),
      respond: (response) => this.switch.respond(member, response),
    });
    const member: Member = {
      ...{ memberId, callId: of.callId, flow: of.flow },
      receive: (message, description) => {
        if (agent.receive(message, description)) return true;
        call?.broken();
        return false;
      },
    };
    return { agent, negotiation, member, bind: (bound) => (call = bound) };
  }

  private openSound(call: () => SipCall | null): Promise<SoundEndpoint | null> {
    const { sound, mediaLostMs = MEDIA_LOST_MS, mediaTimeoutMs = MEDIA_TIMEOUT_MS } = this.settings;
    return this.openEndpoint(this.soundPorts, {
      settings: { ...sound, lostMs: mediaLostMs, timeoutMs: mediaTimeoutMs },
      ears: {
        digit: (digit) => call()?.hearDigit(digit),
        lost: () => call()?.mediaLost(),
        timedOut: () => call()?.mediaTimedOut(),
      },
      ticker: this.ticker,
    });
  }

  /** It is over for the service; its last messages may be asked for again for a while. */
  private fade(call: SipCall, member: Member, agent: CallAgent): void {
    this.calls.delete(call);
    this.fadeAgent(member, agent);
  }

  private fadeAgent(member: Member, agent: CallAgent): void {
    const timer = setTimeout(() => {
      this.fading.delete(member);
      this.switch.leave(member);
      agent.close();
    }, TRANSACTION_MS);
    this.fading.set(member, { agent, timer });
  }
}

/** A registrar sends calls to who registered; which number was dialled then stands in To. */
function dialledIn(request: SipRequest, trunk: Trunk): PhoneNumber | null {
  const user = parseUri(request.uri)?.user ?? '';
  const to = parseNameAddr(headerOf(request, 'to') ?? '')?.uri.user ?? '';
  return dialledNumber(trunk, user) ?? (user === trunk.register?.user ? dialledNumber(trunk, to) : null);
}

const untagged = (value: string): string => value.replace(/;\s*tag\s*=\s*[^;\s]+/i, '');

/** Who calls: as the carrier asserts (RFC 3325), else as the caller says; null where it is withheld. */
function callerOf(request: SipRequest): PhoneNumber | null {
  if (/\b(id|user|header)\b/i.test(headerOf(request, 'privacy') ?? '')) return null;
  const asserted = listOf(request, 'p-asserted-identity').map((value) => parseNameAddr(value)?.uri.user ?? '');
  const said = parseNameAddr(headerOf(request, 'from') ?? '')?.uri.user ?? '';
  return [...asserted, said].map(callingNumber).find((number) => number !== null) ?? null;
}
