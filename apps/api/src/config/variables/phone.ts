import { host } from '../readers.ts';
import { countryCode, developmentPort, sipAddresses, soundPorts, trunks } from '../readers-of-telephony.ts';
import { variable, type Variable } from '../variable.ts';

/** Calls by phone. */
export const PHONE_VARIABLES = {
  SIP_LISTEN: variable(
    'addresses',
    null,
    sipAddresses,
    'Where carriers reach this process: comma-separated udp://192.0.2.10:5060 or tcp://[2001:db8::1]:5060. Not set: it takes and makes no calls.',
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
  SIP_ADVERTISED_ADDRESS: variable(
    'address',
    null,
    host,
    'The address by which carriers reach SIP_LISTEN and the sound, where that is another one, as behind NAT.',
  ),
  SIP_SOUND_PORTS: variable(
    'UDP ports',
    '30000-30999',
    soundPorts,
    'Where the sound of calls is listened for, on the first address of SIP_LISTEN: one even port a call. 0-0: any.',
  ),
  SIP_COUNTRY_CODE: variable(
    'digits',
    '82',
    countryCode,
    'The calling code of the country in which carriers write numbers: a national 070… is +8270….',
  ),
} as const satisfies Record<string, Variable<unknown>>;
