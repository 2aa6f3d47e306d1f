import {
  audienceOf,
  type Client,
  isDeviceOn,
  isIn,
  type MediaBridge,
  type MediaReception,
  type MediaResult,
  type MediaTrack,
  type OpenedTransport,
  type PeerId,
  type Person,
  personKey,
  type ReceptionChange,
  type TrackSource,
  type TransportDirection,
  type WebRtcTerms,
} from '@meets/meet-domain';
import type { Commands } from '../commands/commands.ts';
import type { MediaStanding } from '../commands/media-standing.ts';
import { scopedKey } from '../projections/scoped-key.ts';
import type { Viewer } from '../viewer.ts';
import type { IceServer, IceServers } from './ice-servers.ts';
import { answered, type MediaAnswer, NO_MEDIA, problemOfFailure } from './media-answers.ts';
import { roomOf } from './room-keeper.ts';

/** A viewer's device in a meet's media. It is theirs by their token: nobody can name another's. */
export interface OwnDevice {
  readonly meetId: string;
  /** How the device names itself; null where the person has but one. */
  readonly deviceId: string | null;
}

export interface OpenedMedia {
  readonly capabilities: WebRtcTerms;
  readonly iceServers: readonly IceServer[];
  /** What can be received already. */
  readonly tracks: readonly MediaTrack[];
}

/**
 * A meet's sound and picture, as its people ask for them. Before each thing the log is asked whether they may: the token says
 * who they are, the log that they are in. After letting somebody in or a track begin it is asked once more, so that who left,
 * or turned it off, meanwhile is not left behind in a room; from then on the room keeper sees to it.
 */
export interface MeetMedia {
  /** Lets the device in; a second time it stays in with all it has. The newest devices of a person are those that count. */
  open(viewer: Viewer, device: OwnDevice & { readonly client: Client | null }): Promise<MediaAnswer<OpenedMedia>>;
  openTransport(
    viewer: Viewer,
    device: OwnDevice,
    direction: TransportDirection,
  ): Promise<MediaAnswer<OpenedTransport>>;
  connectTransport(
    viewer: Viewer,
    device: OwnDevice,
    transportId: string,
    terms: WebRtcTerms,
  ): Promise<MediaAnswer<null>>;
  restartIce(
    viewer: Viewer,
    device: OwnDevice,
    transportId: string,
  ): Promise<MediaAnswer<{ readonly ice: WebRtcTerms; readonly iceServers: readonly IceServer[] }>>;
  sendTrack(viewer: Viewer, device: OwnDevice, wanted: WantedTrack): Promise<MediaAnswer<MediaTrack>>;
  stopTrack(viewer: Viewer, device: OwnDevice, trackId: string): Promise<MediaAnswer<null>>;
  receiveTrack(
    viewer: Viewer,
    device: OwnDevice,
    trackId: string,
    capabilities: WebRtcTerms,
  ): Promise<MediaAnswer<MediaReception>>;
  adjustReception(
    viewer: Viewer,
    device: OwnDevice,
    receptionId: string,
    change: ReceptionChange,
  ): Promise<MediaAnswer<null>>;
  /** The device's media end; the person stays in the meet. Never refused, for it can only be one's own. */
  close(viewer: Viewer, device: OwnDevice): void;
}

export interface WantedTrack {
  readonly source: TrackSource;
  readonly client: Client | null;
  readonly terms: WebRtcTerms;
}

export interface MeetMediaParts {
  /** Null: this process carries no media, and says so. */
  readonly bridge: MediaBridge | null;
  readonly commands: Pick<Commands, 'mediaStanding'>;
  readonly iceServers: IceServers;
}

type In = Extract<MediaStanding, { readonly outcome: 'in' }>;
/** The device's own place with the bridge, and where its person stands. */
interface Inside {
  readonly bridge: MediaBridge;
  readonly peer: PeerId;
  readonly standing: In;
}

export function createMeetMedia(parts: MeetMediaParts): MeetMedia {
  const { bridge, commands, iceServers } = parts;
  /** Does it where the viewer is in, and there are media. */
  async function within<Value>(
    viewer: Viewer,
    device: OwnDevice,
    act: (inside: Inside) => Promise<MediaAnswer<Value>>,
    { source = null, client = null }: { source?: TrackSource | null; client?: Client | null } = {},
  ): Promise<MediaAnswer<Value>> {
    const standing = await commands.mediaStanding(viewer, { meetId: device.meetId, source, client });
    if (standing.outcome !== 'in') return standing;
    return bridge ? act({ bridge, peer: peerOf(viewer, device), standing }) : NO_MEDIA;
  }

  return {
    open: (viewer, device) =>
      within(viewer, device, (inside) => letIn(parts, viewer, device.meetId, inside), { client: device.client }),
    openTransport: (viewer, device, direction) =>
      within(viewer, device, async ({ bridge, peer }) => told(await bridge.openTransport(peer, direction))),
    connectTransport: (viewer, device, transportId, terms) =>
      within(viewer, device, async ({ bridge, peer }) => told(await bridge.connectTransport(peer, transportId, terms))),
    restartIce: (viewer, device, transportId) =>
      within(viewer, device, async ({ bridge, peer }) => {
        const restarted = told(await bridge.restartIce(peer, transportId));
        return restarted.outcome === 'done'
          ? answered({ ice: restarted.value.ice, iceServers: iceServers() })
          : restarted;
      }),
    sendTrack: (viewer, device, wanted) =>
      within(viewer, device, (inside) => begin(parts, viewer, { ...wanted, meetId: device.meetId }, inside), wanted),
    stopTrack: (viewer, device, trackId) =>
      within(viewer, device, async ({ bridge, peer }) => {
        bridge.stopTrack(peer, trackId);
        return answered(null);
      }),
    receiveTrack: (viewer, device, trackId, capabilities) =>
      within(viewer, device, async ({ bridge, peer }) =>
        told(await bridge.receiveTrack(peer, trackId, capabilities), 'capabilities'),
      ),
    adjustReception: (viewer, device, receptionId, change) =>
      within(viewer, device, async ({ bridge, peer }) =>
        told(await bridge.adjustReception(peer, receptionId, change), 'layers'),
      ),
    close: (viewer, device) => bridge?.dismiss(peerOf(viewer, device)),
  };
}

