/*
 * A phone line in a process of its own, for tests that kill it. Its options are its only argument; what it tells is `MortalLineNews`.
 */
import type { PhoneCall } from '@meets/meet-domain';
import type { MortalLineNews, MortalLineOptions } from './mortal-line.ts';
import { oneLine } from './one-line.ts';
import { NEAR_NUMBER } from './pair-of-lines.ts';

const tell = (news: MortalLineNews): void => void process.send?.(news);
const follow = (call: PhoneCall): void => void call.listen(({ type }) => tell({ event: type }));
// Whoever asked is gone.
process.on('disconnect', () => process.exit());

const { does, dials, ...options } = JSON.parse(process.argv[2] ?? '{}') as MortalLineOptions;
const { line, port } = await oneLine({
  ...options,
  take(call) {
    follow(call);
    call.ring();
    if (does === 'answers') void call.answer();
  },
});
tell({ port });
if (dials !== undefined) {
  const dialled = await line.dial({ from: NEAR_NUMBER, to: dials, ringTimeoutMs: 60_000 });
  if (dialled.ok) follow(dialled.value);
}
