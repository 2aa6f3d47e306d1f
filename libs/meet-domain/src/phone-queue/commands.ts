import type { ChannelState } from '../channel/fold.ts';
import type { Order } from '../decider.ts';

/** What is looked at besides the queue itself when a call comes in, as of now. */
export interface AdmissionFacts {
  readonly channel: ChannelState;
  /** R37: are calls taken now, by the channel's hours? */
  readonly inOperation: boolean;
  readonly blocked: boolean;
  /** R39: managers who could be rung at once. */
  readonly free: number;
  /** Managers whom other calls ring now: those calls do not wait. */
  readonly ringing: number;
  /** Managers who could be rung now or later: on duty, whatever they are at. */
  readonly onDuty: number;
}

/** A call comes in. Told again, it is as it was decided. */
export interface LetCallIn extends Order<'LetCallIn'> {
  readonly meetId: string;
  readonly customerId: string;
  readonly facts: AdmissionFacts;
}
/** Somebody answered it. */
export interface NoteCallAnswered extends Order<'NoteCallAnswered'> {
  readonly meetId: string;
}
export interface NoteCallOver extends Order<'NoteCallOver'> {
  readonly meetId: string;
}

export type PhoneQueueCommand = LetCallIn | NoteCallAnswered | NoteCallOver;

/** Nothing is refused: a call that is turned away is a fact. */
export type PhoneQueueRefusal = never;
