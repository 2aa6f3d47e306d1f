import type { LinkAnswer, MeetAnswer, PhoneNumberAnswer, PutAnswer, Winner } from '../commands/answers.ts';
import type { MeetEventView, MeetView, PositionToken } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import type { Viewer } from '../viewer.ts';
import type { InputProblem } from './input/check-input.ts';

/** Members of the results' unions, as graphql-js resolves them. */
export type Result =
  | { readonly __typename: 'MeetAccepted'; readonly meet: MeetView; readonly position: PositionToken }
  | { readonly __typename: 'AlreadyLive'; readonly message: string; readonly meet: MeetView }
  | { readonly __typename: 'MeetLink'; readonly kind: 'BOX' | 'ROOM'; readonly token: string; readonly url: string }
  | { readonly __typename: 'Put'; readonly position: PositionToken }
  | { readonly __typename: 'NotAllowed'; readonly message: string; readonly reasons: readonly string[] }
  | { readonly __typename: 'NotFound'; readonly message: string }
  | { readonly __typename: 'AlreadyOver'; readonly message: string }
  | { readonly __typename: 'IdempotencyConflict'; readonly message: string }
  | { readonly __typename: 'Conflict'; readonly message: string; readonly winner: MeetEventView | null }
  | { readonly __typename: 'MeetFull'; readonly message: string; readonly limit: number }
  | { readonly __typename: 'InvalidInput'; readonly message: string; readonly fields: readonly string[] };

type Member<Name extends Result['__typename']> = Extract<Result, { readonly __typename: Name }>;
type Shared = 'NotAllowed' | 'NotFound' | 'InvalidInput';
export type PutPayload = Member<'Put' | Shared>;
export type PhoneNumberPayload = Member<'Put' | 'Conflict' | Shared>;
export type LinkPayload = Member<'MeetLink' | 'Conflict' | 'AlreadyOver' | Shared>;
export type StartPayload = Member<'MeetAccepted' | 'AlreadyLive' | Shared | 'IdempotencyConflict'>;
export type MeetPayload = Member<
  'MeetAccepted' | 'Conflict' | 'MeetFull' | Shared | 'AlreadyOver' | 'IdempotencyConflict'
>;

/** Who reads the answer, and through what: the read model masks meets, events and positions for them. */
export interface Reader {
  readonly viewer: Viewer;
  readonly reads: ReadModel;
}

/** What `startMeet` and `reopenMeet` answered. */
export const startPayload = (answer: MeetAnswer, reader: Reader): Promise<StartPayload> =>
  shown<MeetAnswer, StartPayload>(startPayloads, answer, reader);
/** What any other mutation on a meet answered. */
export const meetPayload = (answer: MeetAnswer, reader: Reader): Promise<MeetPayload> =>
  shown<MeetAnswer, MeetPayload>(meetPayloads, answer, reader);
/** What `createMeetLink` answered. `pages`: where the pages of links are. */
export const linkPayload = (answer: LinkAnswer, reader: Reader, pages: string): Promise<LinkPayload> =>
  shown<LinkAnswer, LinkPayload>(linkPayloads(pages), answer, reader);
/** What a put answered. */
export const putPayload = (answer: PutAnswer, reader: Reader): Promise<PutPayload> =>
  shown<PutAnswer, PutPayload>(putPayloads, answer, reader);

/** What became of a number. */
export const phoneNumberPayload = (answer: PhoneNumberAnswer, reader: Reader): Promise<PhoneNumberPayload> =>
  shown<PhoneNumberAnswer, PhoneNumberPayload>(phoneNumberPayloads, answer, reader);

export const invalidInput = ({ message, fields }: InputProblem): Member<'InvalidInput'> => ({
  __typename: 'InvalidInput',
  message,
  fields,
});

type Of<Answer, Outcome> = Extract<Answer, { readonly outcome: Outcome }>;
/** One entry for each outcome: a new one has to be given its member here before this compiles. */
type Table<Answer extends { readonly outcome: string }, Payload> = {
  readonly [O in Answer['outcome']]: (answer: Of<Answer, O>, reader: Reader) => Payload | Promise<Payload>;
};

