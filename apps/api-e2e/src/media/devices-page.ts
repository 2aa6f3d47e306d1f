import { createApi, type Device, type TrackKind } from '@meets/meet-client';
import {
  chooseSpeaker,
  type DeviceWishes,
  followDevices,
  listDevices,
  openTrack,
  readPermissionGuide,
} from '@meets/meet-client/devices';

/* What the test's page runs: devices by the SDK, in a browser whose person allows or refuses them. */

async function open(kind: TrackKind, wishes: DeviceWishes = {}) {
  const opened = await openTrack(kind, wishes);
  if (!opened.ok) return { ok: false, ...opened.problem, error: String(opened.problem.error) };
  const { track, fellBack } = opened;
  const { deviceId = null, width = 0 } = track.getSettings();
  const { label, contentHint } = track;
  track.stop();
  return { ok: true, fellBack, deviceId, width, label, contentHint };
}

async function guide(token: string, device: Device, locale: string) {
  const api = createApi({ url: `${location.origin}/graphql`, token: async () => token });
  const answer = await readPermissionGuide(api, { device, locale });
  return answer.ok ? answer.data : null;
}

/** What was followed so far: the labels of microphones, list by list. */
const followed: string[][] = [];
async function follow(): Promise<void> {
  for await (const { microphones } of followDevices()) followed.push(microphones.map(({ label }) => label));
}

async function speaker(id: string | null) {
  const chosen = await chooseSpeaker(new Audio(), id);
  return chosen.ok ? chosen : { ...chosen, error: String(chosen.error) };
}

void follow();
const page = { open, guide, followed: () => followed, list: () => listDevices(), speaker };
export type DevicesPage = typeof page;
Object.assign(globalThis, { page });
