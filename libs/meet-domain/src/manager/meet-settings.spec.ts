import {
  type ChangeManagerMeetSettings,
  DEFAULT_MEET_SETTINGS,
  type ManagerEvent,
  type ManagerMeetSettings,
} from '../index.ts';
import { at, givenManager, host, mina } from '../testing/index.ts';

const wasPut: ManagerEvent = {
  type: 'ManagerPut',
  at: at(0),
  by: host,
  data: { managerId: 'mina', name: 'Mina', operatorSeat: true },
};
const choose = (change: ChangeManagerMeetSettings['change']): ChangeManagerMeetSettings => ({
  type: 'ChangeManagerMeetSettings',
  at: at(1),
  by: mina,
  managerId: 'mina',
  change,
});
const chose = (settings: Partial<ManagerMeetSettings>): ManagerEvent => ({
  type: 'ManagerMeetSettingsChanged',
  at: at(1),
  by: mina,
  data: { managerId: 'mina', ...DEFAULT_MEET_SETTINGS, ...settings },
});

describe('a manager’s meet settings', () => {
  it('R34: are the system’s devices, and nothing switched on, until they choose', () => {
    expect(givenManager(wasPut).state?.settings).toEqual({
      microphoneId: null,
      cameraId: null,
      speakerId: null,
      muteOnJoin: false,
      backgroundBlur: false,
      noiseSuppression: false,
    });
  });

  it('R34: keep what a change leaves out, and clear what it gives as null', () => {
    const devices = { microphoneId: 'mic', cameraId: 'cam', speakerId: 'spk', backgroundBlur: true };
    givenManager(wasPut).when(choose(devices)).then(chose(devices));
    givenManager(wasPut, chose(devices))
      .when(choose({ muteOnJoin: true }))
      .then(chose({ ...devices, muteOnJoin: true }));
    givenManager(wasPut, chose(devices))
      .when(choose({ cameraId: null, backgroundBlur: null }))
      .then(chose({ ...devices, cameraId: null, backgroundBlur: false }));
  });

  it('R34: are no news where nothing changes', () => {
    givenManager(wasPut).when(choose({})).thenNothing();
    givenManager(wasPut)
      .when(choose({ muteOnJoin: false, microphoneId: null }))
      .thenNothing();
    givenManager(wasPut, chose({ speakerId: 'spk' }))
      .when(choose({ speakerId: 'spk' }))
      .thenNothing();
  });

  it('R34: are kept where the host tells of the manager anew', () => {
    const renamed = givenManager(wasPut, chose({ muteOnJoin: true }), { ...wasPut, at: at(2) });
    expect(renamed.state?.settings.muteOnJoin).toBe(true);
  });

  it('lose the devices of who is forgotten, who then has nothing to choose', () => {
    const forgotten: ManagerEvent = { type: 'ManagerForgotten', at: at(2), by: host, data: { managerId: 'mina' } };
    const gone = givenManager(wasPut, chose({ microphoneId: 'mic', muteOnJoin: true }), forgotten);
    expect(gone.state?.settings).toEqual({ ...DEFAULT_MEET_SETTINGS, muteOnJoin: true });
    gone.when(choose({ cameraId: 'cam' })).thenRefused({ reason: 'unknown' });
    givenManager()
      .when(choose({ cameraId: 'cam' }))
      .thenRefused({ reason: 'unknown' });
  });
});
