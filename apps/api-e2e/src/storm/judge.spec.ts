import { faultIn } from './judge.ts';
import type { Answer } from './converse.ts';
import { overHttp, overSocket, type Input } from './input.ts';

const http = (more: Partial<Input> = {}): Input => overHttp('x', '', more);
const socket = (more: Partial<Input> = {}): Input => overSocket('x', [], more);
const fault = (input: Input, answer: Answer, received = ''): string | null =>
  faultIn(input, { answer, ms: 1, received: Buffer.from(received) });
const status = (code: number, bodyBytes = 10): Answer => ({ kind: 'status', status: code, bodyBytes });
const close = (code: number): Answer => ({ kind: 'close', code });

describe('the storm’s judge', () => {
  it('is content with a refusal, an answer that is due, and the end of who left', () => {
    expect(fault(http(), status(404))).toBeNull();
    expect(fault(http({ withoutBody: true }), status(404, 0))).toBeNull();
    expect(fault(http(), status(302, 0))).toBeNull();
    expect(fault(socket({ answers: [1002] }), close(1002))).toBeNull();
    expect(fault(socket({ mayBeCut: true }), { kind: 'cut' })).toBeNull();
    expect(fault(socket(), { kind: 'goes-on' })).toBeNull();
    expect(fault(http(), { kind: 'left' })).toBeNull();
  });

  it('finds what is no answer, or one that says that the service broke', () => {
    expect(fault(http(), { kind: 'nothing', instead: 'no answer came' })).toBe('no answer came');
    expect(fault(http(), status(500))).toMatch(/answered 500/);
    expect(fault(http(), status(200), '{"code":"INTERNAL_SERVER_ERROR"}')).toMatch(/internal error/);
    expect(fault(http(), status(404, 0))).toMatch(/not a word more/);
    expect(fault(socket(), close(4500))).toMatch(/closed with 4500/);
    expect(fault(socket(), { kind: 'cut' })).toMatch(/without a close code/);
  });

  it('finds an answer other than the one that is due', () => {
    expect(fault(http({ answers: [401] }), status(200))).toBe('answered 200; 401 would be right');
    expect(fault(socket({ answers: [1002, 1007] }), close(1000))).toBe('answered 1000; 1002 or 1007 would be right');
  });
});
