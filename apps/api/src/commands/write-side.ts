import {
  type CommandContext as HandleContext,
  type EventCodec,
  type EventStore,
  FoldCache,
  type FoldedStream,
  foldStream,
  handle,
  type Handled,
  type HandledDecider,
  type PersonKeys,
} from '@meets/event-store';
import {
  type Account,
  type AccountCommand,
  accountDecider,
  type AccountRefusal,
  type AccountState,
  accountStream,
  channelDecider,
  type ChannelCommand,
  type ChannelRefusal,
  type ChannelState,
  channelStream,
  type DomainEvent,
  dutyDecider,
  type DutyCommand,
  type DutyRefusal,
  type DutyState,
  dutyStream,
  customerDecider,
  type CustomerCommand,
  type CustomerEvent,
  type CustomerRefusal,
  type CustomerState,
  customerStream,
  managerDecider,
  type ManagerCommand,
  type ManagerEvent,
  type ManagerRefusal,
  type ManagerState,
  managerStream,
  meetDecider,
  type MeetCommand,
  type MeetLimits,
  type MeetRefusal,
  type MeetState,
  meetStream,
  phoneNumberDecider,
  type PhoneNumberCommand,
  type PhoneNumberRefusal,
  type PhoneNumberState,
  phoneNumberStream,
  type PhoneQueue,
  type PhoneQueueCommand,
  phoneQueueDecider,
  type PhoneQueueRefusal,
  phoneQueueStream,
  teamRoomDecider,
  type TeamRoomCommand,
  type TeamRoomRefusal,
  type TeamRoomState,
  teamRoomStream,
  userChatDecider,
  type UserChatCommand,
  type UserChatRefusal,
  type UserChatState,
  userChatStream,
} from '@meets/meet-domain';
import { type Clock, timestampOf } from '../time/clock.ts';
import type { LinkTokens } from '../links/link-tokens.ts';
import { domainCodec, type Sealing } from '../stored-events/domain-codec.ts';
import { personCodec } from './forgotten-keys.ts';
import { type Idempotency, idempotency } from './idempotency.ts';
import { meetCodec } from './meet-codec.ts';
import { type NewestMeets, newestMeets } from './newest-meet.ts';
import type { Telephones } from './telephones.ts';

/** What the write side is built on. */
export interface WriteSideParts {
  readonly store: EventStore;
  /** The keys under which personal data is sealed. */
  readonly keys: PersonKeys;
  readonly clock: Clock;
  readonly links: LinkTokens;
  /** Makes a fresh id, a UUID. */
  readonly newId: () => string;
  /** What this installation's phone line is called in the log (see `CallCameIn`); null: it has none. */
  readonly lineId: string | null;
  /** The telephones that are on that line; null: likewise. */
  readonly telephones: Telephones | null;
  /** Fixed by the product; other values are for tests. */
  readonly limits: MeetLimits;
  /** How long a lost connection may last before the person has left (R33), in milliseconds. */
  readonly presenceGraceMs: number;
  /** Every token that this process took was issued before, by its signer's clock; milliseconds since the epoch. */
  readonly issuedUntilMs: () => number;
  /** How a command waits before it is decided anew: see `handle`. A simulation decides by its seed what else is left to chance. */
  readonly pause?: (longestMs: number) => Promise<void>;
  /** Fresh nonces for sealing: see `seal`. Likewise. */
  readonly nonce?: () => Uint8Array;
}

/** One kind of aggregate: its streams folded, its commands handled. Ids are the host's own; the tenant is the token's. */
export interface Aggregate<State, Command, Refusal> {
  /** As of now; the initial state where nothing is known of it. */
  fold(channelId: string, id: string): Promise<FoldedStream<State>>;
  /** Rejects with `TooMuchContention` or as the store does; then nothing is known, and the same context may be used again. */
  decide(channelId: string, id: string, command: Command, context: HandleContext): Promise<Handled<State, Refusal>>;
}

