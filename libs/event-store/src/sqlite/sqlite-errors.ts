import { isNativeError } from 'node:util/types';

/** https://www.sqlite.org/rescode.html */
export const SQLITE_BUSY = 5;
export const SQLITE_CORRUPT = 11;
export const SQLITE_NOTADB = 26;
export const SQLITE_IOERR_FSYNC = 1034;
export const SQLITE_CONSTRAINT_UNIQUE = 2067;

/**
 * Is this an error of `node:sqlite` with this code, extended or primary (the low byte of the extended one)? Asked by nature,
 * not by `instanceof`, because the errors of Node's own modules are of another realm wherever code runs in a vm context.
 */
export function isSqliteError(error: unknown, code: number): boolean {
  if (!isNativeError(error) || !('errcode' in error) || typeof error.errcode !== 'number') return false;
  return error.errcode === code || (error.errcode & 0xff) === code;
}

/** Does SQLite itself say that the file's bytes make no sense? */
export const saysCorrupt = (error: unknown): boolean =>
  isSqliteError(error, SQLITE_CORRUPT) || isSqliteError(error, SQLITE_NOTADB);

/**
 * Why a write failed. `corrupt`: the file's bytes make no sense. `unsynced`: the disk failed an fsync, so nobody knows what is on
 * it. `unavailable`: anything else, such as a full disk; it may do better later.
 */
export type FailureKind = 'corrupt' | 'unsynced' | 'unavailable';

export function failureKindOf(error: unknown): FailureKind {
  if (saysCorrupt(error)) return 'corrupt';
  return isSqliteError(error, SQLITE_IOERR_FSYNC) ? 'unsynced' : 'unavailable';
}

export const messageOf = (error: unknown): string => (isNativeError(error) ? error.message : String(error));
