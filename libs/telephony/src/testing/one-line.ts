import type { IncomingCall, PhoneCallEvent } from '@meets/meet-domain';
import { type CallNote, sipPhoneLine, type SipPhoneLine } from '../index.ts';
import type { TelephonySettings, Trunk } from '../settings.ts';
import type { ListenAddress } from '../wire/wire.ts';
import { localDesk } from './local-desk.ts';
import { NEAR_NUMBER } from './pair-of-lines.ts';

export interface OneLine {
  readonly line: SipPhoneLine;
  readonly port: number;
  /** Calls that came in, and what they have told since. */
  readonly arrived: { readonly call: IncomingCall; readonly events: PhoneCallEvent[] }[];
}

export interface OneLineOptions {
  readonly host?: string;
  readonly transport?: ListenAddress['transport'];
  /** Where TLS is spoken. Of others it is trusted as its own. */
  readonly key?: string;
  readonly certificate?: string;
  readonly trunk?: Partial<Trunk>;
  /** What is done with each call. */
  readonly take?: (call: IncomingCall) => void;
  readonly maxCalls?: number;
  readonly maxCallMs?: number;
  readonly callFolder?: string;
  readonly note?: (note: CallNote) => void;
}

/** A line that listens on loopback, for peers that are no line of ours. */
export async function oneLine({
  host = '127.0.0.1',
  transport = 'udp',
  key,
  certificate,
  trunk,
  take,
  maxCalls,
  maxCallMs,
  callFolder,
  note,
}: OneLineOptions = {}): Promise<OneLine> {
  const settings: TelephonySettings = {
    listen: [{ transport, host, port: 0, ...(key && certificate && { key, certificate }) }],
    ...(certificate && { trustedCertificates: [certificate] }),
    trunks: [{ trunkId: 'peer', numbers: [NEAR_NUMBER], from: [host], to: null, ...trunk }],
    // The peers of these tests are gone by then, and owe answers to nobody.
    closeWaitMs: 0,
    sound: { host, ports: { from: 0, to: 0 } },
    ...(maxCalls !== undefined && { maxCalls }),
    ...(maxCallMs !== undefined && { maxCallMs }),
    ...(callFolder !== undefined && { callFolder }),
    ...(note && { note }),
  };
  const line = sipPhoneLine(settings, localDesk);
  await line.start();
  const arrived: OneLine['arrived'] = [];
  line.onIncoming((call) => {
    const events: PhoneCallEvent[] = [];
    call.listen((event) => events.push(event));
    arrived.push({ call, events });
    take?.(call);
  });
  return { line, port: line.ports()[0] ?? 0, arrived };
}
