import type { Failure } from './failure.ts';
import type { ApiError } from './loss.ts';
import type { Operation } from './operation.ts';

/** How long an answer may take. */
export const ANSWER_LIMIT_MS = 30_000;

export interface ApiOptions {
  /** The API's `/graphql`: `https://…` or `wss://…`. */
  readonly url: string;
  /** Asked before every operation and every connection, so that each one has a token that holds. */
  readonly token: () => Promise<string>;
  /** {@link ANSWER_LIMIT_MS} where none is given. */
  readonly answerLimitMs?: number;
  /** The platform's, where none is given. */
  readonly fetch?: typeof globalThis.fetch;
}

/** What was asked for, or why there is no answer. */
export type Answer<Data> =
  { readonly ok: true; readonly data: Data } | { readonly ok: false; readonly failure: Failure };

export interface Api {
  /** For the followers: `followMyRings({ ...api.connection })`. */
  readonly connection: Pick<ApiOptions, 'url' | 'token'>;
  /**
   * Runs a query or a mutation. Never rejects. A mutation's outcome, refusals included, is `data.result`, told apart by
   * `__typename`. Asked again after a failure, a mutation with the same `idempotencyKey` is carried out once.
   */
  run<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Answer<Data>>;
}

/** The API over HTTP. It holds nothing open. Throws a TypeError where the address is none. */
export function createApi(options: ApiOptions): Api {
  if (!URL.canParse(options.url)) throw new TypeError(`"${options.url}" is no URL: pass https://host/graphql`);
  const { url, token } = options;
  return {
    connection: { url, token },
    async run<Data, Variables>(
      operation: Operation<Data, Variables>,
      variables: Variables,
      { signal }: { readonly signal?: AbortSignal } = {},
    ): Promise<Answer<Data>> {
      if (signal?.aborted) return failed({ by: 'caller' });
      const bearer = await tokenOf(options);
      if (!bearer.ok) return bearer;
      return post<Data>(options, bearer.data, JSON.stringify({ query: operation, variables }), signal);
    },
  };
}

const failed = (failure: Failure): { readonly ok: false; readonly failure: Failure } => ({ ok: false, failure });

async function tokenOf({ token }: ApiOptions): Promise<Answer<string>> {
  try {
    return { ok: true, data: await token() };
  } catch (error) {
    return failed({ by: 'token', error });
  }
}

async function post<Data>(
  options: ApiOptions,
  token: string,
  body: string,
  signal: AbortSignal | undefined,
): Promise<Answer<Data>> {
  const { url, answerLimitMs: limitMs = ANSWER_LIMIT_MS, fetch = globalThis.fetch } = options;
  const late = AbortSignal.timeout(limitMs);
  try {
    const response = await fetch(url.replace(/^ws/, 'http'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
      signal: signal ? AbortSignal.any([late, signal]) : late,
    });
    return answerOf<Data>(response, await response.text());
  } catch (error) {
    if (signal?.aborted) return failed({ by: 'caller' });
    return failed(late.aborted ? { by: 'time', limitMs } : { by: 'network', error });
  }
}

function answerOf<Data>(response: Response, text: string): Answer<Data> {
  const { data, errors = [] } = parsed(text) as { data?: Data | null; errors?: readonly ApiError[] };
  if (response.ok && data && errors.length === 0) return { ok: true, data };
  return failed({ by: 'server', status: response.status, errors, retryAfterMs: retryAfterMs(response.headers) });
}

/** An empty object for what is no JSON object, such as a proxy's page. */
function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** The API tells seconds (RFC 9110 §10.2.3 allows dates too; of a proxy's, nothing is made). */
function retryAfterMs(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}
