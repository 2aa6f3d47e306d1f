import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from './answers.ts';
import { ACCEPT, EVENTS, FORGET_PERSON } from './operations.ts';
import { startServer, temporaryDataDir, type RunningServer } from './running-server.ts';
import { customerCalls, setScene, type Scene } from './scene.ts';

const UPDATE = /* GraphQL */ `
  mutation Update($input: MyMeetSettingsInput!) {
    result: updateMyMeetSettings(input: $input) {
      __typename
      ... on Put {
        position
      }
      ... on NotAllowed {
        reasons
      }
      ... on InvalidInput {
        fields
      }
    }
  }
`;
const MINE = /* GraphQL */ `
  query Mine($minPosition: Position) {
    viewer(minPosition: $minPosition) {
      settings {
        microphoneId
        cameraId
        speakerId
        muteOnJoin
        backgroundBlur
        noiseSuppression
      }
    }
  }
`;
const MICROPHONES = /* GraphQL */ `
  query Microphones($id: ID!, $minPosition: Position) {
    meet(id: $id, minPosition: $minPosition) {
      participants {
        microphone
        person {
          __typename
        }
      }
    }
  }
`;
const NEVER_CHOSEN = {
  ...{ microphoneId: null, cameraId: null, speakerId: null },
  ...{ muteOnJoin: false, backgroundBlur: false, noiseSuppression: false },
};

describe('a manager’s own settings', () => {
  let server: RunningServer;
  let scene: Scene;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path);
    scene = await setScene(server, 'settings');
  });
  afterAll(async () => {
    await scene.close();
    await server.stop();
    await dataDir.remove();
  });
  const update = async (session: Scene['host'], input: Record<string, unknown>) =>
    (await session.run<Result>(UPDATE, { input })).result;
  const settingsOf = async (session: Scene['host'], minPosition?: string) =>
    (await session.run<{ viewer: { settings: unknown } }>(MINE, { minPosition })).viewer.settings;

  it('R34: change by what is given, clear by null, and are read by nobody else', async () => {
    expect(await settingsOf(scene.manager)).toEqual(NEVER_CHOSEN);
    await update(scene.manager, { microphoneId: 'secret-mic-7', cameraId: 'secret-cam-7', backgroundBlur: true });
    const { position } = await update(scene.manager, { cameraId: null, muteOnJoin: true });
    const chosen = { ...NEVER_CHOSEN, microphoneId: 'secret-mic-7', backgroundBlur: true, muteOnJoin: true };
    expect(await settingsOf(scene.manager, position)).toEqual(chosen);
    expect(await settingsOf(scene.secondManager)).toEqual(NEVER_CHOSEN);
    for (const session of [scene.customer, scene.host, scene.analyst]) expect(await settingsOf(session)).toBeNull();
    const staffEvents = await scene.analyst.run(EVENTS, { first: 100 });
    expect(JSON.stringify(staffEvents)).not.toContain('secret-mic-7');
  });

  it('R34: are managers’ only, and take no device without a name', async () => {
    for (const session of [scene.customer, scene.host, scene.analyst]) {
      expect(await update(session, { muteOnJoin: true })).toMatchObject({ reasons: ['MANAGERS_ONLY'] });
    }
    expect(await update(scene.manager, { speakerId: '' })).toMatchObject({
      __typename: 'InvalidInput',
      fields: ['speakerId'],
    });
  });

  it('R34: have the manager come into a meet with the microphone off', async () => {
    const meetId = await customerCalls(scene);
    const { position } = (await scene.manager.run<Result>(ACCEPT, { input: { meetId } })).result;
    const read = await scene.manager.run(MICROPHONES, { id: meetId, minPosition: position });
    expect(read).toMatchObject({
      meet: {
        participants: expect.arrayContaining([
          { microphone: false, person: { __typename: 'Manager' } },
          { microphone: true, person: { __typename: 'Customer' } },
        ]),
      },
    });
  });

  it('R34: name devices nowhere in the log’s file, and lose them with the manager who is forgotten', async () => {
    const { result } = await scene.host.run<Result>(FORGET_PERSON, { input: { managerId: 'ma-1' } });
    expect(result.__typename).toBe('Put');
    const { settings } = (await scene.manager.run<{ viewer: { settings: object } }>(MINE)).viewer;
    expect(settings).toMatchObject({ microphoneId: null, muteOnJoin: true });
    const names = (await readdir(dataDir.path)).filter((name) => name.startsWith('events.sqlite'));
    expect(names).not.toEqual([]);
    for (const name of names) {
      expect((await readFile(join(dataDir.path, name))).includes('secret-mic-7')).toBe(false);
    }
  });
});
