import {
  advertisedAddresses,
  certificateFile,
  countryCode,
  developmentPort,
  keyFile,
  sipAddresses,
  soundPorts,
  trunks,
} from '../readers-of-telephony.ts';
import { variable, type Variable } from '../variable.ts';

/** Calls by phone. */
export const PHONE_VARIABLES = {
  SIP_LISTEN: variable(
    'addresses',
    null,
    sipAddresses,
    'Where carriers reach this process: comma-separated udp://192.0.2.10:5060, tcp://[2001:db8::1]:5060 or tls://192.0.2.10:5061. Not set: it takes and makes no calls.',
  ),
  SIP_TRUNKS: variable(
    'JSON',
    null,
    trunks,
    'The carriers, as an array of trunks: see docs/telephones.md. Where SIP_LISTEN is set, so must this be.',
  ),
  SIP_DEV_PORT: variable(
    'UDP port',
    null,
    developmentPort,
    'In development mode, where SIP_LISTEN is not set: calls without a carrier, from and to telephones that this process plays, on 127.0.0.1 at this port. 5060 under NODE_ENV=development, else none; 0: any; off: none. See docs/telephones.md.',
  ),
  SIP_TLS_CERTIFICATE: variable(
    'PEM file',
    null,
    certificateFile,
    'Who we are to carriers that speak TLS: our certificate, and the chain to whom they trust. Read once, at the start.',
  ),
  SIP_TLS_KEY: variable('PEM file', null, keyFile, 'The private key of SIP_TLS_CERTIFICATE, without a passphrase.'),
  SIP_TLS_TRUSTED: variable(
    'PEM file',
    null,
    certificateFile,
    'Who may have signed the certificates of carriers that we call by TLS. Not set: whom the system trusts.',
  ),
  SIP_ADVERTISED_ADDRESS: variable(
    'addresses',
    null,
    advertisedAddresses,
    'The address by which carriers reach SIP_LISTEN and the sound, where that is another one, as behind NAT: one of IPv4, one of IPv6, or both with a comma between them. Each takes the place of the addresses of its kind.',
  ),
  SIP_SOUND_PORTS: variable(
    'UDP ports',
    '30000-30999',
    soundPorts,
    'Where the sound of calls is listened for, on the address of SIP_LISTEN by which each call is signalled: one even port a call. 0-0: any.',
  ),
  SIP_COUNTRY_CODE: variable(
    'digits',
    '82',
    countryCode,
    'The calling code of the country in which carriers write numbers: a national 070… is +8270….',
  ),
} as const satisfies Record<string, Variable<unknown>>;
