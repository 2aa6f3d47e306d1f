import {
  type DialOrder,
  type IncomingCall,
  isPhoneNumber,
  type PhoneCall,
  type PhoneFailure,
  type PhoneLine,
  type PhoneLineStatus,
  type PhoneMix,
  type PhoneResult,
} from '@meets/meet-domain';
import { failed } from './call/results.ts';
import { Admission } from './line/admission.ts';
import { CallFolder } from './line/call-folder.ts';
import type { CallCounts } from './line/call-notes.ts';
import { CallRoster } from './line/call-roster.ts';
import { type CallMaking, comeIn } from './line/incoming.ts';
import { LastWords } from './line/last-words.ts';
import { prepareLeg } from './line/leg.ts';
import { goOut } from './line/outgoing.ts';
import { Registrations } from './line/registrations.ts';
import { Trunks } from './line/trunks.ts';
import {
  CLOSE_WAIT_MS,
  MAX_CALL_MS,
  MAX_CALLS,
  MEDIA_LOST_MS,
  MEDIA_TIMEOUT_MS,
  type TelephonySettings,
} from './settings.ts';
import { TRANSPORT } from './sip/flow.ts';
import type { DeskLoad, SoundDesk } from './sound/sound-desk.ts';
import { openSoundThread } from './sound/threaded-desk.ts';
import { SipSwitch } from './switch/sip-switch.ts';
import { openStreamWire } from './wire/stream-wire.ts';
import { openUdpWire } from './wire/udp-wire.ts';

/** A line over SIP, and what an operator wants to see of it. */
export interface SipPhoneLine extends PhoneLine {
  /** Which ports are listened on, in the order of the settings; empty before it is started. */
  ports(): readonly number[];
  /** How much is remembered of calls and of messages: what is left when all calls are over goes away within 40 s. */
  sizes(): { readonly calls: number; readonly members: number; readonly transactions: number };
  /** What there was since it was opened. `repetitions`: messages that came or went more than once, because an answer was lost or late. */
  counts(): CallCounts & { readonly repetitions: { readonly sent: number; readonly received: number } };
  /** How the thread copes that calls' sound is made on; null where it is not there. Ticks are counted anew from each time this is asked. */
  soundLoad(): Promise<DeskLoad | null>;
}

/**
 * The telephone network by SIP. Throws where the settings are wrong; whether its ports can be had, `start` finds out.
 * `openDesk`: how calls' sound is made, for tests that break it.
 */
export function sipPhoneLine(settings: TelephonySettings, openDesk = openSoundThread): SipPhoneLine {
  return new Line(settings, openDesk);
}

class Line implements SipPhoneLine {
  private readonly settings: TelephonySettings;
  private readonly trunks: Trunks;
  private readonly admission: Admission;
  private readonly registrations = new Registrations();
  private readonly lastWords: LastWords;
  private readonly desk: SoundDesk;
  private readonly switch: SipSwitch;
  private readonly making: CallMaking;
  private taker: ((call: IncomingCall) => void) | null = null;
  private state: { readonly is: 'new' | 'started' | 'failed' | 'closed'; readonly why: string } = {
    is: 'new',
    why: 'not started',
  };

  constructor(settings: TelephonySettings, openDesk: typeof openSoundThread) {
    this.settings = settings;
    const { sound, mediaLostMs = MEDIA_LOST_MS, mediaTimeoutMs = MEDIA_TIMEOUT_MS } = settings;
    this.trunks = new Trunks(settings.trunks);
    this.admission = new Admission(this.trunks);
    this.lastWords = new LastWords(settings.callFolder === undefined ? null : new CallFolder(settings.callFolder));
    this.desk = openDesk({ ...sound, lostMs: mediaLostMs, timeoutMs: mediaTimeoutMs });
    this.making = {
      roster: new CallRoster(
        ({ member }) => this.switch.leave(member),
        (note) => settings.note?.(note),
        this.lastWords,
      ),
      maxCallMs: settings.maxCallMs ?? MAX_CALL_MS,
      lastWords: this.lastWords,
      prepare: (parts) =>
        prepareLeg(parts, {
          ...{ sipSwitch: this.switch, lastWords: this.lastWords },
          openSound: (ears, at) => this.desk.open(ears, at),
        }),
    };
    this.switch = new SipSwitch({
      admits: (flow) => this.admission.knows(flow),
      encryption: (request, flow) => this.admission.encryption(request, flow),
      incoming: (request, flow) => {
        const admitted = this.admission.admit(request, flow, this.room());
        if ('status' in admitted) return admitted;
        return comeIn(admitted, { request, flow }, { ...this.making, taker: () => this.taker });
      },
    });
  }

