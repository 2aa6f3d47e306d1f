import type { AudioLevel as Level, MediaTrack as Track, Person as DomainPerson } from '@meets/meet-domain';
import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, ID, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { MediaSignal as Signal, MediaSignals, SignalsAnswer } from '../media/media-signals.ts';
import type { CustomerView, ManagerView } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { MEDIA_SIGNALS, READ_MODEL } from '../tokens.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import type { GraphContext } from './graph-context.ts';
import { MediaInput } from './input/media.input.ts';
import { problemOf } from './input/check-input.ts';
import { mediaProblem } from './media-results.ts';
import { personView } from './person-view.ts';
import { AudioLevel, KIND_OF, MediaSignal, MediaTrack, SpeakerChanged, TrackKind } from './schema/media.type.ts';
import { Person } from './schema/person.type.ts';
import { signalOf } from './signal-of.ts';
import { userError } from './user-error.ts';

@Resolver()
@UseFilters(errorsToTheClient)
export class MediaSignalsResolver {
  constructor(@Inject(MEDIA_SIGNALS) private readonly signals: MediaSignals) {}

  @Subscription(() => MediaSignal, {
    resolve: (signal: Signal) => memberOf(signal),
    description:
      'What this device can receive of the meet, then everything that changes, while the viewer is in. Of what the device itself sends it hears `TrackChanged` and `TrackStopped`: a person may turn it off on another device. Stored nowhere, so it cannot be resumed: subscribe again.',
  })
  async mediaSignals(
    @Context() context: GraphContext,
    @Args('meetId', { type: () => ID }) meetId: string,
    @Args('deviceId', { type: () => ID, nullable: true, description: 'As in `openMedia`.' }) deviceId?: string | null,
  ): Promise<AsyncIterable<Signal>> {
    const problem = problemOf(MediaInput, { meetId, deviceId: deviceId ?? null });
    if (problem) throw userError('BAD_USER_INPUT', problem.message);
    const device = { meetId, deviceId: deviceId ?? null };
    const answer = await this.signals.listen(context.viewer, device, signalOf(context));
    if (answer.outcome === 'listening') return answer.signals;
    throw refusalError(answer);
  }
}

type PersonView = ManagerView | CustomerView;

@Resolver(() => MediaTrack)
@UseFilters(errorsToTheClient)
export class MediaTrackResolver {
  constructor(@Inject(READ_MODEL) private readonly reads: ReadModel) {}

  @ResolveField(() => ID)
  id({ trackId }: Track): string {
    return trackId;
  }

  @ResolveField(() => TrackKind)
  kind({ source }: Track): keyof typeof TrackKind {
    return KIND_OF[source];
  }

  @ResolveField(() => Person)
  from({ person }: Track, _args: unknown, { viewer }: GraphContext): PersonView {
    return personView(this.reads, viewer, person);
  }
}

@Resolver(() => AudioLevel)
@UseFilters(errorsToTheClient)
export class AudioLevelResolver {
  constructor(@Inject(READ_MODEL) private readonly reads: ReadModel) {}

  @ResolveField(() => Person)
  person({ person }: Level, _args: unknown, { viewer }: GraphContext): PersonView {
    return personView(this.reads, viewer, person);
  }
}

@Resolver(() => SpeakerChanged)
@UseFilters(errorsToTheClient)
export class SpeakerChangedResolver {
  constructor(@Inject(READ_MODEL) private readonly reads: ReadModel) {}

  @ResolveField(() => Person)
  person({ person }: { readonly person: DomainPerson }, _args: unknown, { viewer }: GraphContext): PersonView {
    return personView(this.reads, viewer, person);
  }
}

/** A signal as a member of the union. */
function memberOf(signal: Signal): { readonly __typename: string } {
  switch (signal.signal) {
    case 'track-started':
      return { __typename: 'TrackStarted', ...signal };
    case 'track-changed':
      return { __typename: 'TrackChanged', ...signal };
    case 'track-stopped':
      return { __typename: 'TrackStopped', ...signal };
    case 'speaker-changed':
      return { __typename: 'SpeakerChanged', ...signal };
    case 'audio-levels':
      return { __typename: 'AudioLevels', ...signal };
    case 'moved':
      return MOVED;
    case 'ended':
      return ENDED;
  }
}

const MOVED = { __typename: 'MediaMoved', reason: 'the media have to be opened anew' };
const ENDED = { __typename: 'MediaEnded', reason: 'you are in the meet no more' };

/** A subscription has no union to answer with: the same refusals, as an error. */
function refusalError(answer: Exclude<SignalsAnswer, { readonly outcome: 'listening' }>): Error {
  const problem = mediaProblem(answer);
  switch (answer.outcome) {
    case 'not-found':
      return userError('NOT_FOUND', problem.message);
    case 'not-allowed':
      return userError('NOT_ALLOWED', problem.message, { reasons: answer.reasons });
    case 'conflict':
    case 'already-over':
    case 'meet-full':
      return userError('CONFLICT', problem.message);
  }
}
