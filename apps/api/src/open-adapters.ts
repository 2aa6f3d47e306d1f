import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { type EventStore, LOG_START, openSqlitePersonKeys, type PersonKeys } from '@meets/event-store';
import { openSqliteEventStore } from '@meets/event-store/sqlite';
import type { MediaBridge, Notifier, PhoneLine } from '@meets/meet-domain';
import type { SipPhoneLine, TelephonySettings, Trunk } from '@meets/telephony';
import { httpNotifier } from './adapters/http-notifier.ts';
import { logNotifier } from './adapters/log-notifier.ts';
import type { Config } from './config/config.ts';
import { DEVELOPMENT_HEADERS, type PhoneChoice } from './config/phone-choice.ts';
import type { TrunkSetting } from './config/readers-of-telephony.ts';
import { type Log, silentLog } from './logging/log.ts';
import type { PhoneFigures } from './metrics/phone-figures.ts';
import { PhoneLineUnusable } from './phone/phone-line-unusable.ts';
import { createPlayedTelephones, type PlayedTelephones } from './phone/played-telephones.ts';
import type { SteadyClock } from './time/steady-clock.ts';

/** What the service stands on. Whoever opens them closes the store, the keys and the media. */
export interface Adapters {
  readonly store: EventStore;
  readonly keys: PersonKeys;
  readonly notifier: Notifier;
  /** Null: this process carries no sound and picture. */
  readonly media: MediaBridge | null;
  /** Null: this process has no phone line. It listens, and lets nobody in before somebody takes calls. */
  readonly phone: PhoneLine | null;
  /** What that line counts of itself. */
  readonly phoneFigures: PhoneFigures | null;
  /** Null: a carrier brings the telephones, or there are none. */
  readonly playedTelephones: PlayedTelephones | null;
}

/**
 * Opens what the configuration names; the clock says when events are recorded. All of it has been begun when this returns, so
 * that what the store does aside goes on while its caller does something else. Rejects where the files of DATA_DIR, which must be
 * there, or the address cannot be used; what was opened is closed then.
 */
export async function openAdapters(config: Config, log: Log, clock: SteadyClock): Promise<Adapters> {
  const opening = [
    openKeys(config),
    openStore(config, clock),
    openMedia(config, log),
    openTelephony(config, log),
  ] as const;
  const settled = await Promise.allSettled(opening);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) {
    await Promise.all(settled.map((one) => (one.status === 'fulfilled' ? one.value?.close() : undefined)));
    throw failed.reason;
  }
  const [keys, store, media, telephony] = await Promise.all(opening);
  const { phone, phoneFigures, playedTelephones } = telephony;
  return { store, keys, notifier: openNotifier(config, log), media, phone, phoneFigures, playedTelephones };
}

/** Its workers do not run yet: see `start`. */
async function openMedia({ media, NODE_ENV }: Config, log: Log): Promise<MediaBridge | null> {
  if (media === null) {
    if (NODE_ENV === 'production')
      log.warn({}, 'meets have no sound and picture: MEDIA_ANNOUNCED_ADDRESS is not set, or MEDIA is off');
    return null;
  }
  // Whoever carries none need not load it.
  const { openMediasoupBridge } = await import('@meets/media');
  return openMediasoupBridge({ ...media, log });
}

/** A line, and what is at its other end where no carrier is. */
export interface Telephony extends Pick<Adapters, 'phone' | 'phoneFigures' | 'playedTelephones'> {
  close(): Promise<void>;
}

/** Whoever only tries it goes on without telephones where the port is taken; whoever has a carrier does not. */
export async function openTelephony(config: Config, log: Log): Promise<Telephony> {
  if (!config.phone?.played) {
    const phone = await openPhoneLine(config, { log, callFolder: join(config.DATA_DIR, 'calls') });
    return { phone, phoneFigures: phone, playedTelephones: null, close: async () => phone?.close() };
  }
  try {
    return await openPlayedTelephony(config.phone, log);
  } catch (error) {
    if (!(error instanceof PhoneLineUnusable)) throw error;
    const port = config.phone.listen[0]?.port;
    log.warn(
      { port, why: error.message },
      `there are no telephones to try: UDP port ${port} of 127.0.0.1 cannot be had; set SIP_DEV_PORT to another one, or to off`,
    );
    return { phone: null, phoneFigures: null, playedTelephones: null, close: async () => undefined };
  }
}

async function openPlayedTelephony(played: PhoneChoice, log: Log): Promise<Telephony> {
  const { callByTelephone, openAnsweringTelephones, TELEPHONE_MANNERS } = await import('@meets/telephony');
  const answering = await openAnsweringTelephones();
  const to = { transport: 'udp', host: '127.0.0.1', port: answering.port } as const;
  const phone = await openPhoneLine(
    { phone: { ...played, trunks: played.trunks.map((trunk) => ({ ...trunk, to })) } },
    { log },
  ).catch(async (error: unknown) => {
    await answering.close();
    throw error;
  });
  const linePort = phone?.ports()[0] ?? 0;
  const playedTelephones = createPlayedTelephones({
    linePort,
    manners: TELEPHONE_MANNERS,
    call: (order) => callByTelephone({ ...order, linePort, headers: DEVELOPMENT_HEADERS }),
    answering,
  });
  return {
    ...{ phone, phoneFigures: phone, playedTelephones },
    async close() {
      await playedTelephones.close();
      await phone?.close();
    },
  };
}

