/**
 * Where the write side and the reactions say what went on; pino's logger has this shape. Fields are ids, types, counts and
 * reasons: never a name, a phone number or any other personal data.
 */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** For those who were given none. */
export const silentLog: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
