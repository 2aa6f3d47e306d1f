import type { Flow } from '../sip/flow.ts';
import { headerOf, listOf, type SipMessage, type SipRequest, withHeaders } from '../sip/message.ts';
import { parseVia, renderVia, stamped } from '../sip/via.ts';
import type { Member } from './members.ts';

/** A request of ours, on top of which stands the way it goes. */
export function sentBy<Request extends SipMessage>(request: Request, flow: Flow): Request {
  const branch = parseVia(headerOf(request, 'via') ?? '')?.params.get('branch') ?? null;
  const params = new Map([
    ['branch', branch],
    ['rport', null],
  ]);
  const via = renderVia({ transport: flow.transport, host: flow.localHost, port: flow.localPort, params });
  return withHeaders(request, { via });
}

/** Where it has a Contact, it is ours on that way. */
export function contacted<Message extends SipMessage>(
  { memberId, contactUser = memberId }: Member,
  message: Message,
  flow: Flow,
): Message {
  if (headerOf(message, 'contact') === null) return message;
  const transport = flow.transport === 'UDP' ? '' : `;transport=${flow.transport.toLowerCase()}`;
  return withHeaders(message, { contact: `<sip:${contactUser}@${flow.localHost}:${flow.localPort}${transport}>` });
}

/** A request that came in, with where it came from in its topmost Via, so that the answer finds the way (RFC 3581); null without a Via. */
export function receivedFrom(request: SipRequest, flow: Flow): SipRequest | null {
  const [top = '', ...vias] = listOf(request, 'via');
  const via = parseVia(top);
  return via && withHeaders(request, { via: [renderVia(stamped(via, flow.remoteAddress, flow.remotePort)), ...vias] });
}
