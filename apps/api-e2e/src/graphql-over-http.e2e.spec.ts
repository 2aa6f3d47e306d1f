import { serverAudits } from 'graphql-http';
import { tokenFor } from './graphql-client.ts';
import { startServer, temporaryDataDir, type RunningServer } from './running-server.ts';

/** The audit's own number of checks: one that goes missing with a newer version of it is to be noticed. */
const CHECKS = 61;

/** The audits of the GraphQL over HTTP specification, one test each, against a server in a process of its own. */
describe('GraphQL over HTTP, by the audit of graphql-http', () => {
  let server: RunningServer;
  let token: string;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
  const audits = serverAudits({
    url: () => `${server.url}/graphql`,
    fetchFn: (url: string, request: RequestInit = {}) => {
      const headers = new Headers(request.headers);
      headers.set('authorization', `Bearer ${token}`);
      return fetch(url, { ...request, headers });
    },
  });

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path);
    token = await tokenFor(server, 'audit', 'integrator', 'host');
  });
  afterAll(async () => {
    await server.stop();
    await dataDir.remove();
  });

  it.each(audits)('$id: $name', async (audit) => {
    const result = await audit.fn();
    expect({ status: result.status, reason: 'reason' in result ? result.reason : undefined }).toEqual({ status: 'ok' });
  });

  it(`is made of ${CHECKS} checks`, () => {
    expect(audits).toHaveLength(CHECKS);
  });

  it('still refuses what a page of another origin could send without asking (CSRF)', async () => {
    const simple = [
      fetch(`${server.url}/graphql?query={__typename}`),
      fetch(`${server.url}/graphql`, { method: 'POST', body: '{"query":"{__typename}"}' }),
    ];
    for (const answer of await Promise.all(simple)) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(await answer.text()).toMatch(/CSRF|Unsupported Media Type/);
    }
  });
});
