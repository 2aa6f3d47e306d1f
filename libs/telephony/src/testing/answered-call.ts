import type { IncomingCall, PhoneCallEvent } from '@meets/meet-domain';
import type { SipResponse } from '../sip/message.ts';
import { type OneLine, oneLine, type OneLineOptions } from './one-line.ts';
import { NEAR_NUMBER } from './pair-of-lines.ts';
import { type CallTexts, callTexts, type SipPeer, sipPeer } from './sip-peer.ts';
import { until } from './until.ts';

const HOST = '127.0.0.1';

/** A call from a bare peer that the line has answered. */
export interface AnsweredCall {
  readonly peer: SipPeer;
  readonly under: OneLine;
  readonly call: IncomingCall;
  readonly events: readonly PhoneCallEvent[];
  readonly texts: CallTexts;
  /** The line's 200. */
  readonly ok: SipResponse;
  say(text: string): void;
  close(): Promise<void>;
}

/** `lines`: what stands in the INVITE besides. `body`: what it offers. */
export async function answeredCall(
  lines: readonly string[] = [],
  options: OneLineOptions = {},
  body?: string,
): Promise<AnsweredCall> {
  const peer = await sipPeer(HOST);
  const under = await oneLine({ take: (call) => void call.answer(), ...options });
  const texts = callTexts(peer, HOST, NEAR_NUMBER, body);
  const say = (text: string): void => peer.send(text, under.port);
  say(texts.invite.replace('Max-Forwards', [...lines, 'Max-Forwards'].join('\r\n')));
  const ok = await peer.response(200);
  say(texts.within('ACK', 1, ok));
  // Whoever answers this has taken in the ACK before it.
  say(texts.within('OPTIONS', 2, ok));
  await peer.response(200);
  await until(() => under.arrived[0]?.events.some(({ type }) => type === 'answered') ?? false);
  const [arrived] = under.arrived;
  if (!arrived) throw new Error('no call has come in');
  return {
    ...{ peer, under, texts, ok, say, ...arrived },
    async close() {
      peer.close();
      await under.line.close();
    },
  };
}
