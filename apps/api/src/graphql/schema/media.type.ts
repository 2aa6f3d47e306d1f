import type { MediaTrack as Track, TrackSource, TransportDirection } from '@meets/meet-domain';
import { createUnionType, Field, Float, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { AlreadyOver, Conflict, InvalidInput, MeetFull, NotAllowed, NotFound, Problem } from './problem.type.ts';
import { Json } from './scalars.ts';

export const TrackKind = { AUDIO: 'AUDIO', CAMERA: 'CAMERA', SCREEN: 'SCREEN' } as const;
export const MediaDirection = { SEND: 'SEND', RECEIVE: 'RECEIVE' } as const;
registerEnumType(TrackKind, {
  name: 'TrackKind',
  description: 'What a track carries; a screen is a track of its own.',
});
registerEnumType(MediaDirection, { name: 'MediaDirection', description: 'Seen from the client.' });

export const SOURCE_OF = {
  AUDIO: 'microphone',
  CAMERA: 'camera',
  SCREEN: 'screen',
} as const satisfies Record<keyof typeof TrackKind, TrackSource>;
export const KIND_OF = {
  microphone: 'AUDIO',
  camera: 'CAMERA',
  screen: 'SCREEN',
} as const satisfies Record<TrackSource, keyof typeof TrackKind>;
export const DIRECTION_OF = {
  SEND: 'send',
  RECEIVE: 'receive',
} as const satisfies Record<keyof typeof MediaDirection, TransportDirection>;

@ObjectType({ description: 'What one device of somebody sends. `from` says whose it is.' })
export class MediaTrack {
  @Field(() => Boolean, { description: 'Nothing of it comes, as of a microphone that is off.' })
  readonly paused!: boolean;
}

@ObjectType({ description: 'Where a browser asks for its own address, or is relayed (RTCIceServer).' })
export class IceServer {
  @Field(() => [String])
  readonly urls!: readonly string[];
  @Field(() => String, { nullable: true, description: 'For this client alone; it begins with when it ends.' })
  readonly username!: string | null;
  @Field(() => String, { nullable: true })
  readonly credential!: string | null;
}

@ObjectType({ description: 'The device is let in.' })
export class MediaOpened {
  @Field(() => Json, { description: 'What the server’s WebRTC can do: for `Device.load` of mediasoup-client.' })
  readonly capabilities!: unknown;
  @Field(() => [IceServer])
  readonly iceServers!: readonly IceServer[];
  @Field(() => [MediaTrack], { description: 'What can be received already.' })
  readonly tracks!: readonly MediaTrack[];
}

@ObjectType({ description: 'A transport waits to be connected.' })
export class MediaTransportOpened {
  @Field(() => ID)
  readonly transportId!: string;
  @Field(() => Json, {
    description: '`iceParameters`, `iceCandidates` and `dtlsParameters`, as mediasoup-client takes them.',
  })
  readonly terms!: unknown;
}

@ObjectType({ description: 'New ICE parameters; everything else stays.' })
export class IceRestarted {
  @Field(() => Json)
  readonly ice!: unknown;
  @Field(() => [IceServer], { description: 'With credentials that hold longer.' })
  readonly iceServers!: readonly IceServer[];
}

@ObjectType({ description: 'The track is on its way to everybody whom it is for.' })
export class TrackSent {
  @Field(() => MediaTrack)
  readonly track!: Track;
}

@ObjectType({ description: 'The track comes once `adjustReception` lets it: it begins held back.' })
export class TrackReceived {
  @Field(() => ID)
  readonly receptionId!: string;
  @Field(() => MediaTrack)
  readonly track!: Track;
  @Field(() => Json, { description: '`kind` and `rtpParameters`, as mediasoup-client takes them.' })
  readonly terms!: unknown;
}

@ObjectType({ description: 'Done; the same again changes nothing.' })
export class MediaDone {
  @Field(() => ID)
  readonly meetId!: string;
}

@ObjectType({
  implements: () => [Problem],
  description: 'The server carries no sound and picture now. Everything else goes on; try again a little later.',
})
export class MediaUnavailable extends Problem {}

@ObjectType({
  implements: () => [Problem],
  description:
    'There is no such transport, track or reception any more, or the device was not let in: begin with `openMedia`.',
})
export class MediaGone extends Problem {
  @Field(() => String, { description: 'room, peer (the device), transport, track or reception.' })
  readonly what!: string;
}

const byTypename = (result: { readonly __typename: string }): string => result.__typename;
const PROBLEMS = [
  NotAllowed,
  NotFound,
  Conflict,
  AlreadyOver,
  MeetFull,
  InvalidInput,
  MediaUnavailable,
  MediaGone,
] as const;

export const OpenMediaResult = createUnionType({
  name: 'OpenMediaResult',
  types: () => [MediaOpened, ...PROBLEMS] as const,
  resolveType: byTypename,
});
export const OpenMediaTransportResult = createUnionType({
  name: 'OpenMediaTransportResult',
  types: () => [MediaTransportOpened, ...PROBLEMS] as const,
  resolveType: byTypename,
});
export const RestartIceResult = createUnionType({
  name: 'RestartIceResult',
  types: () => [IceRestarted, ...PROBLEMS] as const,
  resolveType: byTypename,
});
export const SendTrackResult = createUnionType({
  name: 'SendTrackResult',
  types: () => [TrackSent, ...PROBLEMS] as const,
  resolveType: byTypename,
});
export const ReceiveTrackResult = createUnionType({
  name: 'ReceiveTrackResult',
  types: () => [TrackReceived, ...PROBLEMS] as const,
  resolveType: byTypename,
});
export const MediaResult = createUnionType({
  name: 'MediaResult',
  types: () => [MediaDone, ...PROBLEMS] as const,
  resolveType: byTypename,
});

@ObjectType({ description: 'There is a track to receive.' })
export class TrackStarted {
  @Field(() => MediaTrack)
  readonly track!: Track;
}
@ObjectType({ description: 'A track is held back now, or comes again.' })
export class TrackChanged {
  @Field(() => MediaTrack)
  readonly track!: Track;
}
@ObjectType({ description: 'A track has ended.' })
export class TrackStopped {
  @Field(() => MediaTrack)
  readonly track!: Track;
}
@ObjectType({ description: 'Somebody else speaks now.' })
export class SpeakerChanged {}
@ObjectType({ description: 'How loud somebody is.' })
export class AudioLevel {
  @Field(() => ID)
  readonly trackId!: string;
  @Field(() => Float, { description: 'In dBov: 0 is the loudest there is, -127 silence.' })
  readonly level!: number;
}
@ObjectType({ description: 'Who is heard now, the loudest first; nobody else is.' })
export class AudioLevels {
  @Field(() => [AudioLevel])
  readonly levels!: readonly AudioLevel[];
}
@ObjectType({ description: 'The media have moved, as after a fault: begin anew with `openMedia`. The meet goes on.' })
export class MediaMoved {
  @Field(() => String)
  readonly reason!: string;
}
@ObjectType({ description: 'The viewer is in the meet no more. The last signal.' })
export class MediaEnded {
  @Field(() => String)
  readonly reason!: string;
}

export const MediaSignal = createUnionType({
  name: 'MediaSignal',
  types: () => [TrackStarted, TrackChanged, TrackStopped, SpeakerChanged, AudioLevels, MediaMoved, MediaEnded] as const,
  resolveType: byTypename,
});
