import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type Flow, isReliable, type SipTransport } from '../sip/flow.ts';
import { headersOf, type SipRequest } from '../sip/message.ts';
import { parseNameAddr, parseUri } from '../sip/name-addr.ts';
import type { Destination, Wire } from '../wire/wire.ts';

const PORT: Readonly<Record<SipTransport, number>> = { UDP: 5060, TCP: 5060, TLS: 5061 };

/** All wires, and which of them a request takes (RFC 3261 §18). */
export class Ways {
  private readonly wires: Wire[] = [];

  add(wire: Wire): void {
    this.wires.push(wire);
  }

  /** Which ports are listened on, in the order they were added. */
  ports(): readonly number[] {
    return this.wires.map(({ port }) => port);
  }

  /** The way to a carrier; null where nothing listens by which it could be reached, or it has no address. */
  async flowTo(transport: SipTransport, host: string, port: number): Promise<Flow | null> {
    const resolved = isIP(host) ? host : await addressOf(host);
    return resolved === null
      ? null
      : this.open({ transport, address: resolved, port, ...(!isIP(host) && { serverName: host }) });
  }

  /** Where a request's route or target says; `known` where they say nothing that could be gone to. A name has to be looked up. */
  of(request: SipRequest, known: Flow): Flow | Promise<Flow> {
    const uri = parseNameAddr(headersOf(request, 'route')[0] ?? '')?.uri ?? parseUri(request.uri);
    // A connection that stands is the way back, whatever addresses are named (RFC 5923).
    if (!uri || uri.scheme === 'tel' || (isReliable(known) && known.isOpen())) return known;
    const transport = transportOf(uri.params.get('transport') ?? null, uri.scheme === 'sips') ?? known.transport;
    const port = uri.port ?? PORT[transport];
    if (isIP(uri.host)) return this.open({ transport, address: uri.host, port }) ?? known;
    return this.flowTo(transport, uri.host, port).then((flow) => flow ?? known);
  }

  /** Safe to call twice. */
  async close(): Promise<void> {
    await Promise.all(this.wires.splice(0).map((wire) => wire.close()));
  }

  private open(destination: Destination): Flow | null {
    const family = isIP(destination.address);
    const wire = this.wires.find((each) => each.transport === destination.transport && each.family === family);
    return wire?.flowTo(destination) ?? null;
  }
}

function transportOf(param: string | null, secure: boolean): SipTransport | null {
  if (secure) return 'TLS';
  const name = param?.toUpperCase();
  return name === 'UDP' || name === 'TCP' || name === 'TLS' ? name : null;
}

async function addressOf(host: string): Promise<string | null> {
  try {
    return (await lookup(host)).address;
  } catch {
    return null; // No such name, or no name server: nobody can be reached there now.
  }
}
