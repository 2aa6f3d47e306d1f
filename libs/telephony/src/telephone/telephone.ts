import type { CallEnding, IncomingCall, PhoneCall, PhoneNumber, PhoneResult } from '@meets/meet-domain';
import { failed } from '../call/results.ts';
import { sipPhoneLine, type SipPhoneLine } from '../sip-phone-line.ts';
import type { Trunk } from '../settings.ts';
import { telephoneDesk } from './telephone-desk.ts';
import { type Loudness, Voice } from './voice.ts';

/** How long a telephone that is played rings before it is picked up, or declined: long enough to be seen. */
export const PICKS_UP_AFTER_MS = 2_500;
/** Where all of it happens: telephones that are played reach nobody but this machine. */
const HOST = '127.0.0.1';

/** A call that a played telephone makes. */
export interface TelephoneCall {
  readonly call: PhoneCall;
  /** What it heard so far. */
  heard(): Loudness;
  /** Resolves with its end. */
  readonly over: Promise<CallEnding>;
}

export interface TelephoneOrder {
  readonly from: PhoneNumber;
  /** As the line that is called writes it. */
  readonly to: PhoneNumber;
  /** The UDP port of the line on this machine. */
  readonly linePort: number;
  /** After so long it gives up. */
  readonly ringTimeoutMs: number;
  /** What its carrier says besides, by headers of its own. */
  readonly headers?: Trunk['headersOut'];
}

/**
 * Calls a line on this machine by SIP and RTP, as a carrier would: a telephone that sings, and says what it was told. `over` resolves once all of it
 * is put away.
 */
export async function callByTelephone({
  from,
  to,
  linePort,
  ringTimeoutMs,
  headers = {},
}: TelephoneOrder): Promise<PhoneResult<TelephoneCall>> {
  const voice = new Voice();
  const way = { transport: 'udp', host: HOST, port: linePort } as const;
  const line = playedLine({ numbers: [from], to: way, headersOut: headers }, () => voice);
  await line.start();
  const status = line.status();
  const dialled =
    status.state === 'available'
      ? await line.dial({ from, to, ringTimeoutMs })
      : failed({ reason: 'unavailable' as const, why: status.why });
  if (!dialled.ok) {
    await line.close();
    return dialled;
  }
  const call = dialled.value;
  const ended = new Promise<CallEnding>((resolve) => {
    call.listen((event) => event.type === 'ended' && resolve({ by: event.by, cause: event.cause }));
  });
  const over = ended.then(async (ending) => {
    await line.close();
    return ending;
  });
  return { ok: true, value: { call, heard: () => voice.heard, over } };
}

/** What telephones do when they are called: of each outcome that a call can have there is one (R38). */
export const TELEPHONE_MANNERS = ['picks-up', 'is-busy', 'declines', 'is-off', 'rings-on'] as const;
export type TelephoneManner = (typeof TELEPHONE_MANNERS)[number];

/** Telephones that are called: every number there is. */
export interface AnsweringTelephones {
  /** The UDP port on this machine that they are called at. */
  readonly port: number;
  /** What all of them do from the next call on; `picks-up` at first. */
  manner: TelephoneManner;
  /** Hangs up everywhere. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Telephones on this machine that ring whoever's number is dialled, are picked up after a while, sing, and say what they were told; or do as their manner
 * says. Rejects where there is no port.
 */
export async function openAnsweringTelephones(afterMs = PICKS_UP_AFTER_MS): Promise<AnsweringTelephones> {
  const line = playedLine({ numbers: [], takesAnyNumber: true, to: null }, () => new Voice());
  await line.start();
  const [port] = line.ports();
  if (port === undefined) {
    const status = line.status();
    await line.close();
    throw new Error(`no telephone can be played: ${status.state === 'waiting' ? status.why : 'it has no port'}`);
  }
  const telephones: AnsweringTelephones = { port, manner: 'picks-up', close: () => line.close() };
  line.onIncoming((call) => answerTo(call, telephones.manner, afterMs));
  return telephones;
}

function answerTo(call: IncomingCall, manner: TelephoneManner, afterMs: number): void {
  const ringThen = (act: () => unknown): void => {
    call.ring();
    const timer = setTimeout(act, afterMs);
    call.listen(({ type }) => type === 'ended' && clearTimeout(timer));
  };
  switch (manner) {
    case 'picks-up':
      return ringThen(() => call.answer());
    case 'declines':
      return ringThen(() => call.decline('rejected'));
    case 'is-busy':
      return void call.decline('busy');
    case 'is-off':
      return void call.decline('unavailable');
    case 'rings-on':
      return void call.ring();
  }
}

function playedLine(trunk: Omit<Trunk, 'trunkId' | 'from'>, voiceOfNext: () => Voice): SipPhoneLine {
  return sipPhoneLine(
    {
      listen: [{ transport: 'udp', host: HOST, port: 0 }],
      trunks: [{ ...trunk, trunkId: 'played', from: [HOST] }],
      sound: { ports: { from: 0, to: 0 } },
    },
    (settings) => telephoneDesk(settings, voiceOfNext),
  );
}
