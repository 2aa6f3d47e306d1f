import type { Client, MeetCommand, MeetEvent } from '../index.ts';
import {
  at,
  bora,
  desktop,
  ended,
  givenMeet,
  host,
  inAppBrowser,
  inbound,
  juno,
  live,
  mina,
  missed,
  mobileSdk,
  mobileWeb,
  outbound,
  joined,
  stranger,
  waiting,
} from '../testing/index.ts';

type SetDevice = 'SetMicrophone' | 'SetCamera' | 'SetScreenShare';
const set = (type: SetDevice, by: MeetCommand['by'], on: boolean, client: Client | null = null): MeetCommand => ({
  type,
  at: at(10),
  by,
  on,
  client,
});
const upgraded = (cause: 'camera' | 'screen-share'): MeetEvent => ({
  type: 'MeetUpgradedToVideo',
  at: at(10),
  by: juno,
  data: { participant: juno, cause },
});
const junos = (
  type: 'CameraTurnedOn' | 'CameraTurnedOff' | 'ScreenShareStarted' | 'ScreenShareStopped' | 'MicrophoneTurnedOff',
): MeetEvent => ({
  type,
  at: at(10),
  by: juno,
  data: { participant: juno },
});

describe('a voice meet', () => {
  it('R21: becomes a video meet when somebody turns the camera on', () => {
    const outcome = givenMeet(...live()).when(set('SetCamera', juno, true));
    outcome.then(upgraded('camera'), junos('CameraTurnedOn'));
    expect(outcome.state).toMatchObject({ kind: 'VIDEO', upgradedToVideoAt: at(10) });
  });

  it('R21: becomes a video meet when somebody shares a screen', () => {
    givenMeet(...live())
      .when(set('SetScreenShare', juno, true, desktop))
      .then(upgraded('screen-share'), junos('ScreenShareStarted'));
  });

  it('R22: stays a video meet when the video is turned off, and is upgraded once', () => {
    const video = [...live(), upgraded('camera'), junos('CameraTurnedOn')];
    const off = givenMeet(...video).when(set('SetCamera', juno, false));
    off.then(junos('CameraTurnedOff'));
    expect(off.state).toMatchObject({ kind: 'VIDEO', upgradedToVideoAt: at(10) });
    givenMeet(...video, junos('CameraTurnedOff'))
      .when(set('SetCamera', juno, true))
      .then(junos('CameraTurnedOn'));
  });

  it('stays one where only a microphone is turned', () => {
    const outcome = givenMeet(...live()).when(set('SetMicrophone', juno, false));
    outcome.then(junos('MicrophoneTurnedOff'));
    expect(outcome.state?.kind).toBe('VOICE');
  });
});

describe('a video meet', () => {
  it('R21: is not upgraded, because it is one', () => {
    const accepted: MeetEvent[] = [
      ...outbound('VIDEO'),
      { type: 'MeetAccepted', at: at(5), by: juno, data: { acceptedBy: juno, deviceId: null } },
      joined(mina, at(5), juno),
      joined(juno, at(5)),
    ];
    givenMeet(...accepted)
      .when(set('SetCamera', juno, true))
      .then(junos('CameraTurnedOn'));
  });
});

describe('a device', () => {
  it.each([
    ['SetMicrophone', true],
    ['SetCamera', false],
    ['SetScreenShare', false],
  ] as const)('is not turned to what it is: %s %p', (type, on) => {
    givenMeet(...live())
      .when(set(type, juno, on))
      .thenNothing();
  });

  it('R24: does not share a screen from the mobile web', () => {
    for (const by of [juno, mina]) {
      givenMeet(...live())
        .when(set('SetScreenShare', by, true, mobileWeb))
        .thenRefused({ reason: 'not-allowed', guards: ['SCREEN_SHARE_UNSUPPORTED'] });
    }
    givenMeet(...live())
      .when(set('SetCamera', juno, true, mobileWeb))
      .thenTypes('MeetUpgradedToVideo', 'CameraTurnedOn');
  });

  it.each([mobileSdk, inAppBrowser])('R24: shows nothing from a client without meets ($platform)', (client) => {
    for (const type of ['SetCamera', 'SetScreenShare'] as const) {
      givenMeet(...live())
        .when(set(type, juno, true, client))
        .thenRefused({ reason: 'not-allowed', guards: ['CLIENT_UNSUPPORTED'] });
    }
  });

  it('R24: can be turned off from anywhere', () => {
    givenMeet(...live(), upgraded('screen-share'), junos('ScreenShareStarted'))
      .when(set('SetScreenShare', juno, false, mobileWeb))
      .then(junos('ScreenShareStopped'));
  });

  it.each(['SetCamera', 'SetScreenShare'] as const)('R23: never makes a video meet of a phone meet: %s', (type) => {
    const phone = live().map((event) =>
      event.type === 'MeetStarted' ? { ...event, data: { ...event.data, kind: 'PHONE' as const } } : event,
    );
    const turnedOn = givenMeet(...phone).when(set(type, mina, true));
    turnedOn.thenTypes(type === 'SetCamera' ? 'CameraTurnedOn' : 'ScreenShareStarted');
    expect(turnedOn.state).toMatchObject({ kind: 'PHONE', upgradedToVideoAt: null });
  });

  it.each(['SetMicrophone', 'SetCamera', 'SetScreenShare'] as const)(
    'is one’s own, and only in the meet: %s',
    (type) => {
      const ask = (by: MeetCommand['by']) => set(type, by, false);
      givenMeet(...live())
        .when(ask(bora))
        .thenRefused({ reason: 'not-in-meet' });
      givenMeet(...live())
        .when(ask(stranger))
        .thenRefused({ reason: 'unknown' });
      givenMeet(...live())
        .when(ask(host))
        .thenRefused({ reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] });
      for (const story of [inbound, waiting]) {
        givenMeet(...story())
          .when(ask(juno))
          .thenRefused({ reason: 'not-answered' });
      }
      for (const story of [ended, missed]) {
        givenMeet(...story())
          .when(ask(juno))
          .thenRefused({ reason: 'over' });
      }
    },
  );
});
