import type { Position } from '@meets/event-store';
import type { Meet } from '@meets/meet-domain';

/** A meet and where it stands, in the log and in its customer's own sequence. */
export interface MeetRow {
  readonly channelId: string;
  readonly meet: Meet;
  /** The position of `MeetStarted`: the order of meets, and never given twice. */
  readonly startedPosition: Position;
  /** The position of the newest event. */
  readonly position: Position;
  readonly customer: CustomerPlaces;
}

/** The same in what the meet's customer may see: own positions and versions, counted from 1; 0: nothing yet. */
export interface CustomerPlaces {
  readonly startedPosition: Position;
  readonly position: Position;
  readonly version: number;
}
