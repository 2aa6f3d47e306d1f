import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from './answers.ts';
import type { Session } from './graphql-client.ts';
import { END, JOIN, PUT_TEAM_ROOM, START } from './operations.ts';
import { pause, type RunningServer, startServer, temporaryDataDir } from './running-server.ts';
import { liveMeet, type Scene, setScene } from './scene.ts';

const SEND = `mutation Send($input: MeetChatInput!) {
  result: sendMeetChat(input: $input) {
    __typename
    ... on MeetChatSent { sent { text sentAt from { ... on Manager { id } } } }
    ... on NotAllowed { reasons }
    ... on InvalidInput { message fields }
  }
}`;
const LISTEN = `subscription Listen($meetId: ID!) { meetChat(meetId: $meetId) { text from { ... on Manager { id } } } }`;

/** A text that stands nowhere else. */
const MARKER = `kumquat-${crypto.randomUUID()}`;

describe('what is said in a team meet', () => {
  let dataDir: { path: string; remove(): Promise<void> };
  let server: RunningServer;
  let scene: Scene;
  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path, { LOG_LEVEL: 'trace' });
    scene = await setScene(server, 'chat');
  });
  afterAll(async () => {
    await scene.close();
    await server.stop();
    await dataDir.remove();
  });

  it('R25: refuses who may not listen with a typed error, and ends that subscription only', async () => {
    const meetId = await liveMeet(scene);
    const refused = scene.customer.subscribe(LISTEN, { meetId });
    await refused.until('a refusal', () => refused.errors.length > 0);
    expect(JSON.stringify(refused.errors)).toMatch(
      /NOT_ALLOWED.*FEATURE_NOT_AVAILABLE|FEATURE_NOT_AVAILABLE.*NOT_ALLOWED/,
    );
    const unknown = scene.customer.subscribe(LISTEN, { meetId: 'tr.none.1' });
    await unknown.until('a refusal', () => unknown.errors.length > 0);
    expect(JSON.stringify(unknown.errors)).toContain('NOT_FOUND');
    await Promise.all([refused.stop(), unknown.stop()]);
  });

  it('R25: reaches who is in, and stands in no byte of DATA_DIR and of what the process wrote', async () => {
    await scene.host.run<Result>(PUT_TEAM_ROOM, {
      input: { id: 'room', kind: 'DIRECT_MESSAGE', memberIds: ['ma-1', 'ma-2'] },
    });
    const started = await scene.manager.run<Result>(START, {
      input: { place: { teamRoomId: 'room' }, kind: 'VOICE' },
    });
    const meetId = idOf(started);
    await scene.secondManager.run<Result>(JOIN, { input: { meetId } });
    const heard = scene.secondManager.subscribe<Heard>(LISTEN, { meetId });
    // Who is not listening yet has missed it, so it is said until it was heard.
    while (heard.received.length === 0 && heard.errors.length === 0) {
      await say(scene.manager, meetId, `${MARKER} hello`);
      await pause(20);
    }
    await say(scene.secondManager, meetId, `${MARKER} hi`);
    const all = await heard.until('both messages', (received) => received.length > 1 && fromWhom(received).has('ma-2'));
    expect(all[0]?.meetChat).toEqual({ text: `${MARKER} hello`, from: { id: 'ma-1' } });
    await everythingThatGoesWrong(meetId);
    await scene.manager.run<Result>(END, { input: { meetId } });
    expect(await filesWith(MARKER)).toEqual([]);
    // What is stored is found: the search looks where it should.
    expect(await filesWith(meetId)).not.toEqual([]);
    await server.stop();
    expect(await filesWith(MARKER)).toEqual([]);
    expect(server.output()).not.toContain(MARKER);
    expect(server.output()).toContain('answered');
  });

  /** Errors are where texts are quoted: too long, no text, malformed, unknown fields, other meets, broken JSON. */
  async function everythingThatGoesWrong(meetId: string): Promise<void> {
    const long = await say(scene.manager, meetId, MARKER.repeat(200));
    expect(long.result).toMatchObject({ __typename: 'InvalidInput', fields: ['text'] });
    expect(JSON.stringify(long)).not.toContain(MARKER);
    const internal = await scene.manager.run<Result>(START, {
      input: { place: { internalChatOf: scene.chat }, kind: 'VOICE' },
    });
    const elsewhere = await say(scene.manager, idOf(internal), MARKER);
    expect(elsewhere.result).toMatchObject({ __typename: 'NotAllowed', reasons: ['FEATURE_NOT_AVAILABLE'] });
    const asCustomer = await say(scene.customer, meetId, MARKER);
    expect(asCustomer.result.__typename).toBe('NotFound');
    const bodies = [
      JSON.stringify({ query: SEND, variables: { input: { meetId, text: [MARKER] } } }),
      JSON.stringify({ query: SEND, variables: { input: { meetId, text: MARKER, more: MARKER } } }),
      JSON.stringify({ query: `mutation { sendMeetChat(input: { meetId: "${meetId}", text: ${MARKER} }) }` }),
      `{ "query": "${MARKER}`,
      `${MARKER}`,
    ];
    for (const body of bodies) {
      const answer = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${scene.manager.token}` },
        body,
      });
      expect(answer.status).toBeLessThan(500);
    }
  }

  async function filesWith(text: string): Promise<readonly string[]> {
    const names = await readdir(dataDir.path, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(2);
    const found = await Promise.all(files.map(async (file) => ((await readFile(file)).includes(text) ? file : null)));
    return found.filter((file) => file !== null);
  }
});

interface Heard {
  readonly meetChat: { readonly text: string; readonly from: { readonly id: string } };
}
const fromWhom = (heard: readonly Heard[]): ReadonlySet<string> =>
  new Set(heard.map(({ meetChat }) => meetChat.from.id));

const say = (who: Session, meetId: string, text: string) => who.run<Result>(SEND, { input: { meetId, text } });

function idOf({ result }: Result): string {
  if (result.__typename !== 'MeetAccepted') throw new Error(`no meet: ${JSON.stringify(result)}`);
  return result.meet.id;
}
