import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LAST_CSEQ } from './jssip/dialog-names.ts';
import { headerOf } from './sip/message.ts';
import { answeredCall } from './testing/answered-call.ts';
import { type OneLine, oneLine } from './testing/one-line.ts';
import { NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { answerTo, callTexts, type SipPeer, sipPeer } from './testing/sip-peer.ts';
import { until } from './testing/until.ts';

const HOST = '127.0.0.1';
const DIED = 'Q.850;cause=41';

describe('what a line has still to say when its process dies', () => {
  let folder: string;
  let callFolder: string;
  let peer: SipPeer;
  const lines: OneLine[] = [];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'meets-last-words-'));
    callFolder = join(folder, 'calls');
    peer = await sipPeer(HOST);
  });
  afterEach(async () => {
    peer.close();
    for (const { line } of lines.splice(0)) await line.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (to = false): Promise<OneLine> => {
    const trunk = to ? { to: { transport: 'udp', host: HOST, port: peer.port } as const } : {};
    const line = await oneLine({ callFolder, trunk, take: (call) => call.ring() });
    lines.push(line);
    return line;
  };
  /** A line that finds what this one would leave if it died now. */
  const another = async (): Promise<OneLine> => {
    const left = join(folder, 'left');
    cpSync(callFolder, left, { recursive: true });
    callFolder = left;
    return open();
  };

  it('refuses a call that rang, again and again until that is acknowledged', async () => {
    const first = await open();
    const texts = callTexts(peer, HOST, NEAR_NUMBER);
    peer.send(texts.invite, first.port);
    await peer.response(180);
    const next = await another();
    const refusal = await peer.response(500);
    expect(headerOf(refusal, 'reason')).toBe(DIED);
    expect(headerOf(refusal, 'call-id')).toBe(texts.callId);
    await peer.response(500);
    peer.send(texts.ackOf(refusal), next.port);
    await until(() => readdirSync(callFolder).length === 0);
    expect(next.arrived).toEqual([]);
  });

  it('hangs up a call that was answered, by the proxies on its way', async () => {
    const on = await answeredCall([`Record-Route: <sip:${HOST}:${peer.port};lr>`], { callFolder });
    lines.push(on.under);
    await another();
    const bye = await peer.request('BYE');
    expect(headerOf(bye, 'cseq')).toBe(`${LAST_CSEQ} BYE`);
    expect(headerOf(bye, 'reason')).toBe(DIED);
    expect(headerOf(bye, 'route')).toBe(`<sip:${HOST}:${peer.port};lr>`);
    expect(['call-id', 'from', 'to'].map((name) => headerOf(bye, name))).toEqual([
      headerOf(on.ok, 'call-id'),
      headerOf(on.ok, 'to'),
      headerOf(on.ok, 'from'),
    ]);
    on.peer.close();
  });

  it('cancels a call that it was making', async () => {
    const first = await open(true);
    await first.line.dial({ from: NEAR_NUMBER, to: '01087654321', ringTimeoutMs: 60_000 });
    const invite = await peer.request('INVITE');
    peer.send(answerTo(invite, '180 Ringing', []).replace(/(To: .*)/i, '$1;tag=peer'), first.port);
    const next = await another();
    const cancel = await peer.request('CANCEL');
    expect(headerOf(cancel, 'cseq')).toBe(headerOf(invite, 'cseq')?.replace('INVITE', 'CANCEL'));
    expect(headerOf(cancel, 'reason')).toBe(DIED);
    const branch = (via: string | null) => /branch=([^;]+)/.exec(via ?? '')?.[1];
    expect(branch(headerOf(cancel, 'via'))).toBe(branch(headerOf(invite, 'via')));
    expect(cancel.uri).toBe(invite.uri);
    peer.send(answerTo(cancel, '200 OK'), next.port);
  });

  it('is for its owner’s eyes alone, no more than a refusal repeats, and gone with the call', async () => {
    const first = await open();
    const texts = callTexts(peer, HOST, NEAR_NUMBER);
    peer.send(texts.invite.replace('Max-', 'X-Account: juno@example.com\r\nMax-'), first.port);
    await peer.response(180);
    const [name = ''] = readdirSync(callFolder);
    const kept = readFileSync(join(callFolder, name), 'utf8');
    expect(kept).toContain(texts.callId);
    expect(kept).not.toMatch(/example\.com|v=0|User-Agent|Contact/);
    expect([callFolder, join(callFolder, name)].map((path) => statSync(path).mode & 0o077)).toEqual([0, 0]);
    peer.send(texts.cancel, first.port);
    await peer.response(487);
    await until(() => readdirSync(callFolder).length === 0);
  });

  it.each(['', '{', '{}', '{"text":"nonsense","transport":"UDP","back":null}', 'null'])(
    'is passed over where the process died while it wrote it: %s',
    async (text) => {
      await open();
      writeFileSync(join(callFolder, '0123456789abcdef01234567'), text);
      const next = await another();
      await until(() => readdirSync(callFolder).length === 0);
      expect(next.line.status()).toEqual({ state: 'available', calls: 0 });
    },
  );
});
