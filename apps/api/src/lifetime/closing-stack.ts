/** What was opened, closed in the opposite order. */
export interface ClosingStack {
  push(close: () => Promise<void>): void;
  /** Closes one after another; what cannot be closed does not keep the rest open. Safe to call twice. */
  close(): Promise<void>;
}

export function createClosingStack(): ClosingStack {
  const opened: (() => Promise<void>)[] = [];
  let closing: Promise<void> | null = null;
  return {
    push: (close) => void opened.push(close),
    close: () => (closing ??= closeAll(opened)),
  };
}

async function closeAll(opened: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (let close = opened.pop(); close; close = opened.pop())
    await close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
}
