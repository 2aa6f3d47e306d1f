import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

const HOST = '127.0.0.1';
const NUMBER = '07012345678';

/** A telephone that means what it says only at times. */
export interface Caller {
  readonly port: number;
  /** How many messages came in. */
  heard(): number;
  /** One more message of a call that may have begun: drawn by `random`, right as it stands. */
  next(random: () => number): string;
  send(text: string): void;
  /** Resolves to whether a message that begins so came within that time. */
  hears(start: RegExp, withinMs: number): Promise<boolean>;
  close(): void;
}

export async function openCaller(linePort: number, callId: string): Promise<Caller> {
  const socket: Socket = createSocket('udp4');
  socket.bind(0, HOST);
  await once(socket, 'listening');
  const { port } = socket.address();
  const received: string[] = [];
  let count = 0;
  let cseq = 1;
  let to = `<sip:${NUMBER}@${HOST}>`;
  let target = `sip:${NUMBER}@${HOST}`;
  socket.on('message', (bytes) => {
    const text = bytes.toString('utf8');
    received.push(text);
    count += 1;
    // What a 200 names is where the rest of the call goes.
    to = /^SIP\/2\.0 200[^]*?\r\nTo: ([^\r]*)/.exec(text)?.[1] ?? to;
    target = /^SIP\/2\.0 200[^]*?\r\nContact: <([^>]*)>/.exec(text)?.[1] ?? target;
  });
  const text = (method: string, number: number, body = ''): string =>
    [
      `${method} ${method === 'INVITE' && number === 1 ? `sip:${NUMBER}@${HOST}` : target} SIP/2.0`,
      `Via: SIP/2.0/UDP ${HOST}:${port};rport;branch=z9hG4bK-${callId}-${number}${/ACK|CANCEL/.test(method) ? '-INVITE' : `-${method}`}`,
      `From: "Caller" <sip:01087654321@${HOST}>;tag=${callId}`,
      `To: ${method === 'INVITE' && number === 1 ? `<sip:${NUMBER}@${HOST}>` : to}`,
      `Call-ID: ${callId}`,
      `CSeq: ${number} ${method}`,
      `Contact: <sip:caller@${HOST}:${port}>`,
      'Max-Forwards: 70',
      ...(body ? [`Content-Type: ${method === 'INFO' ? 'application/dtmf-relay' : 'application/sdp'}`] : []),
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n');
  const sdp = (direction: string): string =>
    `v=0\r\no=- 1 ${cseq} IN IP4 ${HOST}\r\ns=-\r\nc=IN IP4 ${HOST}\r\nt=0 0\r\nm=audio 9 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=${direction}\r\n`;
  const STORY: readonly (() => string)[] = [
    () => text('INVITE', 1, sdp('sendrecv')),
    () => text('ACK', cseq),
    () => text('CANCEL', 1),
    () => text('INVITE', (cseq += 1), sdp(cseq % 2 ? 'sendonly' : 'sendrecv')),
    () => text('INVITE', (cseq += 1)),
    () => text('UPDATE', (cseq += 1), sdp('inactive')),
    () => text('INFO', (cseq += 1), 'Signal=5\r\nDuration=100\r\n'),
    () => text('OPTIONS', (cseq += 1)),
    () => text('BYE', (cseq += 1)),
    // An answer to what nobody asked, with a branch in the manner of the line's own.
    () => `SIP/2.0 200 OK\r\n${text('INVITE', cseq, sdp('sendrecv')).split('\r\n').slice(1).join('\r\n')}`,
  ];
  let begun = false;
  return {
    port,
    heard: () => count,
    next(random) {
      if (!begun) {
        begun = true;
        return text('INVITE', 1, sdp('sendrecv'));
      }
      return (STORY[Math.floor(random() * STORY.length)] ?? STORY[0])?.() ?? '';
    },
    send: (message) => socket.send(message, linePort, HOST),
    async hears(start, withinMs) {
      const until = performance.now() + withinMs;
      while (performance.now() < until) {
        if (received.some((each) => start.test(each))) return true;
        await new Promise(setImmediate);
      }
      return false;
    },
    close: () => socket.close(),
  };
}
