import type { Handled } from '@meets/event-store';
import type { Actor, TeamRoomRefusal, UserChatRefusal } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { actorOf } from './actor.ts';
import type { PutAnswer } from './answers.ts';
import { inputHash } from './input-hash.ts';
import type { Aggregate, WriteSide } from './write-side.ts';

/** When and by whom a command is given. */
export interface Signed {
  readonly at: string;
  readonly by: Actor;
}

export const signedBy = (side: WriteSide, viewer: Viewer): Signed => ({ at: side.at(), by: actorOf(viewer) });

/** What is told to whom, and how that is called where it is not found. */
interface Telling<Command, Refusal> {
  readonly aggregate: Aggregate<unknown, Command, Refusal>;
  readonly id: string;
  readonly what: string;
  readonly command: NoInfer<Command>;
  /** What is owed once it stands, at this version of the stream; waited for. */
  readonly accepted?: ((version: number) => Promise<void>) | undefined;
}

type DirectoryRefusal = { readonly reason: 'unknown' } | UserChatRefusal | TeamRoomRefusal;

/** Gives a command that has no key of its own: what is put again is recognised by its content. */
export async function tell<Command, Refusal extends DirectoryRefusal>(
  side: WriteSide,
  viewer: Viewer,
  { aggregate, id, what, command, accepted }: Telling<Command, Refusal>,
): Promise<PutAnswer> {
  const commandId = side.newId();
  const result = await aggregate.decide(viewer.channelId, id, command, {
    commandId,
    // Never a hash over the input: whoever holds the log could try every phone number against it.
    commandHash: inputHash('directory', { commandId }),
    correlationId: viewer.correlationId ?? commandId,
    causationId: null,
  });
  if (result.outcome === 'accepted') await accepted?.(result.version);
  return answerOf(result, what);
}

function answerOf<Refusal extends DirectoryRefusal>(result: Handled<unknown, Refusal>, what: string): PutAnswer {
  switch (result.outcome) {
    case 'accepted':
      return { outcome: 'put', position: result.position };
    case 'refused':
      return ANSWERS[result.refusal.reason](what);
    case 'key-conflict':
      throw new Error('a fresh command id was used before: is the source of ids broken?');
  }
}

const ANSWERS = {
  unknown: (what) => ({ outcome: 'not-found', what }),
  'customer-fixed': () => ({
    outcome: 'invalid-input',
    message: 'a user chat never changes its customer; put another chat for another customer',
    fields: ['customerId'],
  }),
  'kind-fixed': () => ({
    outcome: 'invalid-input',
    message: 'a direct message never becomes a group, nor a group a direct message; put another room',
    fields: ['kind'],
  }),
  'members-fixed': () => ({
    outcome: 'invalid-input',
    message: 'nobody is added to a direct message; put another room for other people',
    fields: ['memberIds'],
  }),
} satisfies Record<DirectoryRefusal['reason'], (what: string) => PutAnswer>;

/** The id cannot be stored: half a character, or too long once encoded. */
export const UNUSABLE_ID: PutAnswer = {
  outcome: 'invalid-input',
  message: 'this id cannot be stored: it is too long, or holds half a surrogate pair',
  fields: ['id'],
};
