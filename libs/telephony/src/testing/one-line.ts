import type { IncomingCall, PhoneCallEvent } from '@meets/meet-domain';
import { type CallNote, sipPhoneLine, type SipPhoneLine } from '../index.ts';
import type { TelephonySettings, Trunk } from '../settings.ts';
import type { ListenAddress } from '../wire/wire.ts';
import { localDesk } from './local-desk.ts';
import { NEAR_NUMBER } from './pair-of-lines.ts';

export interface OneLine {
  readonly line: SipPhoneLine;
  readonly port: number;
  /** Where it listens besides. */
  readonly otherPorts: readonly number[];
  /** Calls that came in, and what they have told since. */
  readonly arrived: { readonly call: IncomingCall; readonly events: PhoneCallEvent[] }[];
}

export interface OneLineOptions {
  readonly host?: string;
  /** Where it listens besides, by the same transport. */
  readonly alsoAt?: readonly string[];
  /** How each of its addresses is reached from elsewhere. */
  readonly advertised?: Readonly<Record<string, string>>;
  readonly transport?: ListenAddress['transport'];
  /** Any where it is left out. */
  readonly port?: number;
  /** Where TLS is spoken. Of others it is trusted as its own. */
  readonly key?: string;
  readonly certificate?: string;
  readonly trunk?: Partial<Trunk>;
  /** Trunks after that one; from the same addresses where nothing else is said. */
  readonly otherTrunks?: readonly (Partial<Trunk> & Pick<Trunk, 'trunkId' | 'numbers'>)[];
  /** What is done with each call. */
  readonly take?: (call: IncomingCall) => void;
  readonly maxCalls?: number;
  readonly maxCallMs?: number;
  readonly callFolder?: string;
  readonly note?: (note: CallNote) => void;
  readonly soundPorts?: { readonly from: number; readonly to: number };
}

/** A line that listens on loopback, for peers that are no line of ours. */
export async function oneLine({
  host = '127.0.0.1',
  port = 0,
  alsoAt = [],
  advertised = {},
  transport = 'udp',
  key,
  certificate,
  trunk,
  otherTrunks = [],
  take,
  maxCalls,
  maxCallMs,
  callFolder,
  note,
  soundPorts = { from: 0, to: 0 },
}: OneLineOptions = {}): Promise<OneLine> {
  const hosts = [host, ...alsoAt];
  const settings: TelephonySettings = {
    listen: hosts.map((each) => ({
      ...{ transport, host: each, port, ...(key && certificate && { key, certificate }) },
      ...(advertised[each] !== undefined && { advertisedHost: advertised[each] }),
    })),
    ...(certificate && { trustedCertificates: [certificate] }),
    trunks: [{ trunkId: 'peer', numbers: [NEAR_NUMBER], ...trunk }, ...otherTrunks].map((each) => ({
      ...{ from: hosts, to: null },
      ...each,
    })),
    // The peers of these tests are gone by then, and owe answers to nobody.
    closeWaitMs: 0,
    sound: { ports: soundPorts },
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
  const [firstPort = 0, ...otherPorts] = line.ports();
  return { line, port: firstPort, otherPorts, arrived };
}
