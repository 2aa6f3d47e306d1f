import { Command } from 'commander';
import {
  ACCEPT_MEET,
  END_MEET,
  LEAVE_MEET,
  LET_CUSTOMERS_START,
  MEET_EVENTS,
  MY_RINGS,
  PUT_CHANNEL,
  PUT_CUSTOMER,
  PUT_MANAGER,
  PUT_USER_CHAT,
  SET_CAMERA,
  SET_PRESENCE,
  START_MEET,
  type MeetEventMessage,
  type MeetResult,
  type RingNotice,
} from './demo/operations.ts';
import { printAside, printEvent, printHeading, printRing, printStep } from './demo/print.ts';
import { DemoProblem, openSession, type Inbox, type Session } from './demo/session.ts';

const DEFAULT_URL = `http://localhost:${process.env['PORT'] ?? 3000}`;

/** Answers; any other of hers would be told that it was answered elsewhere. */
const MINAS_DEVICE = 'desk';

/** Everybody in the demo, each with a token of their own. */
interface Cast {
  readonly channel: string;
  readonly host: Session;
  readonly mina: Session;
  readonly chulsoo: Session;
}

await new Command('npm run demo --')
  .description(
    [
      "Walks one meet through a running server: a customer calls, the assignee's devices ring, she accepts, he turns his",
      'camera on (which makes it a video meet for ever) and off again, he leaves, she ends it. Each event is printed as it',
      'comes.\n\nNeeds a server in development mode: npm start, in another terminal.',
    ].join(' '),
  )
  .option('--url <url>', 'where the server is', DEFAULT_URL)
  .option('--channel <id>', 'which channel to play in; default: a new one each time')
  .action(async (options: { url: string; channel?: string }) => {
    try {
      await play(options.url.replace(/\/$/, ''), options.channel ?? `demo-${Date.now().toString(36)}`);
    } catch (problem) {
      if (!(problem instanceof DemoProblem)) throw problem;
      console.error(`\n✗ ${problem.message}`);
      process.exitCode = 1;
    }
  })
  .parseAsync();

async function play(url: string, channel: string): Promise<void> {
  await mustBeReady(url);
  const cast: Cast = {
    channel,
    host: await openSession(url, { channel, role: 'integrator', sub: 'demo-host' }),
    mina: await openSession(url, { channel, role: 'manager', sub: 'mina' }),
    chulsoo: await openSession(url, { channel, role: 'customer', sub: 'chulsoo' }),
  };
  try {
    printStep(`The host product tells of channel ${channel}, manager Mina, customer Chulsoo and their chat`);
    await setScene(cast);
    const positions = await walkOneMeet(cast);
    await resume(cast, positions);
    explainResuming(url, cast, positions);
  } finally {
    await Promise.all([cast.host, cast.mina, cast.chulsoo].map((session) => session.close()));
  }
}

async function mustBeReady(url: string): Promise<void> {
  const answer = await fetch(`${url}/health/ready`).catch(() => null);
  if (answer?.ok) return;
  throw new DemoProblem(
    `${answer ? 'The server is not ready' : 'No server'} at ${url}.\n\nStart one in another terminal:  npm start\nOr name yours:                  npm run demo -- --url http://localhost:4000`,
  );
}

async function setScene({ host }: Cast): Promise<void> {
  await host.act(PUT_CHANNEL, { name: 'Demo shop', paidPlan: true });
  await host.act(PUT_MANAGER, { id: 'mina', name: 'Mina', operatorSeat: true });
  await host.act(PUT_CUSTOMER, { id: 'chulsoo', name: 'Chulsoo' });
  await host.act(PUT_USER_CHAT, { id: 'chat', customerId: 'chulsoo', assigneeId: 'mina', managerIds: ['mina'] });
  await host.act(LET_CUSTOMERS_START, { customersMayStart: true });
  await host.act(SET_PRESENCE, { managerId: 'mina', online: true });
  await host.act(SET_PRESENCE, { customerId: 'chulsoo', online: true });
}

