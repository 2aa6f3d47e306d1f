import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { SipTransport } from '../sip/flow.ts';
import { headerOf, listOf, parseMessage, type SipMessage, type SipRequest, type SipResponse } from '../sip/message.ts';
import { betweenLooks } from './until.ts';

/** A bare socket that speaks SIP as a test tells it to, right or wrong. */
export interface SipPeer {
  readonly transport: SipTransport;
  /** Where it listens. */
  readonly port: number;
  /** All that came in, as it came. */
  readonly heard: string[];
  send(text: string, port: number): void;
  /** The first response of that status that has not been taken yet, as soon as it is there. */
  response(status: number): Promise<SipResponse>;
  /** The first request of that method that has not been taken yet. */
  request(method: string): Promise<SipRequest>;
  close(): void;
}

export async function sipPeer(host: string): Promise<SipPeer> {
  const socket: Socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  socket.bind(0, host);
  await once(socket, 'listening');
  const inbox = openInbox();
  socket.on('message', (bytes) => inbox.put(bytes.toString('utf8')));
  return {
    ...{ transport: 'UDP', port: socket.address().port, ...inbox.taken },
    send: (text, port) => socket.send(text, port, host),
    close: () => socket.close(),
  };
}

/** Where messages wait to be taken. */
export function openInbox(): {
  put(text: string): void;
  readonly taken: Pick<SipPeer, 'heard' | 'response' | 'request'>;
} {
  const heard: string[] = [];
  const messages: SipMessage[] = [];
  const take = async <Kind extends SipMessage>(matches: (message: SipMessage) => message is Kind): Promise<Kind> => {
    for (;;) {
      const index = messages.findIndex(matches);
      if (index >= 0) return messages.splice(index, 1)[0] as Kind;
      await betweenLooks();
    }
  };
  return {
    put(text) {
      heard.push(text);
      const message = parseMessage(text);
      if (message) messages.push(message);
    },
    taken: {
      heard,
      response: (status) =>
        take((message): message is SipResponse => message.kind === 'response' && message.status === status),
      request: (method) =>
        take((message): message is SipRequest => message.kind === 'request' && message.method === method),
    },
  };
}

/** An answer to what the line asked: `status` as it stands in the first line. `more`: whole lines. */
export function answerTo(request: SipRequest, status: string, more: readonly string[] = [], body = ''): string {
  const copied = ['via', 'from', 'to', 'call-id', 'cseq'].map((name) => `${name}: ${headerOf(request, name)}`);
  const typed = body ? ['Content-Type: application/sdp'] : [];
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return [`SIP/2.0 ${status}`, ...copied, ...more, ...typed, length, '', body].join('\r\n');
}

let calls = 0;

export interface CallTexts {
  readonly callId: string;
  readonly branch: string;
  readonly invite: string;
  readonly cancel: string;
  /** Of a refusal, which it acknowledges. */
  ackOf(response: SipResponse): string;
  /** Within the call that a 200 has begun. */
  within(method: string, cseq: number, response: SipResponse, body?: string): string;
}

/** PCMU and digits: plain RTP, or encrypted by those keys, each as it stands after `a=crypto:`. */
export const offer = (host: string, port: number, direction = 'sendrecv', keys: readonly string[] = []): string =>
  [
    'v=0',
    `o=- 1 1 IN IP${isIPv6(host) ? 6 : 4} ${host}`,
    's=-',
    `c=IN IP${isIPv6(host) ? 6 : 4} ${host}`,
    't=0 0',
    `m=audio ${port} RTP/${keys.length > 0 ? 'SAVP' : 'AVP'} 0 101`,
    ...keys.map((key) => `a=crypto:${key}`),
    'a=rtpmap:101 telephone-event/8000',
    `a=${direction}`,
    '',
  ].join('\r\n');

/** The messages of one call from this peer to a number. */
export function callTexts(peer: SipPeer, host: string, number: string, body = offer(host, 40_000)): CallTexts {
  const name = isIPv6(host) ? `[${host}]` : host;
  const callId = `call-${peer.port}-${++calls}`;
  const transport = peer.transport === 'UDP' ? '' : `;transport=${peer.transport.toLowerCase()}`;
  const branch = `z9hG4bK-${callId}`;
  const text = (method: string, more: readonly string[], uri = `sip:${number}@${name}`, content = ''): string =>
    [
      `${method} ${uri} SIP/2.0`,
      ...more,
      `From: <sip:01087654321@${name}>;tag=peer`,
      `Call-ID: ${callId}`,
      'Max-Forwards: 70',
      `Contact: <sip:peer@${name}:${peer.port}${transport}>`,
      ...(content ? ['Content-Type: application/sdp'] : []),
      `Content-Length: ${Buffer.byteLength(content)}`,
      '',
      content,
    ].join('\r\n');
  const via = (own: string): string => `Via: SIP/2.0/${peer.transport} ${name}:${peer.port};rport;branch=${own}`;
  const to = `To: <sip:${number}@${name}>`;
  return {
    callId,
    branch,
    invite: text('INVITE', [via(branch), to, 'CSeq: 1 INVITE'], undefined, body),
    cancel: text('CANCEL', [via(branch), to, 'CSeq: 1 CANCEL']),
    ackOf: (response) => text('ACK', [via(branch), `To: ${headerOf(response, 'to')}`, 'CSeq: 1 ACK']),
    within(method, cseq, response, content = '') {
      const contact = /<([^>]*)>/.exec(listOf(response, 'contact')[0] ?? '')?.[1];
      const lines = [via(`${branch}-${cseq}-${method}`), `To: ${headerOf(response, 'to')}`, `CSeq: ${cseq} ${method}`];
      return text(method, lines, contact, content);
    },
  };
}
