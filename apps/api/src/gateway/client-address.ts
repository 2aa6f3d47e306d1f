import type { IncomingMessage } from 'node:http';
import { type BlockList, isIP, isIPv4, isIPv6 } from 'node:net';

/** The requests' own connection, as far as it is asked here. */
type Asking = Pick<IncomingMessage, 'headers'> & { readonly socket: Pick<IncomingMessage['socket'], 'remoteAddress'> };

/**
 * Whom a request comes from, as one key a client: an IPv4 address, or the /64 that an IPv6 client has to itself. A proxy is
 * believed only where it is trusted: `X-Forwarded-For` is read from its end, where the nearest proxy wrote, up to the first
 * address that is no trusted proxy's. Whatever stands before that, anybody may have written.
 */
export function clientAddress({ headers, socket }: Asking, trusted: BlockList): string {
  let nearest = plainAddress(socket.remoteAddress ?? '') ?? 'unknown';
  const told = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  while (isTrusted(nearest, trusted)) {
    const next = plainAddress(told.pop()?.trim() ?? '');
    // Nobody is named any more: the proxy itself asks, or does not say for whom.
    if (next === null) break;
    nearest = next;
  }
  return isIPv6(nearest) ? networkOf(nearest) : nearest;
}

const isTrusted = (address: string, trusted: BlockList): boolean =>
  isIP(address) !== 0 && trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');

/** Without brackets, port and zone, an IPv4 address in IPv6's clothes as what it is; null where it is no address. */
function plainAddress(written: string): string | null {
  const [, bracketed, withPort] = /^\[([^\]]+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(written) ?? [];
  const address = (bracketed ?? withPort ?? written).split('%', 1)[0] ?? '';
  const [, inner] = /^::ffff:([\d.]+)$/i.exec(address) ?? [];
  const plain = inner ?? address;
  return isIP(plain) === 0 ? null : plain;
}

const GROUPS = 8;
const GROUPS_OF_A_NETWORK = 4;

/** The first 64 bits, written in one way only. */
function networkOf(address: string): string {
  // URL writes an address in lower case and in hex, with `::` for the longest run of zeros.
  const [before = '', after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const missing = after === undefined ? 0 : GROUPS - groups(before).length - groups(after).length;
  const all = [...groups(before), ...Array<string>(missing).fill('0'), ...groups(after)];
  return `${all.slice(0, GROUPS_OF_A_NETWORK).join(':')}::/64`;
}