async function shown<Answer extends { readonly outcome: string }, Payload>(
  table: Table<Answer, Payload>,
  answer: Answer,
  reader: Reader,
): Promise<Payload> {
  // The table's key is the answer's own, so its entry takes just this answer.
  const show = table[answer.outcome as Answer['outcome']] as (
    answer: Answer,
    reader: Reader,
  ) => Payload | Promise<Payload>;
  return show(answer, reader);
}

const notAllowed = ({ reasons }: Of<MeetAnswer, 'not-allowed'>): Member<'NotAllowed'> => ({
  __typename: 'NotAllowed',
  message: `not allowed: ${reasons.join(', ')}`,
  reasons,
});
const notFound = ({ what }: Of<MeetAnswer, 'not-found'>): Member<'NotFound'> => ({
  __typename: 'NotFound',
  message: `there is no such ${what}`,
});
const accepted = async (
  { meetId, position }: Of<MeetAnswer, 'accepted'>,
  reader: Reader,
): Promise<Member<'MeetAccepted'>> => ({
  __typename: 'MeetAccepted',
  meet: await meetAt(meetId, position, reader),
  position: await reader.reads.positionFor(reader.viewer, position),
});
const keyUsed = (): Member<'IdempotencyConflict'> => ({
  __typename: 'IdempotencyConflict',
  message: 'this idempotency key was used with another input; take a new one',
});

const alreadyOver = (): Member<'AlreadyOver'> => ({ __typename: 'AlreadyOver', message: 'the meet is over' });

const startPayloads: Table<MeetAnswer, StartPayload> = {
  accepted,
  'already-live': async ({ meetId, position }, reader) => ({
    __typename: 'AlreadyLive',
    message: 'a meet is live there already',
    meet: await meetAt(meetId, position, reader),
  }),
  'not-allowed': notAllowed,
  'not-found': notFound,
  'invalid-input': invalidInput,
  'idempotency-conflict': keyUsed,
  conflict: unforeseen,
  'meet-full': unforeseen,
  'already-over': unforeseen,
};

const meetPayloads: Table<MeetAnswer, MeetPayload> = {
  accepted,
  'not-allowed': notAllowed,
  'not-found': notFound,
  conflict: async ({ message, winner }, reader) => ({
    __typename: 'Conflict',
    message,
    winner: winner && (await shownWinner(winner, reader)),
  }),
  'meet-full': ({ limit }) => ({ __typename: 'MeetFull', message: `the meet is full: ${limit} persons are in`, limit }),
  'already-over': alreadyOver,
  'invalid-input': invalidInput,
  'idempotency-conflict': keyUsed,
  'already-live': unforeseen,
};

const linkPayloads = (pages: string): Table<LinkAnswer, LinkPayload> => ({
  link: ({ kind, token }) => ({ __typename: 'MeetLink', kind, token, url: `${pages}/m/${token}` }),
  'not-allowed': notAllowed,
  'not-found': notFound,
  conflict: ({ message }) => ({ __typename: 'Conflict', message, winner: null }),
  'already-over': alreadyOver,
  'invalid-input': invalidInput,
});

const putPayloads: Table<PutAnswer, PutPayload> = {
  put: async ({ position }, { viewer, reads }) => ({
    __typename: 'Put',
    position: await reads.positionFor(viewer, position),
  }),
  'not-allowed': notAllowed,
  'not-found': notFound,
  'invalid-input': invalidInput,
};

const phoneNumberPayloads: Table<PhoneNumberAnswer, PhoneNumberPayload> = {
  ...putPayloads,
  conflict: ({ message }) => ({ __typename: 'Conflict', message, winner: null }),
};

/** These outcomes belong to other mutations; here they would be a bug in the command. */
function unforeseen({ outcome }: { readonly outcome: string }): never {
  throw new Error(`a command answered ${outcome}, which this mutation has no member for`);
}

/** Waits for the winner to be readable: a loser may ask before the read model has heard of it. */
async function shownWinner({ eventId, position }: Winner, { viewer, reads }: Reader): Promise<MeetEventView | null> {
  await reads.positionFor(viewer, position);
  return reads.event(viewer, eventId);
}

async function meetAt(meetId: string, position: number, { viewer, reads }: Reader): Promise<MeetView> {
  const meet = await reads.meetAtAnswer(viewer, meetId, position);
  if (meet === null) throw new Error(`meet ${meetId} was answered at position ${position}, but cannot be read there`);
  return meet;
}
