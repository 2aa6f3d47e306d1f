import {
  accountDecider,
  channelDecider,
  customerDecider,
  type Decider,
  type Decision,
  dutyDecider,
  managerDecider,
  meetDecider,
  phoneNumberDecider,
  phoneQueueDecider,
  teamRoomDecider,
  userChatDecider,
} from '../index.ts';
import { deepFreeze } from './deep-freeze.ts';

/** What was decided, to be compared with what should have been. */
export interface Decided<State, Event, Refusal> {
  /** Accepted with exactly these events; with none, nothing follows. */
  then(...events: Event[]): void;
  /** Accepted with events of exactly these types. */
  thenTypes(...types: (Event extends { type: infer Type } ? Type : never)[]): void;
  thenNothing(): void;
  thenRefused(refusal: Refusal): void;
  readonly decision: Decision<Event, Refusal>;
  /** The state with the decided events folded in. */
  readonly state: State;
}

export interface Given<State, Command, Event, Refusal> {
  /** The history's state. */
  readonly state: State;
  when(command: Command): Decided<State, Event, Refusal>;
}

/** Tells stories about one kind of aggregate: `given(rang, accepted).when(leave).then(left, ended)`. */
export const storiesOf =
  <State, Command, Event extends { readonly type: string }, Refusal>({
    decide,
    evolve,
    initial,
  }: Decider<State, Command, Event, Refusal>) =>
  (...history: readonly Event[]): Given<State, Command, Event, Refusal> => {
    const state = deepFreeze(history.reduce(evolve, initial));
    return {
      state,
      when(command) {
        const decision = decide(deepFreeze(command), state);
        const events = decision.accepted ? decision.events : [];
        return {
          then: (...expected) => expect(decision).toEqual({ accepted: true, events: expected }),
          thenTypes: (...types) => {
            expect(decision).toMatchObject({ accepted: true });
            expect(events.map(({ type }) => type)).toEqual(types);
          },
          thenNothing: () => expect(decision).toEqual({ accepted: true, events: [] }),
          thenRefused: (refusal) => expect(decision).toEqual({ accepted: false, refusal }),
          decision,
          state: events.reduce(evolve, state),
        };
      },
    };
  };

export const givenChannel = storiesOf(channelDecider);
export const givenPhoneNumber = storiesOf(phoneNumberDecider);
export const givenManager = storiesOf(managerDecider);
export const givenPhoneQueue = storiesOf(phoneQueueDecider);
export const givenDuty = storiesOf(dutyDecider);
export const givenCustomer = storiesOf(customerDecider);
export const givenAccount = storiesOf(accountDecider);
export const givenUserChat = storiesOf(userChatDecider);
export const givenTeamRoom = storiesOf(teamRoomDecider);
export const givenMeet = storiesOf(meetDecider);
