import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { familyOf, type Flow, type IpFamily, isReliable, type OwnAddress, type SipTransport } from '../sip/flow.ts';
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

  /** Of what families it listens on addresses. */
  families(): readonly IpFamily[] {
    return ([4, 6] as const).filter((family) => this.wires.some(({ at }) => familyOf(at.host) === family));
  }

  /** Where the sound of a call is listened for that goes that way: there, or, where it is of the other family, at the first address that is; null without one. */
  soundAt({ at }: Flow, family: IpFamily): OwnAddress | null {
    if (familyOf(at.host) === family) return at;
    return this.wires.find((wire) => familyOf(wire.at.host) === family)?.at ?? null;
  }

  /** The way to a carrier, once it stands; null where nothing listens by which it could be reached, it has no address, or takes no connection. */
  async flowTo(transport: SipTransport, host: string, port: number): Promise<Flow | null> {
    const named = isIP(host) === 0;
    // Of its addresses one may be of a family that we do not speak, and another out of order.
    for (const address of named ? await addressesOf(host) : [host]) {
      const flow = this.open({ transport, address, port, ...(named && { serverName: host }) });
      if (await flow?.opened()) return flow;
    }
    return null;
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
    const family = familyOf(destination.address);
    const wire = this.wires.find(
      ({ transport, at }) => transport === destination.transport && familyOf(at.host) === family,
    );
    return wire?.flowTo(destination) ?? null;
  }
}

function transportOf(param: string | null, secure: boolean): SipTransport | null {
  if (secure) return 'TLS';
  const name = param?.toUpperCase();
  return name === 'UDP' || name === 'TCP' || name === 'TLS' ? name : null;
}

async function addressesOf(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return []; // No such name, or no name server: nobody can be reached there now.
  }
}