/** Everything a command needs, put together once. */
export interface WriteSide extends WriteSideParts {
  /** A channel's id is the tenant's, so its own id is given twice. */
  readonly channels: Aggregate<ChannelState, ChannelCommand, ChannelRefusal>;
  /** A number's id is the number; whose it is, its state says. */
  readonly phoneNumbers: Aggregate<PhoneNumberState, PhoneNumberCommand, PhoneNumberRefusal>;
  /** A channel's calls by phone. Its id is the tenant's, as a channel's is. */
  readonly phoneQueues: Aggregate<PhoneQueue, PhoneQueueCommand, PhoneQueueRefusal>;
  readonly managers: Aggregate<ManagerState, ManagerCommand, ManagerRefusal>;
  readonly duties: Aggregate<DutyState, DutyCommand, DutyRefusal>;
  readonly customers: Aggregate<CustomerState, CustomerCommand, CustomerRefusal>;
  readonly integrators: Aggregate<AccountState, AccountCommand, AccountRefusal>;
  readonly analysts: Aggregate<AccountState, AccountCommand, AccountRefusal>;
  readonly userChats: Aggregate<UserChatState, UserChatCommand, UserChatRefusal>;
  readonly teamRooms: Aggregate<TeamRoomState, TeamRoomCommand, TeamRoomRefusal>;
  readonly meets: Aggregate<MeetState, MeetCommand, MeetRefusal>;
  readonly newest: NewestMeets;
  readonly idempotency: Idempotency;
  /** Now, as commands carry it. */
  at(): string;
}

export function writeSide(parts: WriteSideParts): WriteSide {
  const customers = aggregate(parts, customerDecider, customerStream, {
    ...TOLD,
    codec: (where, id) => personCodec<CustomerEvent>(where, { role: 'customer', id }),
  });
  return {
    ...parts,
    channels: aggregate(parts, channelDecider, (channelId) => channelStream(channelId), TOLD),
    phoneNumbers: aggregate(parts, phoneNumberDecider, (_, number) => phoneNumberStream(number), TOLD),
    phoneQueues: aggregate(parts, phoneQueueDecider, (channelId) => phoneQueueStream(channelId), TOLD),
    managers: aggregate(parts, managerDecider, managerStream, {
      ...TOLD,
      codec: (where, id) => personCodec<ManagerEvent>(where, { role: 'manager', id }),
    }),
    duties: aggregate(parts, dutyDecider, dutyStream, TOLD),
    customers,
    integrators: accounts(parts, 'integrator'),
    analysts: accounts(parts, 'analyst'),
    userChats: aggregate(parts, userChatDecider, userChatStream, TOLD),
    teamRooms: aggregate(parts, teamRoomDecider, teamRoomStream, TOLD),
    meets: aggregate(parts, meetDecider, meetStream, {
      untraced: false,
      codec: (where) => meetCodec(where, customers),
    }),
    newest: newestMeets(parts.store),
    idempotency: idempotency(parts),
    at: () => timestampOf(parts.clock.now()),
  };
}

/**
 * What is told of the directory has a fresh command id each time and is recognised by its content, as is a chat that was
 * opened before. Presence alone makes such streams grow for ever, so their commands are not remembered.
 */
const TOLD = { untraced: true } as const;

const accounts = (parts: WriteSideParts, role: Account['role']) =>
  aggregate(parts, accountDecider, (channelId, id) => accountStream(channelId, { role, id }), TOLD);

interface AggregateOptions<Event> {
  readonly untraced: boolean;
  /** How the stream of that id is written and read, where it is not as any other. */
  readonly codec?: (where: Sealing & Pick<WriteSideParts, 'store'>, id: string) => EventCodec<Event>;
}

export function aggregate<State, Command, Event extends DomainEvent, Refusal>(
  { store, keys, nonce, pause }: Pick<WriteSideParts, 'store' | 'keys' | 'nonce' | 'pause'>,
  decider: HandledDecider<State, Command, Event, Refusal>,
  streamOf: (channelId: string, id: string) => string,
  { untraced, codec = domainCodec }: AggregateOptions<Event> = { untraced: false },
): Aggregate<State, Command, Refusal> {
  const cache = new FoldCache();
  const reading = (channelId: string, id: string) => ({
    store,
    decider,
    cache,
    untraced,
    codec: codec({ store, keys, channelId, nonce }, id),
    stream: streamOf(channelId, id),
  });
  return {
    fold: (channelId, id) => foldStream(reading(channelId, id)),
    decide: (channelId, id, command, context) =>
      handle({ ...reading(channelId, id), command, context, ...(pause && { pause }) }),
  };
}
