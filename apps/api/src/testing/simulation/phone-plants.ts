import type { JsonObject } from '@meets/event-store';
import {
  type DutyState,
  dutyDecider,
  dutyStream,
  meetDecider,
  type MeetEvent,
  meetStream,
  phoneNumberDecider,
  phoneNumberStream,
} from '@meets/meet-domain';
import { domainCodec, type Sealing } from '../../stored-events/domain-codec.ts';
import { aggregate } from '../../commands/write-side.ts';
import type { FoundPlant } from './plant.ts';
import { without } from './without.ts';

/** Mistakes about calls by phone. */
export const PHONE_PLANTS: Readonly<Record<string, FoundPlant>> = {
  'a number that is issued whoever has it': {
    breaks: ['a number is one channel’s'],
    often: ['number'],
    writeSide: (side, parts) => {
      const { decide } = phoneNumberDecider;
      const careless: typeof decide = (command, state) =>
        decide(command, command.type === 'IssuePhoneNumber' ? null : state);
      const decider = { ...phoneNumberDecider, decide: careless };
      const phoneNumbers = aggregate(parts, decider, (_, number) => phoneNumberStream(number), { untraced: true });
      return { ...side, phoneNumbers };
    },
  },
  'a manager who is reserved though another call rings them': {
    breaks: ['one ring a manager'],
    writeSide: (side, parts) => {
      const { decide } = dutyDecider;
      const freed = (state: DutyState): DutyState => state && { ...state, engagement: { type: 'free' } };
      const careless: typeof decide = (command, state) =>
        decide(command, command.type === 'ReserveManager' ? freed(state) : state);
      const duties = aggregate(parts, { ...dutyDecider, decide: careless }, dutyStream, { untraced: true });
      return { ...side, duties };
    },
  },
  'reactions that do not hear of calls that wait': {
    breaks: ['everything owed is done'],
    reactionStore: (store) => without(store, 'MeetQueued'),
  },
  'a call that anybody is let into, whatever their duty': {
    breaks: ['everything owed is done'],
    often: ['call', 'answer'],
    writeSide: (side) => {
      const { duties } = side;
      const decide: typeof duties.decide = async (channelId, id, command, context) => {
        if (command.type !== 'TakeCall') return duties.decide(channelId, id, command, context);
        return { outcome: 'accepted', repeated: false, events: [], ...(await duties.fold(channelId, id)) };
      };
      return { ...side, duties: { ...duties, decide } };
    },
  },
  'what a carrier says that is kept as it is': {
    breaks: ['7 events are complete'],
    often: ['call'],
    writeSide: (side, parts) => ({ ...side, meets: aggregate(parts, meetDecider, meetStream, unsealed) }),
  },
  'what a carrier says of who was forgotten meanwhile': {
    breaks: ['everything owed is done'],
    often: ['call', 'tell'],
    writeSide: (side, parts) => ({ ...side, meets: aggregate(parts, meetDecider, meetStream) }),
  },
  'reactions that do not hear of reservations': {
    breaks: ['everything owed is done'],
    reactionStore: (store) => without(store, 'ManagerReserved'),
  },
};

/** A codec that forgets to seal. */
const unsealed = {
  untraced: false,
  codec(sealing: Sealing) {
    const codec = domainCodec<MeetEvent>(sealing);
    const encode = async (event: MeetEvent) => ({
      ...(await codec.encode(event)),
      data: event.data as object as JsonObject,
    });
    return { ...codec, encode };
  },
};
