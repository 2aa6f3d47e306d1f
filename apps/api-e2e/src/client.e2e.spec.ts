import type { Result } from './answers.ts';
import { ACCEPT, JOIN, SET_CAMERA, SET_SCREEN_SHARE, START } from './operations.ts';
import { startServer, temporaryDataDir, type RunningServer } from './running-server.ts';
import { customerCalls, setScene, type Scene } from './scene.ts';

const CAPABILITIES = /* GraphQL */ `
  query Capabilities($client: ClientInput!) {
    clientCapabilities(client: $client) {
      meets
      screenShare
      backgroundBlur
      noiseSuppression
      reasons
    }
  }
`;
const GUIDE = /* GraphQL */ `
  query Guide($client: ClientInput!, $device: Device!, $locale: String, $os: OperatingSystem) {
    permissionGuide(client: $client, device: $device, locale: $locale, os: $os) {
      title
      steps
    }
  }
`;
interface Guide {
  readonly permissionGuide: { readonly title: string; readonly steps: readonly string[] };
}

const SDK = { platform: 'MOBILE_SDK' };
const IN_APP = { platform: 'IN_APP_BROWSER' };
const PHONE = { platform: 'WEB_MOBILE', browser: 'CHROME' };

describe('what a client can do', () => {
  let server: RunningServer;
  let scene: Scene;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path);
    scene = await setScene(server, 'clients');
  });
  afterAll(async () => {
    await scene.close();
    await server.stop();
    await dataDir.remove();
  });

  it('R24: is told to everybody, with reasons by name', async () => {
    for (const session of [scene.manager, scene.customer, scene.host, scene.analyst]) {
      expect(await session.run(CAPABILITIES, { client: PHONE })).toEqual({
        clientCapabilities: {
          meets: true,
          screenShare: false,
          backgroundBlur: false,
          noiseSuppression: true,
          reasons: ['MOBILE_WEB_CANNOT_SHARE_SCREEN', 'MOBILE_WEB_CANNOT_BLUR'],
        },
      });
    }
    const old = await scene.customer.run(CAPABILITIES, { client: { platform: 'MOBILE_APP_IOS', osVersion: '16.7' } });
    expect(old).toMatchObject({ clientCapabilities: { backgroundBlur: false } });
    const today = await scene.customer.run(CAPABILITIES, { client: { platform: 'MOBILE_APP_IOS', osVersion: '17' } });
    expect(today).toMatchObject({ clientCapabilities: { backgroundBlur: true, noiseSuppression: false } });
  });

  it('R24: is what the commands enforce', async () => {
    const act = async (session: Scene['host'], operation: string, input: Record<string, unknown>) =>
      (await session.run<Result>(operation, { input })).result;
    const unsupported = { __typename: 'NotAllowed', reasons: ['CLIENT_UNSUPPORTED'] };

    for (const client of [SDK, IN_APP]) {
      const start = { place: { userChatId: scene.chat }, kind: 'VOICE', client };
      expect(await act(scene.customer, START, start)).toMatchObject(unsupported);
      expect(await act(scene.manager, START, start)).toMatchObject(unsupported);
    }
    const ringing = await customerCalls(scene);
    expect(await act(scene.manager, ACCEPT, { meetId: ringing, client: SDK })).toMatchObject(unsupported);
    expect(await act(scene.manager, ACCEPT, { meetId: ringing, client: PHONE })).toMatchObject({
      __typename: 'MeetAccepted',
    });
    expect(await act(scene.secondManager, JOIN, { meetId: ringing, client: IN_APP })).toMatchObject(unsupported);
    expect(await act(scene.customer, SET_CAMERA, { meetId: ringing, on: true, client: SDK })).toMatchObject(
      unsupported,
    );
    expect(await act(scene.customer, SET_SCREEN_SHARE, { meetId: ringing, on: true, client: PHONE })).toMatchObject({
      __typename: 'NotAllowed',
      reasons: ['SCREEN_SHARE_UNSUPPORTED'],
    });
    expect(await act(scene.customer, SET_CAMERA, { meetId: ringing, on: true, client: PHONE })).toMatchObject({
      __typename: 'MeetAccepted',
      meet: { kind: 'VIDEO' },
    });
  });

  it('R36: is helped with a guide in Korean, in English, and in Korean where the language is another', async () => {
    const guide = async (variables: Record<string, unknown>) =>
      (await scene.customer.run<Guide>(GUIDE, variables)).permissionGuide;
    const client = { platform: 'WEB_DESKTOP', browser: 'CHROME' };
    const korean = await guide({ client, device: 'MICROPHONE' });
    expect(korean.title).toBe('Chrome 마이크 권한 설정하기');
    expect(await guide({ client, device: 'MICROPHONE', locale: 'ja' })).toEqual(korean);
    expect((await guide({ client, device: 'MICROPHONE', locale: 'en-US' })).title).toBe(
      'Allow the microphone in Chrome',
    );
    const windows = await guide({ client, device: 'SCREEN', locale: 'en', os: 'WINDOWS' });
    expect(windows.steps).toEqual(['Windows: screens can be shared in a meet without any permission.']);
    expect((await guide({ client: PHONE, device: 'SCREEN', locale: 'en' })).steps[0]).toContain('not supported');
  });
});
