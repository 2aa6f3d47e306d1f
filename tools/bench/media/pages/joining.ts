/*
 * One person's page. They meet through the service, by its SDK; or through a bare forwarder behind a bare WebSocket. In both, who is
 * called answers, and both join at once.
 */
import { AcceptMeet, type Api, createApi, EndMeet, followMeet, StartMeet } from '@meets/meet-client';
import { joinMedia, mediaProblemText, type MeetMedia } from '@meets/meet-client/media';
import type { types } from 'mediasoup-client';
import { firstPacketAt, forgetConnections } from './first-packet.ts';
import { Peer } from './peer.ts';
import { tone } from './sound.ts';

const DEVICE = 'bench';
const sound = tone();
const now = (): number => performance.timeOrigin + performance.now();

let api: Api;
let media: MeetMedia | null = null;

function signIn(token: string): void {
  api = createApi({ url: `${location.origin}/graphql`, token: async () => token });
}

/** The customer calls; resolves to the meet's id once they hear of what becomes of it, and joins it when it is answered. */
async function callSomebody(userChatId: string): Promise<string> {
  forgetConnections();
  const started = await api.run(StartMeet, { input: { place: { userChatId }, kind: 'VOICE' } });
  const meetId = started.ok && started.data.result.__typename === 'MeetAccepted' ? started.data.result.meet.id : null;
  if (meetId === null) throw new Error(`the call could not be made: ${JSON.stringify(started)}`);
  const states = followMeet({ ...api.connection, meetId });
  await states.next();
  void joinOnceAnswered(meetId, states);
  return meetId;
}

async function joinOnceAnswered(meetId: string, states: ReturnType<typeof followMeet>): Promise<void> {
  for await (const { state } of states) {
    if (state !== 'LIVE') continue;
    await join(meetId);
    break;
  }
}

/** The manager answers and joins; resolves to when they answered. */
async function answer(meetId: string): Promise<number> {
  forgetConnections();
  const at = now();
  const accepted = await api.run(AcceptMeet, { input: { meetId, deviceId: DEVICE } });
  if (!accepted.ok || accepted.data.result.__typename !== 'MeetAccepted') {
    throw new Error(`the call could not be answered: ${JSON.stringify(accepted)}`);
  }
  await join(meetId);
  return at;
}

async function join(meetId: string): Promise<void> {
  const joined = await joinMedia({ api, meetId, deviceId: DEVICE });
  if (!joined.ok) throw new Error(mediaProblemText(joined.problem));
  media = joined.value;
  const begun = await media.start('AUDIO', sound);
  if (!begun.ok) throw new Error(mediaProblemText(begun.problem));
}

async function hangUp(meetId: string): Promise<void> {
  await api.run(EndMeet, { input: { meetId } });
  await media?.close();
}

/** A WebSocket to a bare forwarder: questions and their answers, and what the other does. */
let bare: { readonly ask: (call: string, ...args: readonly unknown[]) => Promise<never> };
let peer: Promise<Peer> | null = null;

async function connectBare(url: string): Promise<void> {
  const socket = new WebSocket(url);
  const asked = new Map<number, (value: never) => void>();
  let asks = 0;
  const ask = (call: string, ...args: readonly unknown[]): Promise<never> =>
    new Promise((resolve) => {
      asked.set((asks += 1), resolve);
      socket.send(JSON.stringify({ id: asks, call, args }));
    });
  bare = { ask };
  socket.onmessage = ({ data }: MessageEvent<string>) => {
    const message = JSON.parse(data) as
      { readonly id: number; readonly value: never } | { readonly accepted: Accepted } | { readonly track: string };
    if ('id' in message) asked.get(message.id)?.(message.value);
    else if ('accepted' in message) void joinBare(message.accepted);
    else void peer?.then((own) => own.receive(message.track));
  };
  await new Promise((resolve) => (socket.onopen = resolve));
}

interface Accepted {
  readonly seat: object;
  readonly capabilities: types.RtpCapabilities;
}

/** As {@link answer}. */
async function answerBare(roomId: string): Promise<number> {
  forgetConnections();
  const at = now();
  await joinBare(await bare.ask('accept', roomId));
  return at;
}

async function joinBare({ seat, capabilities }: Accepted): Promise<void> {
  peer = Peer.open(bare.ask, seat, capabilities);
  await (await peer).send(sound);
}

async function hangUpBare(): Promise<void> {
  (await peer)?.close();
  peer = null;
}

const page = {
  ...{ signIn, callSomebody, answer, hangUp, connectBare, forgetConnections, answerBare, hangUpBare, firstPacketAt },
};
export type JoiningPage = typeof page;
Object.assign(globalThis, { page });
