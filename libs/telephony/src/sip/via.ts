import { isIPv6 } from 'node:net';

/** Who sent a message, and where the answer goes: the top Via field, taken apart. */
export interface Via {
  /** UDP, TCP or TLS, or what we do not speak. */
  readonly transport: string;
  readonly host: string;
  readonly port: number | null;
  readonly params: ReadonlyMap<string, string | null>;
}

/** Branches begin so since RFC 3261 (§8.1.1.7); what was before it is not spoken any more. */
export const BRANCH_COOKIE = 'z9hG4bK';

const VIA =
  /^SIP[ \t]*\/[ \t]*2\.0[ \t]*\/[ \t]*([A-Za-z0-9-]+)[ \t]+(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?:[ \t]*:[ \t]*(\d{1,5}))?[ \t]*((?:;[^,]*)?)$/i;
const PARAM = /^([A-Za-z0-9.!%*_+`'~-]+)(?:[ \t]*=[ \t]*("[^"]*"|[^;\s]+))?$/;

/** Null where it is no Via of SIP/2.0. */
export function parseVia(value: string): Via | null {
  const match = VIA.exec(value);
  if (!match) return null;
  const [, transport = '', host = '', port, rest = ''] = match;
  const params = new Map<string, string | null>();
  for (const part of rest.split(';').slice(1)) {
    const param = PARAM.exec(part.trim());
    if (!param?.[1]) return null;
    params.set(param[1].toLowerCase(), param[2] ?? null);
  }
  if (port !== undefined && (Number(port) === 0 || Number(port) > 65_535)) return null;
  return {
    transport: transport.toUpperCase(),
    host: host.toLowerCase(),
    port: port === undefined ? null : Number(port),
    params,
  };
}

/** Null where there is none, or it is not of RFC 3261. */
export function branchOf(via: Via): string | null {
  const branch = via.params.get('branch') ?? null;
  return branch?.startsWith(BRANCH_COOKIE) && branch.length > BRANCH_COOKIE.length ? branch : null;
}

/** Notes where the request came from in truth (RFC 3261 §18.2.1, RFC 3581 §4), whatever its sender believes. */
export function stamped(via: Via, address: string, port: number): Via {
  const params = new Map(via.params);
  params.set('received', address);
  if (params.has('rport')) params.set('rport', String(port));
  return { ...via, params };
}

export function renderVia({ transport, host, port, params }: Via): string {
  const rest = [...params].map(([name, value]) => (value === null ? `;${name}` : `;${name}=${value}`)).join('');
  return `SIP/2.0/${transport} ${host}${port === null ? '' : `:${port}`}${rest}`;
}

/** An address as it stands in a URI or a Via: IPv6 in brackets. */
export const hostOf = (address: string): string => (isIPv6(address) ? `[${address}]` : address);