/** Opens the room and lets the device in, unless its person has left meanwhile. */
async function letIn(
  { commands, iceServers }: MeetMediaParts,
  viewer: Viewer,
  meetId: string,
  { bridge, peer, standing: { person } }: Inside,
): Promise<MediaAnswer<OpenedMedia>> {
  const opened = await bridge.openRoom(peer.roomId);
  if (!opened.ok) return problemOfFailure(opened.failure, 'input');
  const standing = () => commands.mediaStanding(viewer, { meetId, source: null, client: null });
  const admitted = await admit(bridge, peer, person, standing);
  const still = await standing();
  if (still.outcome !== 'in') {
    bridge.dismiss(peer);
    // Of a meet that ended meanwhile, the room may have been opened after its end.
    if (still.outcome === 'already-over') bridge.closeRoom(peer.roomId);
    return still;
  }
  if (!admitted.ok) return problemOfFailure(admitted.failure, 'input');
  const { capabilities } = opened.value;
  return answered({ capabilities, iceServers: iceServers(), tracks: bridge.tracks(peer) });
}

/** Begins the track, unless its person has left or turned it off meanwhile. */
async function begin(
  { commands }: MeetMediaParts,
  viewer: Viewer,
  { meetId, source, client, terms }: WantedTrack & { readonly meetId: string },
  { bridge, peer, standing: { meet, person } }: Inside,
): Promise<MediaAnswer<MediaTrack>> {
  const paused = !isDeviceOn(meet, person, source);
  const sent = told(await bridge.sendTrack(peer, { source, audience: audienceOf(meet, source), paused, terms }));
  if (sent.outcome !== 'done') return sent;
  const still = await commands.mediaStanding(viewer, { meetId, source, client });
  if (still.outcome !== 'in') {
    bridge.stopTrack(peer, sent.value.trackId);
    return still;
  }
  const pausedNow = !isDeviceOn(still.meet, person, source);
  if (pausedNow !== paused) await bridge.holdTracks(peer.roomId, person, source, pausedNow);
  return answered({ ...sent.value, paused: pausedNow });
}

/** The viewer's device in the meet's room. */
export const peerOf = ({ channelId, role, id }: Viewer, { meetId, deviceId }: OwnDevice): PeerId => ({
  roomId: roomOf(channelId, meetId),
  peerId: scopedKey(personKey({ role: role === 'customer' ? 'customer' : 'manager', id }), deviceId ?? ''),
});

/**
 * Where a person's devices are all taken, the oldest makes room: a page that was loaded anew leaves its old one behind. Where
 * the room has as many persons as fit in (R5), one of them has left whom the room keeper has not put out yet: by the log this
 * person is in.
 */
async function admit(
  bridge: MediaBridge,
  peer: PeerId,
  person: Person,
  standing: () => Promise<MediaStanding>,
): Promise<MediaResult<null>> {
  const admitted = bridge.admit(peer, person);
  if (admitted.ok || admitted.failure.reason !== 'full') return admitted;
  if (admitted.failure.of === 'persons') await putOutWhoLeft(bridge, peer.roomId, standing);
  else {
    const oldest = bridge.peers(peer.roomId).find((other) => personKey(other.person) === personKey(person));
    if (oldest) bridge.dismiss({ roomId: peer.roomId, peerId: oldest.peerId });
  }
  return bridge.admit(peer, person);
}

/** Those who were in the room before the log was asked, and are not in by what it says. */
async function putOutWhoLeft(
  bridge: MediaBridge,
  roomId: string,
  standing: () => Promise<MediaStanding>,
): Promise<void> {
  const before = bridge.peers(roomId);
  const now = await standing();
  if (now.outcome !== 'in') return;
  for (const { peerId, person } of before) if (!isIn(now.meet, person)) bridge.dismiss({ roomId, peerId });
}

const told = <Value>(result: MediaResult<Value>, field = 'terms'): MediaAnswer<Value> =>
  result.ok ? answered(result.value) : problemOfFailure(result.failure, field);
