import type { CallEnding, PhoneFailure, PhoneResult } from '@meets/meet-domain';

export const done: PhoneResult<null> = { ok: true, value: null };
export const failed = (failure: PhoneFailure): PhoneResult<never> => ({ ok: false, failure });
export const NOT_NOW = failed({ reason: 'not-now' });
export const over = (ending: CallEnding): PhoneResult<never> => failed({ reason: 'over', ending });
