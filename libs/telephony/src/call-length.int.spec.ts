import { headerOf } from './sip/message.ts';
import { answeredCall } from './testing/answered-call.ts';
import { until } from './testing/until.ts';

describe('how long a call may last', () => {
  it('is a limit: then it is hung up, and both ends are told that it was completed', async () => {
    const on = await answeredCall([], { maxCallMs: 100 });
    expect(headerOf(await on.peer.request('BYE'), 'reason')).toBe('Q.850;cause=16');
    await until(() => on.call.ending() !== null);
    expect(on.call.ending()).toEqual({ by: 'us', cause: { reason: 'completed' } });
    await on.close();
  });
});
