import type { MeetEvent } from '@meets/meet-client';

/** How many of the newest events the page keeps. */
export const MAX_LOG_LINES = 300;

/** An event as the log shows it. */
export interface LogLine {
  readonly id: string;
  readonly position: string;
  readonly at: string;
  readonly type: string;
  readonly meetId: string;
  readonly version: number;
  readonly actor: MeetEvent['actor'];
  /** Whom it happened to, by id, where that is one person. */
  readonly subject: string | null;
  readonly data: unknown;
}

export const logLineOf = ({
  id,
  position,
  occurredAt: at,
  type,
  meetId,
  version,
  actor,
  data,
}: MeetEvent): LogLine => ({
  ...{ id, position, at, type, meetId, version, actor, data, subject: subjectOf(data) },
});

/** The person that an event's data is about; the service says which field that is in by the event's type. */
function subjectOf(data: unknown): string | null {
  const { participant, callee } = data as Partial<Record<'participant' | 'callee', { readonly id: string }>>;
  return (participant ?? callee)?.id ?? null;
}

/** Newest first. */
export const withLine = (log: readonly LogLine[], line: LogLine): readonly LogLine[] =>
  [line, ...log].slice(0, MAX_LOG_LINES);
