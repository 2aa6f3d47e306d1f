import { createClient, type Client } from 'graphql-ws';

/** How long the demo waits for an answer or an event before it says what is missing. */
const WAIT_MS = 10_000;

/** Something the person at the terminal can mend; everything else is a bug and shows its stack. */
export class DemoProblem extends Error {
  override readonly name = 'DemoProblem';
}

/** One person talking to the API over HTTP and WebSocket. */
export interface Session {
  readonly token: string;
  /** Runs one mutation whose field is called `result`; a named problem in it ends the demo. */
  act<Result extends { __typename: string; message?: string }>(document: string, input: object): Promise<Result>;
  /** The messages of a subscription's one field, each kept until it is taken. */
  subscribe<Message>(document: string, variables?: Record<string, unknown>): Inbox<Message>;
  close(): Promise<void>;
}

export interface Inbox<Message> {
  /** Takes messages, giving each to `seen`, until one satisfies the condition, and answers with that one. */
  until(what: string, condition: (message: Message) => boolean, seen?: (message: Message) => void): Promise<Message>;
  stop(): Promise<void>;
}

/**
 * Fetches a development token for somebody of a channel and opens a session with it. `answerWithinMs`: how long a mutation may take
 * before it counts as failed.
 */
export async function openSession(
  url: string,
  who: { channel: string; role: string; sub: string },
  answerWithinMs = WAIT_MS,
): Promise<Session> {
  const token = await developmentToken(url, who);
  const socket = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    connectionParams: { authorization: `Bearer ${token}` },
    lazy: true,
  });
  return {
    token,
    act: (document, input) => act(url, token, document, input, answerWithinMs),
    subscribe: <Message>(document: string, variables = {}) => openInbox<Message>(socket, document, variables),
    close: async () => socket.dispose(),
  };
}

async function developmentToken(url: string, who: object): Promise<string> {
  const answer = await fetch(`${url}/dev/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(who),
    signal: AbortSignal.timeout(WAIT_MS),
  });
  if (answer.status === 404) {
    throw new DemoProblem(
      `${url} gives no development tokens: it runs in production, or verifies tokens of AUTH_JWKS_URL or AUTH_JWT_SECRET.\nStart one without these: npm start`,
    );
  }
  if (!answer.ok) throw new DemoProblem(`POST ${url}/dev/token: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { token: string }).token;
}

async function act<Result extends { __typename: string; message?: string }>(
  url: string,
  token: string,
  query: string,
  input: object,
  withinMs: number,
): Promise<Result> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: { input } }),
    signal: AbortSignal.timeout(withinMs),
  });
  const { data, errors } = (await answer.json()) as {
    data?: { result: Result } | null;
    errors?: { message: string }[];
  };
  if (!data) throw new DemoProblem(`the API refused: ${errors?.map(({ message }) => message).join('; ')}`);
  if (data.result.message !== undefined) throw new DemoProblem(`${data.result.__typename}: ${data.result.message}`);
  return data.result;
}

function openInbox<Message>(socket: Client, query: string, variables: Record<string, unknown>): Inbox<Message> {
  const messages = socket.iterate<Record<string, Message>>({ query, variables });
  return {
    async until(what, condition, seen = () => undefined) {
      for (;;) {
        const message = await nextOf(messages, what);
        seen(message);
        if (condition(message)) return message;
      }
    },
    stop: async () => void (await messages.return?.()),
  };
}

async function nextOf<Message>(
  messages: AsyncIterator<{ data?: Record<string, Message> | null; errors?: readonly { message: string }[] }>,
  what: string,
): Promise<Message> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DemoProblem(`${what} did not come within ${WAIT_MS / 1000} s.`)), WAIT_MS);
  try {
    const step = await Promise.race([messages.next(), late]).catch((error: unknown) => {
      // graphql-ws rejects with the list of errors where the server refuses the operation.
      if (Array.isArray(error)) throw new DemoProblem(`${what}: ${JSON.stringify(error)}`);
      throw error;
    });
    if (step.done) throw new DemoProblem(`the server ended the subscription before ${what} came.`);
    const message = Object.values(step.value.data ?? {})[0];
    if (message === undefined)
      throw new DemoProblem(`${what}: ${step.value.errors?.map((error) => error.message).join('; ')}`);
    return message;
  } finally {
    clearTimeout(timer);
  }
}
