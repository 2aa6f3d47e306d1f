/** A choice that this browser remembers. */
export interface Kept<Value extends string> {
  /** Null where nothing was chosen, or something that is no choice any more. */
  read(): Value | null;
  write(value: Value): void;
}

export const kept = <Value extends string>(
  key: string,
  isValue: (value: string | null) => value is Value,
): Kept<Value> => ({
  read() {
    const value = localStorage.getItem(key);
    return isValue(value) ? value : null;
  },
  write: (value) => localStorage.setItem(key, value),
});
