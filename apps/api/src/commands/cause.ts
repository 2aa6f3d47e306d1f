/** The event that made a timer or reaction act. Its command's id is made from it, so that acting twice changes nothing. */
export interface Cause {
  readonly eventId: string;
  readonly correlationId: string;
}
