import type { ReceptionChange } from '@meets/meet-domain';
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import type { OwnDevice } from '../../media/meet-media.ts';
import { MediaDirection, TrackKind } from '../schema/media.type.ts';
import { Json } from '../schema/scalars.ts';
import { ClientInput } from './client.input.ts';
import { IsHostId, IsLayer, IsNested, IsWebRtcTerms } from './constraints.ts';

type Terms = Record<string, unknown>;

@InputType()
export class MediaInput {
  @IsHostId()
  @Field(() => ID)
  readonly meetId!: string;

  @IsHostId()
  @Field(() => ID, {
    nullable: true,
    description: 'How this device, or page, names itself; each has media of its own. Left out: the person’s one.',
  })
  readonly deviceId?: string | null;
}

@InputType()
export class OpenMediaInput extends MediaInput {
  @IsNested(() => ClientInput)
  @Field(() => ClientInput, { nullable: true })
  readonly client?: ClientInput | null;
}

@InputType()
export class OpenMediaTransportInput extends MediaInput {
  @Field(() => MediaDirection)
  readonly direction!: keyof typeof MediaDirection;
}

@InputType()
export class MediaTransportInput extends MediaInput {
  @IsHostId()
  @Field(() => ID)
  readonly transportId!: string;
}

@InputType()
export class ConnectMediaTransportInput extends MediaTransportInput {
  @IsWebRtcTerms()
  @Field(() => Json, { description: 'The client’s `dtlsParameters`.' })
  readonly terms!: Terms;
}

@InputType()
export class SendTrackInput extends MediaInput {
  @Field(() => TrackKind)
  readonly kind!: keyof typeof TrackKind;

  @IsWebRtcTerms()
  @Field(() => Json, { description: 'The `rtpParameters` of what is sent.' })
  readonly terms!: Terms;

  @IsNested(() => ClientInput)
  @Field(() => ClientInput, { nullable: true })
  readonly client?: ClientInput | null;
}

@InputType()
export class MediaTrackInput extends MediaInput {
  @IsHostId()
  @Field(() => ID)
  readonly trackId!: string;
}

@InputType()
export class ReceiveTrackInput extends MediaTrackInput {
  @IsWebRtcTerms()
  @Field(() => Json, { description: 'The client’s `rtpCapabilities`.' })
  readonly capabilities!: Terms;
}

@InputType({ description: 'Of a picture that is sent in several sizes.' })
export class ReceptionLayersInput {
  @IsLayer()
  @Field(() => Int, { description: 'The largest wanted; 0 is the smallest.' })
  readonly size!: number;

  @IsLayer()
  @Field(() => Int, { nullable: true, description: 'Likewise how many frames of it; left out: all.' })
  readonly frames?: number | null;
}

@InputType()
export class AdjustReceptionInput extends MediaInput {
  @IsHostId()
  @Field(() => ID)
  readonly receptionId!: string;

  @Field(() => Boolean, { nullable: true })
  readonly paused?: boolean | null;

  @IsNested(() => ReceptionLayersInput)
  @Field(() => ReceptionLayersInput, { nullable: true })
  readonly layers?: ReceptionLayersInput | null;
}

export const deviceOf = ({ meetId, deviceId }: MediaInput): OwnDevice => ({ meetId, deviceId: deviceId ?? null });

export const changeOf = ({ paused, layers }: AdjustReceptionInput): ReceptionChange => ({
  ...(paused != null && { paused }),
  ...(layers && { layers: { size: layers.size, frames: layers.frames ?? null } }),
});
