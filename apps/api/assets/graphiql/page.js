/**
 * GraphiQL, and who it speaks for: a header like `Bearer <customer c-1 of demo>` is exchanged for a development token before
 * anything is sent, so that each tab can act as somebody else and no token is kept in the browser.
 */
import { headersOf, operationTabs } from './operations.js';

const { React, ReactDOM, GraphiQL, graphqlWs } = window;
const { development } = JSON.parse(document.getElementById('settings').textContent);
const ROLES = ['manager', 'customer', 'integrator', 'analyst'];
/** Who opens the page, and new tabs. */
const ANYBODY = 'integrator host';
const SPOKEN_FOR = /^Bearer <(\w+) (\S+) of (\S+)>$/;
/** How many messages of a subscription stay in sight. */
const SHOWN_MESSAGES = 50;
/** Tokens by the words they stand for, as long as this page is open. */
const tokens = new Map();

async function tokenFor(role, sub, channel) {
  const answer = await fetch('/dev/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel, role, sub }),
  });
  if (!answer.ok) throw new Error(`no development token: ${answer.status} ${await answer.text()}`);
  return (await answer.json()).token;
}

async function withToken(given = {}) {
  const name = Object.keys(given).find((key) => key.toLowerCase() === 'authorization') ?? 'authorization';
  // GraphiQL asks for the schema before its editor of headers is there.
  const headers = development && !given[name] ? { ...given, ...JSON.parse(headersOf(ANYBODY, true)) } : given;
  const [words, role, sub, channel] = SPOKEN_FOR.exec(headers[name] ?? '') ?? [];
  if (!development || !words) return headers;
  if (!tokens.has(words)) tokens.set(words, await tokenFor(role, sub, channel));
  return { ...headers, [name]: `Bearer ${tokens.get(words)}` };
}

/**
 * The operations of a document, as far as each begins a line. GraphiQL reads them some moments after a tab was opened or its text
 * was changed; until then it names that of the tab, or text, before.
 */
const operationsIn = (query) =>
  [...query.matchAll(/^\s*(query|mutation|subscription)\b\s*(\w+)?/gm)].map(([, kind, name]) => ({ kind, name }));

async function ask(parameters, headers) {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...(await withToken(headers)) },
    body: JSON.stringify(parameters),
  });
  return answer.json();
}

async function* follow(parameters, headers) {
  const { authorization } = await withToken(headers);
  const client = graphqlWs.createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: { authorization },
    retryAttempts: 0,
  });
  try {
    // GraphiQL shows one answer; a subscription's story is told by the ones before it, too.
    const received = [];
    for await (const message of client.iterate(parameters)) {
      received.unshift(message.data ?? message);
      received.length = Math.min(received.length, SHOWN_MESSAGES);
      yield { newestFirst: [...received] };
    }
  } catch (closed) {
    throw closed instanceof Event && 'reason' in closed
      ? new Error(`closed with ${closed.code}: ${closed.reason}`)
      : closed;
  } finally {
    await client.dispose();
  }
}

const fetcher = ({ operationName, ...parameters }, { headers } = {}) => {
  const operations = operationsIn(parameters.query);
  const named = operations.find(({ name }) => name === operationName);
  const request = named ? { ...parameters, operationName } : parameters;
  return (named ?? operations[0])?.kind === 'subscription' ? follow(request, headers) : ask(request, headers);
};

function showBar() {
  const bar = document.getElementById('bar');
  const say = (html) => {
    const text = document.createElement('span');
    text.className = 'grow';
    text.innerHTML = html;
    return text;
  };
  if (!development) {
    bar.append(
      say('Meets · put <code>{"authorization": "Bearer YOUR-TOKEN"}</code> under Headers, then refetch the schema'),
    );
    return;
  }
  bar.append(
    say(
      'Meets · each tab acts as somebody: see <b>Headers</b>. <code>Bearer &lt;customer c-1 of demo&gt;</code> becomes a development token.',
    ),
  );
  const role = document.createElement('select');
  role.append(...ROLES.map((name) => new Option(name)));
  const sub = Object.assign(document.createElement('input'), { value: 'm-1', ariaLabel: 'id', title: 'id' });
  const channel = Object.assign(document.createElement('input'), {
    value: 'demo',
    ariaLabel: 'channel',
    title: 'channel',
  });
  const button = Object.assign(document.createElement('button'), { textContent: 'Copy a token' });
  button.onclick = async () => {
    const token = await tokenFor(role.value, sub.value, channel.value).catch((error) => error.message);
    await navigator.clipboard?.writeText(token);
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy a token'), 1_500);
  };
  bar.append(role, sub, channel, button);
}

showBar();
ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher,
    defaultTabs: operationTabs(development),
    defaultHeaders: headersOf(ANYBODY, development),
    defaultEditorToolsVisibility: 'headers',
    // In development headers hold no secret, only who speaks.
    shouldPersistHeaders: development,
    showPersistHeadersSettings: false,
  }),
);