/** Rejects with `PhoneLineUnusable` where its ports cannot be had, or its trunks cannot be used. A carrier that cannot be reached is no such reason. `callFolder`: see `TelephonySettings`. */
export async function openPhoneLine(
  { phone }: Pick<Config, 'phone'>,
  { callFolder = null, log = silentLog }: { readonly callFolder?: string | null; readonly log?: Log } = {},
): Promise<SipPhoneLine | null> {
  if (phone === null) return null;
  const { listen, trunks, advertised, soundPorts, identity, trusted } = phone;
  // Whoever has no telephones need not load them.
  const { sipPhoneLine } = await import('@meets/telephony');
  const line = lineOf(sipPhoneLine, {
    listen: listen.map((address) => {
      const advertisedHost = advertised[isIPv6(address.host) ? 6 : 4];
      return {
        ...address,
        ...(advertisedHost !== null && { advertisedHost }),
        ...(address.transport === 'tls' && identity),
      };
    }),
    ...(trusted !== null && { trustedCertificates: [trusted] }),
    trunks: trunks.map(trunkOf),
    ...(callFolder !== null && { callFolder }),
    note: (note) => log.info({ call: note }, `a call by phone: ${note.what}`),
    sound: { ports: soundPorts },
  });
  await line.start();
  const status = line.status();
  if (line.ports().length === listen.length) return line;
  await line.close();
  throw new PhoneLineUnusable('SIP_LISTEN', status.state === 'waiting' ? status.why : 'it does not listen');
}

/** What the line alone can tell to be wrong with its settings, it throws. */
function lineOf(open: (settings: TelephonySettings) => SipPhoneLine, settings: TelephonySettings): SipPhoneLine {
  try {
    return open(settings);
  } catch (error) {
    throw new PhoneLineUnusable('SIP_TRUNKS', error instanceof Error ? error.message : String(error));
  }
}

/** What is not set is left out, as the library wants it. */
const trunkOf = ({
  demands,
  credentials,
  register,
  encryption,
  headersIn,
  headersOut,
  ...trunk
}: TrunkSetting): Trunk => ({
  ...trunk,
  ...(demands && { demands }),
  ...(credentials && { credentials }),
  ...(register && { register }),
  ...(encryption && { encryption }),
  ...(headersIn && { headersIn }),
  ...(headersOut && { headersOut }),
});

/** To the host's messaging gateway where there is one; else a developer finds the link in the log. */
function openNotifier(
  { NOTIFIER_URL: url, NOTIFIER_SECRETS: secrets, NOTIFIER_TIMEOUT_MS: timeoutMs }: Config,
  log: Log,
): Notifier {
  return url !== null && secrets !== null ? httpNotifier({ url, secrets, timeoutMs }) : logNotifier(log);
}

/** Next to the log: what one node seals, the others must be able to open. */
async function openKeys({ EVENT_STORE, DATA_DIR, PERSON_KEYS_SECRET }: Config): Promise<PersonKeys> {
  switch (EVENT_STORE.engine) {
    case 'sqlite':
      return openSqlitePersonKeys({ file: join(DATA_DIR, 'person-keys.sqlite') });
    case 'kurrent': {
      const { openKurrentPersonKeys } = await import('@meets/event-store/kurrent');
      const masterSecret = PERSON_KEYS_SECRET ? { masterSecret: PERSON_KEYS_SECRET } : {};
      return openKurrentPersonKeys({ connectionString: EVENT_STORE.address, ...masterSecret });
    }
  }
}

async function openStore({ EVENT_STORE, DATA_DIR }: Config, clock: SteadyClock): Promise<EventStore> {
  const now = (): number => clock.now();
  switch (EVENT_STORE.engine) {
    case 'sqlite': {
      const store = await openSqliteEventStore({ dataDir: DATA_DIR, now });
      await reachNewest(store, clock);
      return store;
    }
    case 'kurrent': {
      // Its client is large: whoever runs the embedded store need not load it.
      const { openKurrentEventStore } = await import('@meets/event-store/kurrent');
      return openKurrentEventStore({ connectionString: EVENT_STORE.address, now });
    }
  }
}

/** It is no earlier than the newest event says, though somebody has set the wall clock back since. */
async function reachNewest(store: EventStore, clock: SteadyClock): Promise<void> {
  const head = await store.head();
  if (head === LOG_START) return;
  for await (const { recordedAt } of store.readAll({ after: head - 1, limit: 1 })) clock.reach(Date.parse(recordedAt));
}
