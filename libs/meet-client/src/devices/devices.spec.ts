import { scriptedDevices } from '../testing/scripted-devices.ts';
import { chooseSpeaker } from './choose-speaker.ts';
import { followDevices, listDevices } from './list-devices.ts';
import { openTrack } from './open-track.ts';
import { readPermissionGuide } from './read-permission-guide.ts';

const HEADSET = { kind: 'audioinput', deviceId: 'mic-7', label: 'Headset' } as const;
const WEBCAM = { kind: 'videoinput', deviceId: 'cam-7', label: 'Webcam' } as const;
const BOX = { kind: 'audiooutput', deviceId: 'box-7', label: 'Loudspeaker' } as const;

describe('opening a track', () => {
  it('R34: takes the chosen device', async () => {
    const devices = scriptedDevices();
    devices.plug(HEADSET, WEBCAM);
    const wishes = { microphoneId: 'mic-7', cameraId: 'cam-7' };
    expect(await openTrack('AUDIO', wishes, devices)).toMatchObject({
      ok: true,
      track: { id: 'mic-7' },
      fellBack: false,
    });
    expect(await openTrack('CAMERA', wishes, devices)).toMatchObject({ track: { id: 'cam-7' }, fellBack: false });
  });

  it('R34: takes the system’s choice where the chosen device is gone, and says so', async () => {
    const devices = scriptedDevices();
    expect(await openTrack('AUDIO', { microphoneId: 'mic-7' }, devices)).toMatchObject({
      ...{ ok: true, fellBack: true, track: { id: 'default' } },
    });
    expect(devices.asked).toHaveLength(2);
  });

  it('asks once where nothing was chosen, and where the answer is another', async () => {
    const devices = scriptedDevices();
    devices.refuse('NotFoundError');
    expect(await openTrack('CAMERA', { cameraId: null }, devices)).toMatchObject({
      problem: { reason: 'no-such-device' },
    });
    devices.plug(WEBCAM);
    devices.refuse('NotReadableError');
    expect(await openTrack('CAMERA', { cameraId: 'cam-7' }, devices)).toMatchObject({ problem: { reason: 'in-use' } });
    expect(devices.asked).toHaveLength(2);
  });

  it('R34: asks for noise suppression where it is wished for, and leaves it to the browser otherwise', async () => {
    const devices = scriptedDevices();
    await openTrack('AUDIO', { noiseSuppression: true }, devices);
    await openTrack('AUDIO', {}, devices);
    expect(devices.asked).toEqual([
      { audio: { echoCancellation: true, autoGainControl: true, noiseSuppression: true } },
      { audio: { echoCancellation: true, autoGainControl: true } },
    ]);
  });

  it('shares a screen as something to read, and says where the person chose none', async () => {
    const devices = scriptedDevices();
    expect(await openTrack('SCREEN', {}, devices)).toMatchObject({ track: { id: 'screen', contentHint: 'detail' } });
    devices.refuse('NotAllowedError', 'Permission denied by user');
    expect(await openTrack('SCREEN', {}, devices)).toMatchObject({
      problem: { reason: 'cancelled', device: 'SCREEN' },
    });
  });

  it('says where a browser has no screens to share, or a page no devices', async () => {
    expect(await openTrack('SCREEN', {}, scriptedDevices({ screens: false }))).toMatchObject({
      problem: { reason: 'not-supported' },
    });
    expect(await openTrack('AUDIO', {}, null)).toMatchObject({
      problem: { reason: 'not-supported', device: 'MICROPHONE' },
    });
  });
});

describe('the list of devices', () => {
  it('holds what can be chosen, without the system’s own choices', async () => {
    const devices = scriptedDevices();
    devices.plug({ ...HEADSET, deviceId: 'default' }, HEADSET, WEBCAM, { ...BOX, deviceId: '' }, BOX);
    expect(await listDevices(devices)).toEqual({
      microphones: [{ id: 'mic-7', label: 'Headset' }],
      cameras: [{ id: 'cam-7', label: 'Webcam' }],
      speakers: [{ id: 'box-7', label: 'Loudspeaker' }],
    });
    expect(await listDevices(null)).toEqual({ microphones: [], cameras: [], speakers: [] });
  });

  it('is told anew when something is plugged in, and when the person has allowed a device', async () => {
    const devices = scriptedDevices();
    const enough = new AbortController();
    const following = followDevices(enough.signal, devices);
    expect(await following.next()).toMatchObject({ value: { microphones: [] } });
    const plugged = following.next();
    devices.plug({ ...HEADSET, label: '' });
    expect(await plugged).toMatchObject({ value: { microphones: [{ label: '' }] } });
    const named = following.next();
    await openTrack('AUDIO', {}, devices);
    expect(await named).toMatchObject({ done: false });
    const last = following.next();
    enough.abort();
    expect(await last).toEqual({ done: true, value: undefined });
    expect(devices.listeners()).toBe(0);
  });
});

describe('a speaker', () => {
  const sounding = (known: readonly string[]) => ({
    sounds: 'nowhere',
    async setSinkId(id: string) {
      if (!known.includes(id)) throw new DOMException('', 'NotFoundError');
      this.sounds = id;
    },
  });

  it('R34: sounds where it was chosen, and where the system says once that is gone', async () => {
    const element = sounding(['', 'box-7']);
    expect(await chooseSpeaker(element, 'box-7')).toEqual({ ok: true, fellBack: false });
    expect(element.sounds).toBe('box-7');
    expect(await chooseSpeaker(element, 'box-8')).toEqual({ ok: true, fellBack: true });
    expect(element.sounds).toBe('');
  });

  it('says where nothing can be chosen, or the browser will not', async () => {
    expect(await chooseSpeaker({}, null)).toEqual({ ok: true, fellBack: false });
    expect(await chooseSpeaker({}, 'box-7')).toMatchObject({ ok: false, reason: 'not-supported' });
    expect(await chooseSpeaker(sounding([]), 'box-7')).toMatchObject({ ok: false, reason: 'refused' });
    const refusing = { setSinkId: () => Promise.reject(new DOMException('', 'NotAllowedError')) };
    expect(await chooseSpeaker(refusing, 'box-7')).toMatchObject({ ok: false, reason: 'refused' });
  });
});

describe('the guide after a refusal', () => {
  const described = {
    client: { platform: 'WEB_DESKTOP', browser: 'CHROME', osVersion: null },
    os: 'MAC',
  } as const;

  it('R36: is the one for this client, device and language', async () => {
    const asked: unknown[] = [];
    const run = async <Data>(_operation: unknown, variables: unknown) => {
      asked.push(variables);
      return { ok: true as const, data: { permissionGuide: { title: 'Allow it', steps: ['Click'] } } as Data };
    };
    const wanted = { device: 'MICROPHONE', locale: 'ko', described } as const;
    expect(await readPermissionGuide({ run }, wanted)).toEqual({
      ok: true,
      data: { title: 'Allow it', steps: ['Click'] },
    });
    expect(asked).toEqual([{ ...described, device: 'MICROPHONE', locale: 'ko' }]);
  });

  it('hands out why there is none', async () => {
    const failure = { ok: false as const, failure: { by: 'caller' as const } };
    expect(
      await readPermissionGuide({ run: async () => failure }, { device: 'CAMERA', described, locale: 'en' }),
    ).toEqual(failure);
  });
});
