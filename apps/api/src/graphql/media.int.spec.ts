import { createMemoryPersonKeys } from '@meets/event-store';
import { createMemoryEventStore } from '@meets/event-store/memory';
import { openMediasoupBridge } from '@meets/media';
import { capabilities, connectTerms, sendTerms } from '@meets/media/testing';
import { logNotifier } from '../adapters/log-notifier.ts';
import { silentLog } from '../logging/log.ts';
import { eventually } from '../testing/eventually.ts';
import { runningService, type RunningService } from '../testing/running-service.ts';

type Member = { readonly __typename: string } & Readonly<Record<string, unknown>>;
const MEET = 'uc.chat-1.1';

describe('media over GraphQL, on mediasoup', () => {
  let service: RunningService;
  beforeEach(async () => {
    const where = { listenIp: '127.0.0.1', announcedAddress: null, port: 0 };
    const media = openMediasoupBridge({ ...where, workers: 1, workerBin: null, log: silentLog });
    await media.start();
    const parts = { store: createMemoryEventStore(), keys: createMemoryPersonKeys(), notifier: logNotifier(silentLog) };
    const relay = { ICE_SERVERS: 'stun:stun.example.test,turn:turn.example.test', TURN_SECRET: 'north' };
    service = await runningService(relay, () => ({
      ...parts,
      media,
      phone: null,
      phoneFigures: null,
      playedTelephones: null,
    }));
    await ask('integrator', 'host', SCENE);
    await ask('customer', 'juno', START);
    await ask('manager', 'mina', `mutation { r: acceptMeet(input: { meetId: "${MEET}" }) { __typename } }`);
  });
  afterEach(() => service.close());

  const ask = async (
    role: 'manager' | 'customer' | 'integrator',
    who: string,
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<Member> => {
    const { body } = await service.ask(await service.token(role, who), query, variables);
    expect(body.errors).toBeUndefined();
    return body.data?.['r'] as unknown as Member;
  };
  const as = (role: 'manager' | 'customer', who: string) => ({
    do: (name: string, type: string, input: Record<string, unknown>, fields: string) =>
      ask(role, who, `mutation ($input: ${type}!) { r: ${name}(input: $input) { __typename ${PROBLEM} ${fields} } }`, {
        input: { meetId: MEET, ...input },
      }),
  });
  const mina = as('manager', 'mina');
  const juno = as('customer', 'juno');
  const open = (who: typeof mina) => who.do('openMedia', 'OpenMediaInput', {}, OPENED);
  const transport = async (who: typeof mina, direction: 'SEND' | 'RECEIVE') => {
    const fields = '... on MediaTransportOpened { transportId terms }';
    const opened = await who.do('openMediaTransport', 'OpenMediaTransportInput', { direction }, fields);
    expect(opened).toMatchObject({
      __typename: 'MediaTransportOpened',
      terms: { iceParameters: { iceLite: true }, iceCandidates: expect.any(Array), dtlsParameters: expect.any(Object) },
    });
    return String(opened['transportId']);
  };
  const send = (who: typeof mina, kind: 'AUDIO' | 'CAMERA', terms: object) =>
    who.do('sendTrack', 'SendTrackInput', { kind, terms }, `... on TrackSent { track ${TRACK} }`);
  const receive = (who: typeof mina, trackId: unknown, of: object = capabilities) =>
    who.do('receiveTrack', 'ReceiveTrackInput', { trackId, capabilities: of }, RECEIVED);

  /** What `mediaSignals` tells somebody, but for how loud it is. */
  const listening = async (role: 'manager' | 'customer', who: string) => {
    const socket = service.socket();
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${await service.token(role, who)}` } });
    await eventually('the ack', () => socket.messages.some(({ type }) => type === 'connection_ack'));
    socket.send({ type: 'subscribe', id: 's', payload: { query: SIGNALS, variables: { meetId: MEET } } });
    const told = () =>
      socket.messages
        .filter(({ id, type }) => id === 's' && type !== 'complete')
        .map(({ type, payload }) => (type === 'next' ? (payload as { data: { s: Member } }).data.s : { type, payload }))
        .filter((signal) => (signal as Member).__typename !== 'AudioLevels');
    return { told, complete: () => socket.messages.some(({ type, id }) => type === 'complete' && id === 's') };
  };

  it('let two people send and receive, and tell each of the other', async () => {
    const signals = await listening('customer', 'juno');
    expect(await open(mina)).toMatchObject({
      __typename: 'MediaOpened',
      capabilities: { codecs: expect.any(Array) },
      tracks: [],
      iceServers: [
        { urls: ['stun:stun.example.test'], username: null },
        { urls: ['turn:turn.example.test'], username: expect.stringMatching(/^\d+:/), credential: expect.any(String) },
      ],
    });
    const transportId = await transport(mina, 'SEND');
    const connect = () =>
      mina.do('connectMediaTransport', 'ConnectMediaTransportInput', { transportId, terms: connectTerms }, '');
    expect([await connect(), await connect()]).toMatchObject([
      { __typename: 'MediaDone' },
      { __typename: 'MediaDone' },
    ]);
    const sent = await send(mina, 'AUDIO', sendTerms('microphone'));
    const track = { kind: 'AUDIO', paused: false, from: { id: 'mina' } };
    expect(sent).toMatchObject({ __typename: 'TrackSent', track });
    await open(juno);
    await transport(juno, 'RECEIVE');
    const received = await receive(juno, (sent['track'] as Member)['id']);
    expect(received).toMatchObject({ track, terms: { kind: 'audio', rtpParameters: { codecs: expect.any(Array) } } });
    const layers = { paused: false, layers: { size: 0 } };
    const adjust = { receptionId: received['receptionId'], ...layers };
    expect(await juno.do('adjustReception', 'AdjustReceptionInput', adjust, '')).toMatchObject({
      __typename: 'MediaDone',
    });
    await eventually('the track', () => signals.told().length > 0);
    expect(signals.told()).toMatchObject([{ __typename: 'TrackStarted', track }]);
  });

  it('R21: refuse a camera that no event turned on, and end it by the event that turns it off', async () => {
    const signals = await listening('customer', 'juno');
    await open(mina);
    await transport(mina, 'SEND');
    expect(await send(mina, 'CAMERA', sendTerms('camera'))).toMatchObject({ __typename: 'Conflict' });
    const turn = (on: boolean) => ask('manager', 'mina', SET_CAMERA, { input: { meetId: MEET, on } });
    await turn(true);
    expect(await send(mina, 'CAMERA', sendTerms('camera'))).toMatchObject({ track: { kind: 'CAMERA' } });
    await turn(false);
    await eventually('its end', () => signals.told().length > 1);
    expect(signals.told().map((it) => (it as Member).__typename)).toEqual(['TrackStarted', 'TrackStopped']);
  });

  it('R32: end with the leaving, and say so', async () => {
    const signals = await listening('customer', 'juno');
    await open(juno);
    await transport(juno, 'SEND');
    await ask('customer', 'juno', `mutation { r: leaveMeet(input: { meetId: "${MEET}" }) { __typename } }`);
    await eventually('the end', () => signals.complete());
    expect(signals.told()).toMatchObject([{ __typename: 'MediaEnded' }]);
    expect(await send(juno, 'AUDIO', sendTerms('microphone'))).toMatchObject({ __typename: 'Conflict' });
  });

  it('answer by name what cannot be', async () => {
    expect(await transportProblem()).toMatchObject({ __typename: 'MediaGone', what: 'peer' });
    await open(mina);
    expect(await send(mina, 'AUDIO', {})).toMatchObject({ __typename: 'MediaGone', what: 'transport' });
    await transport(mina, 'SEND');
    expect(await send(mina, 'AUDIO', { codecs: 'none' })).toMatchObject({
      __typename: 'InvalidInput',
      fields: ['terms'],
    });
    const text = await mina.do('sendTrack', 'SendTrackInput', { kind: 'AUDIO', terms: 'text' }, '');
    expect(text).toMatchObject({ __typename: 'InvalidInput', fields: ['terms'] });
    expect(await receive(mina, 'nothing')).toMatchObject({ __typename: 'MediaGone' });
    expect(await as('customer', 'stranger').do('openMedia', 'OpenMediaInput', {}, '')).toMatchObject({
      __typename: 'NotFound',
    });
    const client = { platform: 'IN_APP_BROWSER' };
    expect(await juno.do('openMedia', 'OpenMediaInput', { client }, '')).toMatchObject({
      reasons: ['CLIENT_UNSUPPORTED'],
    });
    expect(await mina.do('closeMedia', 'MediaInput', {}, '')).toMatchObject({ __typename: 'MediaDone' });
  });
  const transportProblem = () => mina.do('openMediaTransport', 'OpenMediaTransportInput', { direction: 'SEND' }, '');

  it('restart ICE with new parameters', async () => {
    await open(mina);
    const transportId = await transport(mina, 'SEND');
    const restart = () => mina.do('restartIce', 'MediaTransportInput', { transportId }, '... on IceRestarted { ice }');
    const [first, second] = [await restart(), await restart()];
    expect(first).toMatchObject({ __typename: 'IceRestarted', ice: { usernameFragment: expect.any(String) } });
    expect(second['ice']).not.toEqual(first['ice']);
  });
});

const PROBLEM =
  '... on Problem { message } ... on InvalidInput { fields } ... on NotAllowed { reasons } ... on MediaGone { what }';
const TRACK = '{ id kind paused from { __typename ... on Manager { id } ... on Customer { id } } }';
const OPENED = `... on MediaOpened { capabilities iceServers { urls username credential } tracks ${TRACK} }`;
const RECEIVED = `... on TrackReceived { receptionId terms track ${TRACK} }`;
const SIGNALS = `subscription ($meetId: ID!) { s: mediaSignals(meetId: $meetId) { __typename
  ... on TrackStarted { track ${TRACK} } ... on TrackStopped { track ${TRACK} } } }`;
const SET_CAMERA = 'mutation ($input: SetDeviceInput!) { r: setCamera(input: $input) { __typename } }';
const START = 'mutation { r: startMeet(input: { place: { userChatId: "chat-1" }, kind: VOICE }) { __typename } }';
const SCENE = `mutation {
  putChannel(input: { name: "Shop", paidPlan: true }) { __typename }
  putManager(input: { id: "mina", name: "Mina", operatorSeat: true }) { __typename }
  putCustomer(input: { id: "juno", name: "Juno" }) { __typename }
  putUserChat(input: { id: "chat-1", customerId: "juno", assigneeId: "mina" }) { __typename }
  r: updateChannelMeetSettings(input: { customersMayStart: true }) { __typename }
}`;
