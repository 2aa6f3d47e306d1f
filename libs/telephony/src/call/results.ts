import type { CallEnding, PhoneFailure, PhoneResult, TransferFailure } from '@meets/meet-domain';

export const done: PhoneResult<null> = { ok: true, value: null };
export const failed = <Failure extends TransferFailure>(
  failure: Failure,
): { readonly ok: false; readonly failure: Failure } => ({
  ok: false,
  failure,
});
export const NOT_NOW: PhoneResult<never> = failed({ reason: 'not-now' });
export const over = (ending: CallEnding): PhoneResult<never> => failed<PhoneFailure>({ reason: 'over', ending });
