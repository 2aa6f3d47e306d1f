import { isIPv6 } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { AdvertisedAddresses, SipAddress, TrunkSetting } from './readers-of-telephony.ts';
import type { Values } from './variables.ts';

/** Where telephones are played without a carrier, unless it is set: SIP's own port (RFC 3261 §18.2.1), so that softphones find it. */
export const DEVELOPMENT_SIP_PORT = 5_060;

/** What the trunk of played telephones brings: a number to try things with, as carriers write it, and one to spare. */
export const DEVELOPMENT_NUMBERS = ['07012345678', '07087654321'] as const;

/** What a carrier says of played telephones' calls, as one might say by which campaign somebody calls. */
export const DEVELOPMENT_HEADERS = { 'X-Campaign': 'spring 봄' } as const;

const NOTHING_ELSE: AdvertisedAddresses = { 4: null, 6: null };

/** How calls by phone are taken and made by this process. */
export interface PhoneChoice {
  /** Telephones are played, and there is no carrier. */
  readonly played: boolean;
  readonly listen: readonly SipAddress[];
  readonly trunks: readonly TrunkSetting[];
  /** What carriers are told instead of an address of each family. */
  readonly advertised: AdvertisedAddresses;
  readonly soundPorts: { readonly from: number; readonly to: number };
  readonly countryCode: string;
  /** Who we are to carriers that speak TLS, PEM; null where none does. */
  readonly identity: { readonly certificate: string; readonly key: string } | null;
  /** Who may have signed their certificates, PEM; null: whom the system trusts. */
  readonly trusted: string | null;
}

/** Null: this process has no phone line. */
export function phoneChoice(values: Values): PhoneChoice | null {
  const { SIP_LISTEN: listen, SIP_TRUNKS: trunks, SIP_TLS_CERTIFICATE: certificate, SIP_TLS_KEY: key } = values;
  if (listen === null || trunks === null) return null;
  return {
    ...{ played: false, listen, trunks },
    advertised: values.SIP_ADVERTISED_ADDRESS ?? NOTHING_ELSE,
    soundPorts: values.SIP_SOUND_PORTS,
    countryCode: values.SIP_COUNTRY_CODE,
    identity: certificate !== null && key !== null ? { certificate, key } : null,
    trusted: values.SIP_TLS_TRUSTED,
  };
}

/** A trunk of this process's own, for whoever has no carrier; its telephones' port is known once they are there. Null: there is none. */
export function playedPhone(values: Values): PhoneChoice | null {
  const usual = values.NODE_ENV === 'development' ? DEVELOPMENT_SIP_PORT : null;
  const port = values.SIP_DEV_PORT === null ? usual : values.SIP_DEV_PORT.port;
  if (port === null) return null;
  const host = '127.0.0.1';
  return {
    played: true,
    listen: [{ transport: 'udp', host, port }],
    trunks: [
      {
        ...{ trunkId: 'played', numbers: [...DEVELOPMENT_NUMBERS], from: [host], to: null },
        headersIn: Object.keys(DEVELOPMENT_HEADERS),
      },
    ],
    ...{ advertised: NOTHING_ELSE, soundPorts: { from: 0, to: 0 }, countryCode: values.SIP_COUNTRY_CODE },
    ...{ identity: null, trusted: null },
  };
}

/** What does not go together, one line each. What could not be read has a line of its own already. */
export function phoneProblems(values: Partial<Values>): string[] {
  const { SIP_LISTEN: listen, SIP_TRUNKS: trunks } = values;
  const apart =
    (listen === null) !== (trunks === null)
      ? ['SIP_LISTEN and SIP_TRUNKS must be set together: where carriers reach us, and who they are']
      : [];
  const both =
    values.SIP_DEV_PORT && values.SIP_DEV_PORT.port !== null && listen
      ? ['SIP_DEV_PORT and SIP_LISTEN exclude each other: telephones are played, or a carrier brings them']
      : [];
  return [...apart, ...both, ...identityProblems(values), ...wayProblems(values), ...everywhereProblems(values)];
}

function identityProblems(values: Partial<Values>): string[] {
  const { SIP_LISTEN: listen, SIP_TLS_CERTIFICATE: certificate, SIP_TLS_KEY: key } = values;
  if (certificate === undefined || key === undefined) return [];
  if ((certificate === null) !== (key === null)) {
    return ['SIP_TLS_CERTIFICATE and SIP_TLS_KEY must be set together: neither proves anything alone'];
  }
  const speaksTls = listen?.some(({ transport }) => transport === 'tls') ?? false;
  if (certificate === null || key === null) {
    return speaksTls
      ? ['SIP_TLS_CERTIFICATE and SIP_TLS_KEY must be set where SIP_LISTEN has a tls:// address: who we are there']
      : [];
  }
  return belongTogether(certificate, key)
    ? []
    : ['SIP_TLS_KEY must be the key of SIP_TLS_CERTIFICATE: the two do not belong together'];
}

function belongTogether(certificate: string, key: string): boolean {
  try {
    createSecureContext({ cert: certificate, key });
    return true;
  } catch {
    return false; // Each of them was read before, so what is wrong is that they are no pair.
  }
}

/** Carriers are told an address to answer to, and "everywhere" is none. */
function everywhereProblems({ SIP_LISTEN: listen, SIP_ADVERTISED_ADDRESS: advertised }: Partial<Values>): string[] {
  if (!listen || advertised === undefined) return [];
  const nameless = listen.filter(({ host }) => /^[0:.]+$/.test(host) && !advertised?.[isIPv6(host) ? 6 : 4]);
  return nameless.map(
    ({ host }) =>
      `SIP_LISTEN has ${host}, which carriers cannot answer to: SIP_ADVERTISED_ADDRESS must say how they reach it`,
  );
}

/** A call goes out by what is listened on, so that whoever is called can call us back there. */
const wayProblems = ({ SIP_LISTEN: listen, SIP_TRUNKS: trunks }: Partial<Values>): string[] =>
  (trunks ?? []).flatMap(({ to }, index) =>
    !to || !listen || listen.some(({ transport }) => transport === to.transport)
      ? []
      : [`SIP_TRUNKS at ${index}.to.transport: SIP_LISTEN must have an address of ${to.transport}:// to call out from`],
  );
