/** How long one try of a write may take before its fate counts as unknown, in milliseconds. */
export const APPEND_TRY_MS = 5_000;

/** The answer of a write, or a rejection when there is none: the client's own deadline does not cover every way to lose a call. */
export async function inTime<T>(call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${APPEND_TRY_MS} ms`)), APPEND_TRY_MS + 500);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}
