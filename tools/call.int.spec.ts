import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { IncomingCall } from '@meets/meet-domain';
import { sipPhoneLine, type SipPhoneLine } from '@meets/telephony';

const TOOL = fileURLToPath(new URL('./call.ts', import.meta.url));
const NUMBER = '07012345678';

/** A service's line, as far as a telephone sees of it. */
async function lineThat(takes: (call: IncomingCall) => void): Promise<{ line: SipPhoneLine; port: string }> {
  const line = sipPhoneLine({
    listen: [{ transport: 'udp', host: '127.0.0.1', port: 0 }],
    trunks: [{ trunkId: 'played', numbers: [NUMBER], from: ['127.0.0.1'], to: null }],
    sound: { ports: { from: 0, to: 0 } },
  });
  await line.start();
  line.onIncoming(takes);
  return { line, port: String(line.ports()[0]) };
}

async function called(args: readonly string[]): Promise<{ code: number; said: string }> {
  const tool = spawn(process.execPath, ['--conditions=meets-source', TOOL, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([text(tool.stdout), text(tool.stderr), once(tool, 'close')]);
  return { code: code as number, said: out + err };
}

describe('npm run call', () => {
  it('rings, is answered, presses digits, is put on hold, and says who hung up', async () => {
    const digits: string[] = [];
    const { line, port } = await lineThat((call) => {
      call.listen((event) => {
        if (event.type !== 'digit') return;
        digits.push(event.digit);
        if (digits.join('') === '12#') void call.hold().then(() => call.hangUp());
      });
      call.ring();
      void call.answer();
    });
    const { code, said } = await called(['--port', port, '--seconds', '0', '--press', '12#']);
    await line.close();
    for (const what of ['it rings', 'answered', 'put on hold', 'over: hung up, ended by the service']) {
      expect(said).toContain(what);
    }
    expect(said).toContain('heard nothing but silence');
    expect(digits).toEqual(['1', '2', '#']);
    expect(code).toBe(0);
  });

  it('says why nobody answered, and ends with 1', async () => {
    const { line, port } = await lineThat((call) => void call.decline('busy'));
    const { code, said } = await called(['--port', port, '--to', NUMBER]);
    await line.close();
    expect(said).toContain('over: busy (486)');
    expect(code).toBe(1);
  });

  it.each([
    [['--from', 'me'], 'is invalid'],
    [['--press', '1x'], 'is invalid'],
    [['--seconds', '-1'], 'is invalid'],
    [['--port', '99999'], 'is invalid'],
  ])('takes nothing that it cannot use: %p', async (args, what) => {
    const { code, said } = await called(args);
    expect([code, said.includes(what)]).toEqual([1, true]);
  });
});