/** Resolves to the positions of the meet's events. */
async function walkOneMeet({ host, mina, chulsoo }: Cast): Promise<readonly string[]> {
  const events = host.subscribe<MeetEventMessage>(MEET_EVENTS);
  const rings = mina.subscribe<RingNotice>(MY_RINGS, { deviceId: MINAS_DEVICE });
  const positions: string[] = [];
  const follow = (type: string) => followUntil(events, type, positions);
  await events.until('the first CaughtUp', ({ __typename }) => __typename === 'CaughtUp');

  printStep('Chulsoo starts a voice meet in his chat');
  printHeading();
  const { meet } = await chulsoo.act<MeetResult>(START_MEET, { place: { userChatId: 'chat' }, kind: 'VOICE' });
  if (!meet) throw new Error('an accepted startMeet names its meet');
  await follow('MeetRang');
  printRing(await rings.until("the assignee's ring", ({ ringing }) => ringing));

  printStep('Mina accepts at her desk');
  await mina.act(ACCEPT_MEET, { meetId: meet.id, deviceId: MINAS_DEVICE });
  await follow('ParticipantJoined');
  await follow('ParticipantJoined');
  printRing(await rings.until('the end of the ring', ({ ringing }) => !ringing));

  printStep('Chulsoo turns his camera on: the meet is VIDEO from here on');
  await chulsoo.act(SET_CAMERA, { meetId: meet.id, on: true });
  await follow('CameraTurnedOn');

  printStep('… and off again: it stays VIDEO');
  const { meet: after } = await chulsoo.act<MeetResult>(SET_CAMERA, { meetId: meet.id, on: false });
  await follow('CameraTurnedOff');
  printAside(`the meet's kind is ${after?.kind}`);

  printStep('Chulsoo leaves, Mina ends it for everyone');
  await chulsoo.act(LEAVE_MEET, { meetId: meet.id });
  await follow('ParticipantLeft');
  await mina.act(END_MEET, { meetId: meet.id });
  await follow('MeetEnded');
  await Promise.all([events.stop(), rings.stop()]);
  return positions;
}

/** Prints the events up to the first one of this type. */
async function followUntil(events: Inbox<MeetEventMessage>, type: string, positions: string[]): Promise<void> {
  await events.until(
    type,
    (message) => message.__typename === 'MeetEvent' && message.type === type,
    (message) => {
      if (message.__typename !== 'MeetEvent') return;
      printEvent(message);
      positions.push(message.position);
    },
  );
}

/** Shows that a subscriber who was away misses nothing and gets nothing twice. */
async function resume({ host }: Cast, positions: readonly string[]): Promise<void> {
  const away = Math.floor(positions.length / 2);
  printStep(
    `A subscriber who lost the line after event ${away} resumes with meetEvents(after: "${positions[away - 1]}")`,
  );
  const events = host.subscribe<MeetEventMessage>(MEET_EVENTS, { after: positions[away - 1] });
  const resumed: string[] = [];
  await events.until(
    'CaughtUp after the resumption',
    ({ __typename }) => __typename === 'CaughtUp',
    (message) => {
      if (message.__typename === 'MeetEvent') resumed.push(message.position);
    },
  );
  await events.stop();
  if (resumed.join() !== positions.slice(away).join()) {
    throw new DemoProblem(`the resumed events are not those that were missed: ${resumed.join(', ')}`);
  }
  printAside(`${resumed.length} events came, exactly those missed`);
}

function explainResuming(url: string, { channel, host }: Cast, positions: readonly string[]): void {
  printStep('Go on by hand');
  console.log(`Open ${url}/graphql, set the header { "authorization": "Bearer <token>" } with this token of the channel's integrator:

  ${host.token}

and run, now or after a restart of the server; it begins behind that position and then goes on live:

  subscription { meetEvents(after: "${positions.at(-4)}") { __typename ... on MeetEvent { position type data } ... on CaughtUp { position } } }

Another token:   curl -s ${url}/dev/token -H 'content-type: application/json' -d '{"channel":"${channel}","role":"manager","sub":"mina"}'
Another meet here: npm run demo -- --url ${url}`);
}