  async start(): Promise<void> {
    if (this.state.is === 'started' || this.state.is === 'closed') return;
    await this.desk.start();
    try {
      for (const listen of this.settings.listen) {
        const open = listen.transport === 'udp' ? openUdpWire : openStreamWire;
        const { trustedCertificates } = this.settings;
        this.switch.ways.add(await open(listen, this.switch, trustedCertificates));
      }
      this.state = { is: 'started', why: '' };
      this.lastWords.say(this.switch);
      for (const trunk of this.settings.trunks) this.registrations.keep(trunk, this.switch);
    } catch (error) {
      await this.switch.close();
      this.state = { is: 'failed', why: error instanceof Error ? error.message : String(error) };
    }
  }

  status(): PhoneLineStatus {
    if (this.state.is !== 'started') return { state: 'waiting', why: this.state.why };
    const why = this.settings.trunks.flatMap(({ trunkId }) => this.registrations.why(trunkId) ?? []);
    // Some carriers are better than none.
    const none = why.length > 0 && why.length === this.settings.trunks.length;
    return none ? { state: 'waiting', why: why.join('; ') } : { state: 'available', calls: this.making.roster.size };
  }

  ports(): readonly number[] {
    return this.switch.ways.ports();
  }

  sizes(): { calls: number; members: number; transactions: number } {
    return { calls: this.making.roster.size, ...this.switch.sizes };
  }

  counts(): CallCounts & { repetitions: { sent: number; received: number } } {
    return { ...this.making.roster.counts, repetitions: this.switch.repetitions };
  }

  soundLoad(): Promise<DeskLoad | null> {
    return this.desk.load();
  }

  async openMix(): Promise<PhoneResult<PhoneMix>> {
    if (this.state.is !== 'started') return failed({ reason: 'unavailable', why: this.state.why });
    const mix = await this.desk.openMix();
    return mix ? { ok: true, value: mix } : failed({ reason: 'unavailable', why: 'no sound can be made' });
  }

  onIncoming(taker: (call: IncomingCall) => void): () => void {
    const own = (call: IncomingCall): void => taker(call);
    this.taker = own;
    return () => void (this.taker === own && (this.taker = null));
  }

  async dial(order: DialOrder): Promise<PhoneResult<PhoneCall>> {
    if (!isPhoneNumber(order.from)) return failed({ reason: 'no-such-number', which: 'from' });
    if (!isPhoneNumber(order.to)) return failed({ reason: 'no-such-number', which: 'to' });
    const trunk = this.trunks.owning(order.from);
    const obstacle = this.obstacle();
    if (obstacle) return failed(obstacle);
    if (!trunk?.to) return failed({ reason: 'no-such-number', which: 'from' });
    const unregistered = this.registrations.why(trunk.trunkId);
    if (unregistered !== null) return failed({ reason: 'unavailable', why: unregistered });
    const { transport, host, port } = trunk.to;
    const flow = await this.switch.ways.flowTo(TRANSPORT[transport], host, port);
    if (!flow) return failed({ reason: 'unavailable', why: `${trunk.trunkId} cannot be reached at ${host}` });
    // A connection takes its time, in which much may happen.
    const late = this.obstacle();
    if (late) return failed(late);
    const join = this.switch.join.bind(this.switch);
    return { ok: true, value: goOut(order, { trunk, flow }, { ...this.making, join }).leg };
  }

  async close(): Promise<void> {
    if (this.state.is === 'closed') return;
    this.state = { is: 'closed', why: 'closed' };
    this.making.roster.hangUpAll();
    this.registrations.close();
    await this.toldOrLate();
    this.making.roster.close();
    this.lastWords.close();
    await this.desk.close();
    this.admission.close();
    await this.switch.close();
  }

  private get maxCalls(): number {
    return this.settings.maxCalls ?? MAX_CALLS;
  }

  /** Why no call can be made now. */
  private obstacle(): PhoneFailure | null {
    if (this.state.is !== 'started') return { reason: 'unavailable', why: this.state.why };
    return this.isFull ? { reason: 'full', limit: this.maxCalls } : null;
  }

  private get isFull(): boolean {
    return this.making.roster.size >= this.maxCalls;
  }

  private room(): 'there-is' | 'full' | 'nobody' {
    if (this.state.is !== 'started' || !this.taker) return 'nobody';
    return this.isFull ? 'full' : 'there-is';
  }

  private async toldOrLate(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.settings.closeWaitMs ?? CLOSE_WAIT_MS);
    });
    await Promise.race([this.switch.settled(), late]);
    clearTimeout(timer);
  }
}
