import type { Actor } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import type { MeetAnswer } from './answers.ts';

/** The viewer as events name who acted. */
export const actorOf = ({ role, id }: Viewer): Actor => ({ role, id });

/** May this viewer be in meets at all? Integrators and analysts may not. */
export const mayTakePart = ({ role }: Viewer): boolean => role === 'manager' || role === 'customer';

export const ROLE_NOT_ALLOWED = { outcome: 'not-allowed', reasons: ['ROLE_NOT_ALLOWED'] } as const satisfies MeetAnswer;
export const MANAGERS_ONLY = { outcome: 'not-allowed', reasons: ['MANAGERS_ONLY'] } as const satisfies MeetAnswer;
