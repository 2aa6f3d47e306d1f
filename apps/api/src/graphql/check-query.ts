import type { Config } from '../config/config.ts';
import { problemOf } from './input/check-input.ts';
import { userError } from './user-error.ts';

/** Throws BAD_USER_INPUT, naming the fields, where an input of a query breaks a constraint of its class. */
export function checkQueryInput<Input extends object>(type: new () => Input, input: Input | null | undefined): void {
  const problem = input == null ? null : problemOf(type, input);
  if (problem) throw userError('BAD_USER_INPUT', problem.message, { fields: problem.fields });
}

/** A page as asked for, or BAD_USER_INPUT where `first` is not from 1 to the configured most. */
export function pageOf<After>(
  config: Pick<Config, 'MAX_PAGE_SIZE'>,
  first: number | null,
  after: After | null | undefined,
  otherwise: number,
): { first: number; after: After | null } {
  const rows = first ?? otherwise;
  if (rows < 1 || rows > config.MAX_PAGE_SIZE) {
    throw userError('BAD_USER_INPUT', `first must be from 1 to ${config.MAX_PAGE_SIZE}`, { fields: ['first'] });
  }
  return { first: rows, after: after ?? null };
}
