import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { startServer, temporaryDataDir, type RunningServer } from './running-server.ts';

const run = promisify(execFile);
const ROOT = new URL('../../../', import.meta.url);

describe('the first five minutes', () => {
  let server: RunningServer;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path, { NODE_ENV: 'development', SIP_DEV_PORT: '0' });
  });
  afterAll(async () => {
    await server.stop();
    await dataDir.remove();
  });

  it('go as the README says, command by command', async () => {
    const script = (await recipe())
      .replaceAll('http://localhost:3000', server.url)
      .replaceAll('localhost:3000', server.url);
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script]);
    expect(stdout).not.toMatch(/errors/);
    expect(stdout.match(/"__typename":"Put"/g)).toHaveLength(5);
    expect(stdout).toMatch(
      /"state":"RINGING".*"state":"LIVE".*"kind":"VIDEO".*"state":"ENDED","kind":"VIDEO".*"type":"MeetEnded"/s,
    );
  });

  it('begin with a server that says what to open, and how to come by a token', async () => {
    expect(server.output()).toContain(`open ${server.url}\n`);
    const [recipe] = /curl (?:.*\\\n)*.*/.exec(server.output()) ?? [''];
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', recipe]);
    const { token } = JSON.parse(stdout) as { token: string };
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const asked = { method: 'POST', headers, body: JSON.stringify({ query: '{ viewer { role } }' }) };
    expect(await (await fetch(`${server.url}/graphql`, asked)).json()).toEqual({
      data: { viewer: { role: 'manager' } },
    });
  });

  it('hold a demo that goes from ring to end, by the command that the server prints', async () => {
    const [, args = ''] = /npm run demo -- (.*)/.exec(server.output()) ?? [];
    const demo = ['--conditions=meets-source', 'tools/demo.ts', ...args.split(' ')];
    const { stdout } = await run(process.execPath, demo, { cwd: ROOT });
    for (const type of ['MeetStarted', 'MeetRang', 'MeetAccepted', 'MeetUpgradedToVideo', 'MeetEnded'])
      expect(stdout).toContain(type);
    expect(stdout).toContain('the ringing stops: accepted');
    expect(stdout).toContain('exactly those missed');
  });
});

/** The README's shell commands between "A first meet in five minutes" and the next chapter, but for the demo. */
async function recipe(): Promise<string> {
  const readme = await readFile(new URL('README.md', ROOT), 'utf8');
  const [, chapter = ''] = readme.split('## A first meet in five minutes');
  const blocks = [...(chapter.split('\n## ')[0] ?? '').matchAll(/```sh\n(.*?)```/gs)].map((block) => block[1] ?? '');
  return blocks.filter((block) => !block.includes('npm run')).join('\n');
}
