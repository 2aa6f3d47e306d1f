import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { MediaTrack as Track } from '@meets/meet-domain';
import type { MediaAnswer } from '../media/media-answers.ts';
import type { MeetMedia } from '../media/meet-media.ts';
import { MEET_MEDIA } from '../tokens.ts';
import type { Viewer } from '../viewer.ts';
import { invalidInput } from './answer-results.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import { problemOf } from './input/check-input.ts';
import { clientOf } from './input/client.input.ts';
import {
  AdjustReceptionInput,
  changeOf,
  ConnectMediaTransportInput,
  deviceOf,
  MediaInput,
  MediaTrackInput,
  MediaTransportInput,
  OpenMediaInput,
  OpenMediaTransportInput,
  ReceiveTrackInput,
  SendTrackInput,
} from './input/media.input.ts';
import { mediaPayload, type MediaPayload } from './media-results.ts';
import {
  DIRECTION_OF,
  MediaResult,
  OpenMediaResult,
  OpenMediaTransportResult,
  ReceiveTrackResult,
  RestartIceResult,
  SendTrackResult,
  SOURCE_OF,
} from './schema/media.type.ts';

type Class<Input> = new () => Input;
type Shown<Name extends string> = { readonly __typename: Name };
type Answered<Name extends string> = Promise<MediaPayload<Shown<Name>>>;

/** A meet's sound and picture: what mediasoup-client asks of a server, as mutations. */
@Resolver()
@UseFilters(errorsToTheClient)
export class MediaResolver {
  constructor(@Inject(MEET_MEDIA) private readonly media: MeetMedia) {}

  @Mutation(() => OpenMediaResult, {
    description: 'Lets this device into the media of a meet that the viewer is in. Asked again, it stays in.',
  })
  openMedia(@Context('viewer') viewer: Viewer, @Args('input') input: OpenMediaInput): Answered<'MediaOpened'> {
    const open = () => this.media.open(viewer, { ...deviceOf(input), client: clientOf(input.client) });
    return answer(OpenMediaInput, input, open, (opened) => ({ __typename: 'MediaOpened' as const, ...opened }));
  }

  @Mutation(() => OpenMediaTransportResult, {
    description: 'A second one in a direction takes the place of the first, which ends with all it carried.',
  })
  openMediaTransport(
    @Context('viewer') viewer: Viewer,
    @Args('input') input: OpenMediaTransportInput,
  ): Answered<'MediaTransportOpened'> {
    const open = () => this.media.openTransport(viewer, deviceOf(input), DIRECTION_OF[input.direction]);
    return answer(OpenMediaTransportInput, input, open, (opened) => ({
      __typename: 'MediaTransportOpened' as const,
      ...opened,
    }));
  }

  @Mutation(() => MediaResult, { description: 'The same again, once it is connected, changes nothing.' })
  connectMediaTransport(
    @Context('viewer') viewer: Viewer,
    @Args('input') input: ConnectMediaTransportInput,
  ): Answered<'MediaDone'> {
    const { transportId, terms } = input;
    const connect = () => this.media.connectTransport(viewer, deviceOf(input), transportId, terms);
    return answer(ConnectMediaTransportInput, input, connect, () => done(input));
  }

  @Mutation(() => RestartIceResult, { description: 'For a client whose network has changed.' })
  restartIce(@Context('viewer') viewer: Viewer, @Args('input') input: MediaTransportInput): Answered<'IceRestarted'> {
    const restart = () => this.media.restartIce(viewer, deviceOf(input), input.transportId);
    return answer(MediaTransportInput, input, restart, (ice) => ({ __typename: 'IceRestarted' as const, ...ice }));
  }

  @Mutation(() => SendTrackResult, {
    description:
      'R21: a camera or a screen first by setCamera or setScreenShare. It takes the place of what this device sent of that kind.',
  })
  sendTrack(@Context('viewer') viewer: Viewer, @Args('input') input: SendTrackInput): Answered<'TrackSent'> {
    const { kind, terms, client } = input;
    const wanted = { source: SOURCE_OF[kind], client: clientOf(client), terms };
    const send = () => this.media.sendTrack(viewer, deviceOf(input), wanted);
    return answer(SendTrackInput, input, send, (track: Track) => ({ __typename: 'TrackSent' as const, track }));
  }

  @Mutation(() => MediaResult, { description: 'Only one’s own. Where there is no such track, nothing changes.' })
  stopTrack(@Context('viewer') viewer: Viewer, @Args('input') input: MediaTrackInput): Answered<'MediaDone'> {
    const stop = () => this.media.stopTrack(viewer, deviceOf(input), input.trackId);
    return answer(MediaTrackInput, input, stop, () => done(input));
  }

  @Mutation(() => ReceiveTrackResult, { description: 'The same again gives the same reception.' })
  receiveTrack(@Context('viewer') viewer: Viewer, @Args('input') input: ReceiveTrackInput): Answered<'TrackReceived'> {
    const { trackId, capabilities } = input;
    const receive = () => this.media.receiveTrack(viewer, deviceOf(input), trackId, capabilities);
    return answer(ReceiveTrackInput, input, receive, (reception) => ({
      __typename: 'TrackReceived' as const,
      ...reception,
    }));
  }

  @Mutation(() => MediaResult, {
    description: 'Holds a reception back or lets it come, and says how large it is wanted.',
  })
  adjustReception(
    @Context('viewer') viewer: Viewer,
    @Args('input') input: AdjustReceptionInput,
  ): Answered<'MediaDone'> {
    const adjust = () => this.media.adjustReception(viewer, deviceOf(input), input.receptionId, changeOf(input));
    return answer(AdjustReceptionInput, input, adjust, () => done(input));
  }

  @Mutation(() => MediaResult, { description: 'This device’s media end; the viewer stays in the meet.' })
  closeMedia(@Context('viewer') viewer: Viewer, @Args('input') input: MediaInput): Answered<'MediaDone'> {
    const close = async () => {
      this.media.close(viewer, deviceOf(input));
      return { outcome: 'done', value: null } as const;
    };
    return answer(MediaInput, input, close, () => done(input));
  }
}

const done = ({ meetId }: MediaInput) => ({ __typename: 'MediaDone' as const, meetId });

async function answer<Input extends object, Value, Done>(
  type: Class<Input>,
  input: Input,
  act: () => Promise<MediaAnswer<Value>>,
  show: (value: Value) => Done,
): Promise<MediaPayload<Done>> {
  const problem = problemOf(type, input);
  return problem ? invalidInput(problem) : mediaPayload(await act(), show);
}
