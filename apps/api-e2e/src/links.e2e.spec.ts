import type { Result } from './answers.ts';
import { sessionFor, type Session } from './graphql-client.ts';
import { CREATE_LINK, type CreatedLink, JOIN_BY_LINK, PREVIEW, type Preview } from './link-operations.ts';
import { END, PUT_MANAGER, PUT_TEAM_ROOM, START } from './operations.ts';
import { startServer, temporaryDataDir, type RunningServer } from './running-server.ts';
import { setScene, type Scene } from './scene.ts';

const READ_ROOM = /* GraphQL */ `
  query ReadRoom($id: ID!) {
    teamRoom(id: $id) {
      members {
        id
      }
    }
  }
`;

describe('links into team rooms', () => {
  let server: RunningServer;
  let scene: Scene;
  let outsider: Session;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path);
    scene = await setScene(server, 'links');
    outsider = await sessionFor(server, 'links', 'manager', 'ma-3');
    await scene.host.run(PUT_MANAGER, { input: { id: 'ma-3', name: 'Sol', operatorSeat: false } });
    const memberIds = ['ma-1', 'ma-2'];
    for (const [id, kind, name] of [
      ['open', 'PUBLIC_GROUP', 'Design'],
      ['closed', 'PRIVATE_GROUP', 'Salaries'],
      ['talk', 'DIRECT_MESSAGE', null],
      ['vault', 'PRIVATE_GROUP', 'Board'],
    ]) {
      await scene.host.run(PUT_TEAM_ROOM, { input: { id, kind, name, memberIds } });
    }
    const desk = { id: 'desk', kind: 'PUBLIC_GROUP', name: 'Desk', memberIds: ['ma-1'] };
    await scene.host.run(PUT_TEAM_ROOM, { input: desk });
  });
  afterAll(async () => {
    await outsider.close();
    await scene.close();
    await server.stop();
    await dataDir.remove();
  });
  const link = async (input: Record<string, unknown>, by = scene.manager) =>
    (await by.run<CreatedLink>(CREATE_LINK, { input })).result;
  const preview = async (by: Session, token: string, more: Record<string, unknown> = {}) =>
    (await by.run<Preview>(PREVIEW, { token, ...more })).meetLink;
  const join = async (by: Session, token: string, more: Record<string, unknown> = {}) =>
    (await by.run<Result>(JOIN_BY_LINK, { input: { token, ...more } })).result;
  const start = async (teamRoomId: string) => {
    const { result } = await scene.manager.run<Result>(START, { input: { place: { teamRoomId }, kind: 'VOICE' } });
    return result;
  };
  const membersOf = async (by: Session, id: string): Promise<readonly string[]> => {
    const read = await by.run<{ teamRoom: { members: { id: string }[] } | null }>(READ_ROOM, { id });
    return (read.teamRoom?.members ?? []).map((member) => member.id).toSorted();
  };

  it('R28 R29 R30 R31: a public room’s link is made ahead, names the room, and makes a member of who joins', async () => {
    const { token, url, kind } = await link({ kind: 'ROOM', teamRoomId: 'open' });
    expect([kind, url.endsWith(`/m/${token}`)]).toEqual(['ROOM', true]);
    expect(await preview(outsider, token)).toMatchObject({
      ...{ title: 'Design', state: 'NO_LIVE_MEET', meet: null, teamRoom: { id: 'open' } },
      message: '진행 중인 미트가 없습니다. 새 미트를 시작할 수 있습니다',
    });
    const { meet, position } = await start('open');
    expect(await preview(outsider, token, { minPosition: position })).toMatchObject({
      ...{ state: 'LIVE', message: null, meet: { id: meet.id } },
    });
    expect(await membersOf(outsider, 'open')).toEqual(['ma-1', 'ma-2']);
    expect(await join(outsider, token)).toMatchObject({ __typename: 'MeetAccepted', meet: { id: meet.id } });
    expect((await link({ kind: 'ROOM', teamRoomId: 'open' }, outsider)).token).toBe(token);
    expect(await membersOf(outsider, 'open')).toEqual(['ma-1', 'ma-2', 'ma-3']);
  });

  it('R27 R29 R30: a box link brings a stranger into a private room’s meet, by the channel’s name, and no further', async () => {
    const { meet, position } = await start('closed');
    const room = await link({ kind: 'ROOM', teamRoomId: 'closed' });
    const box = await link({ kind: 'BOX', meetId: meet.id });
    const seen = await preview(outsider, box.token, { minPosition: position });
    expect(seen).toMatchObject({ kind: 'BOX', title: 'Shop links', state: 'LIVE', meet: null, teamRoom: null });
    expect((await preview(outsider, room.token)).title).toBe('Shop links');
    expect(await join(outsider, room.token)).toMatchObject({ reasons: ['NOT_A_MEMBER'] });
    expect(await join(outsider, box.token)).toMatchObject({ __typename: 'MeetAccepted', meet: { id: meet.id } });
    expect(await membersOf(outsider, 'closed')).toEqual([]);
    await scene.manager.run(END, { input: { meetId: meet.id } });
    expect(await join(outsider, box.token)).toMatchObject({ __typename: 'AlreadyOver' });
    const over = await preview(scene.manager, box.token);
    expect(over).toMatchObject({ state: 'OVER', message: '이미 종료된 미트입니다' });
    const next = await link({ kind: 'BOX', meetId: (await start('closed')).meet.id });
    expect(next.token).not.toBe(box.token);
  });

  it('R31: a room’s link with nothing live offers to start a meet, and starts one for all who open it at once', async () => {
    const { token } = await link({ kind: 'ROOM', teamRoomId: 'desk' });
    expect(await preview(outsider, token)).toMatchObject({ state: 'NO_LIVE_MEET', mayStart: true });
    expect(await join(outsider, token)).toMatchObject({ __typename: 'Conflict', winner: null });
    expect(await membersOf(outsider, 'desk')).toEqual(['ma-1']);
    const managers = [outsider, scene.manager, scene.secondManager];
    const answers = await Promise.all(managers.map((by) => join(by, token, { kind: 'VIDEO' })));
    const [first] = answers;
    for (const answer of answers) {
      expect(answer).toMatchObject({ __typename: 'MeetAccepted', meet: { id: first?.meet.id, kind: 'VIDEO' } });
    }
    expect(await membersOf(outsider, 'desk')).toEqual(['ma-1', 'ma-2', 'ma-3']);
    const { position } = answers.toSorted((one, other) => one.position.localeCompare(other.position)).at(-1) ?? {};
    const seen = await preview(scene.manager, token, { minPosition: position });
    expect(seen).toMatchObject({ state: 'LIVE', mayStart: false, message: null, meet: { id: first?.meet.id } });
  });

  it('R29 R31: a private room’s link offers a stranger nothing, whether or not a meet is live', async () => {
    const { token } = await link({ kind: 'ROOM', teamRoomId: 'vault' });
    expect(await preview(outsider, token)).toMatchObject({
      ...{ state: 'NO_LIVE_MEET', mayStart: false, teamRoom: null },
      message: '진행 중인 미트가 없습니다',
    });
    expect(await join(outsider, token, { kind: 'VOICE' })).toMatchObject({ reasons: ['NOT_A_MEMBER'] });
    expect(await preview(scene.manager, token)).toMatchObject({ mayStart: true });
    expect(await join(scene.manager, token, { kind: 'VOICE' })).toMatchObject({ __typename: 'MeetAccepted' });
  });

  it('R31: nothing of a room is there for a customer, whatever they hold', async () => {
    const { token } = await link({ kind: 'ROOM', teamRoomId: 'talk' });
    const answers = async (it: string) => [
      await scene.customer.ask(PREVIEW, { token: it }),
      await join(scene.customer, it),
    ];
    expect(await answers(token)).toEqual(await answers('made-up'));
    for (const teamRoomId of ['talk', 'nowhere']) {
      expect(await link({ kind: 'ROOM', teamRoomId }, scene.customer)).toMatchObject({ reasons: ['MANAGERS_ONLY'] });
    }
  });

  it('R26: a link needs a team room, and the kind that goes with what is named', async () => {
    expect(await link({ kind: 'BOX', teamRoomId: 'open' })).toMatchObject({ fields: ['kind'] });
    expect(await link({ kind: 'ROOM' })).toMatchObject({ __typename: 'InvalidInput' });
    expect(await link({ kind: 'ROOM', teamRoomId: scene.chat })).toMatchObject({ __typename: 'NotFound' });
  });

  it('R31: the page of a link needs no login and says nothing of what it leads to', async () => {
    const { token } = await link({ kind: 'ROOM', teamRoomId: 'open' });
    const answer = await fetch(`${server.url}/m/${token}`, {
      headers: { 'user-agent': 'Mozilla/5.0 (Linux; Android 15)', 'accept-language': 'en' },
    });
    const page = await answer.text();
    expect([answer.status, page.includes('Go on in the browser')]).toEqual([200, true]);
    expect(page).not.toMatch(/Design|Shop links|open"/);
  });
});
