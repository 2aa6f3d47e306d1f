import { bearer, type Generator, JSON_TYPE, overHttp, pick, request } from '../input.ts';

/** One in so many of these waits for the service's patience to end; the others end their side, or are gone. */
const ONE_IN_WAITS = 12;

/** A good request that breaks off somewhere: in its head or its body. */
export const incomplete: Generator = (random, { tokens }) => {
  const body = JSON.stringify({ query: `{ viewer { id ${'# a remark '.repeat(random.whole(1, 2_000))}\n} }` });
  const path = pick(random, ['/graphql', '/dev/token', '/nowhere', '/metrics']);
  const whole = request({ path, headers: [JSON_TYPE, bearer(tokens.customer)], body });
  const cut = whole.subarray(0, random.whole(1, whole.length - 1));
  const half = random.whole(0, cut.length);
  const writes = [cut.subarray(0, half), cut.subarray(half)];
  if (random.whole(1, ONE_IN_WAITS) === 1) return overHttp('unfinished', writes);
  return random.whole(0, 1) === 0
    ? overHttp('ends-early', writes, { ending: 'finishes' })
    : overHttp('leaves', random.whole(0, 1) === 0 ? [whole] : writes, { ending: 'leaves' });
};
