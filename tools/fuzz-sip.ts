import { styleText } from 'node:util';
import { sipPhoneLine } from '@meets/telephony';
import { Command } from 'commander';
import { openCaller } from './fuzz-sip/caller.ts';
import { mutated } from './fuzz-sip/mutate.ts';
import { seededRandom } from './seeded-random.ts';
import { wholeNumberFrom } from './whole-number.ts';

/** How many messages one call is told. */
const MESSAGES_A_CALL = 12;
/** How many of a hundred of them are changed. */
const CHANGED_PERCENT = 60;
/** After how many calls somebody calls who means it, and has to be served. */
const PROBE_EVERY = 20;
/** How long an answer to them may take. */
const ANSWER_WITHIN_MS = 5_000;

const options = new Command('npm run fuzz:sip --')
  .description(
    'Calls of messages that are right and messages that are not: no exception goes uncaught, and who calls next is served.',
  )
  .option('--seconds <n>', 'for how long', wholeNumberFrom(1), 600)
  .option('--seed <n>', 'which calls', wholeNumberFrom(0), 1)
  .parse()
  .opts<{ seconds: number; seed: number }>();

const random = seededRandom(options.seed);
const last: string[] = [];
let [messages, answers, calls, uncaught] = [0, 0, 0, 0];

const fail = (what: string, error: unknown): void => {
  uncaught += 1;
  console.error(styleText('red', `✗ ${what} (seed ${options.seed}, call ${calls}):`), error);
  console.error('The last messages:', last.map((text) => JSON.stringify(text)).join('\n'));
  process.exitCode = 1;
};
process.on('uncaughtException', (error) => fail('An exception that nobody caught', error));
process.on('unhandledRejection', (error) => fail('A rejection that nobody handled', error));

const line = sipPhoneLine({
  listen: [{ transport: 'udp', host: '127.0.0.1', port: 0 }],
  trunks: [{ trunkId: 'fuzz', numbers: ['07012345678'], from: ['127.0.0.1'], to: null }],
  sound: { ports: { from: 0, to: 0 } },
  maxCalls: 10_000,
  closeWaitMs: 0,
});
await line.start();
line.onIncoming((call) => {
  const draw = random();
  if (draw < 0.2) return void call.decline('busy');
  call.ring();
  if (draw < 0.3) return call.hangUp();
  if (draw > 0.5) void call.answer();
  call.listen(({ type }) => {
    if (type !== 'answered') return;
    if (draw > 0.9) call.hangUp();
    else if (draw > 0.8) void call.hold().then(() => call.resume());
    else if (draw > 0.7) void call.sendDigits(['1']);
  });
  // What nobody ends by a message is ended here: a fuzz of ten minutes has no room for calls that last.
  setTimeout(() => call.hangUp(), 500 * random()).unref();
});
const [port = 0] = line.ports();

const until = performance.now() + options.seconds * 1_000;
while (performance.now() < until && uncaught === 0) {
  await fuzzOneCall();
  if (calls % PROBE_EVERY === 0 && !(await probe())) fail('Who calls next is not served', 'no answer');
}
await line.close();
console.log(
  `${uncaught === 0 ? styleText('green', '✓') : '✗'} ${calls} calls, ${messages} messages, ${answers} answers, ${uncaught} uncaught, seed ${options.seed}`,
);
process.exit();

async function fuzzOneCall(): Promise<void> {
  const caller = await openCaller(port, `fuzz-${options.seed}-${++calls}`);
  for (let index = 0; index < MESSAGES_A_CALL; index += 1) {
    const right = caller.next(random);
    const text = random() * 100 < CHANGED_PERCENT ? mutated(right, random) : right;
    last.push(text);
    if (last.length > MESSAGES_A_CALL) last.shift();
    if (text.length > 0 && text.length < 60_000) caller.send(text);
    messages += 1;
    // Now and then what is said is answered before more is.
    for (let turns = random() * 6; turns > 0; turns -= 1) await new Promise(setImmediate);
  }
  answers += caller.heard();
  caller.close();
}

async function probe(): Promise<boolean> {
  const caller = await openCaller(port, `probe-${options.seed}-${calls}`);
  caller.send(caller.next(random));
  const served = await caller.hears(/^SIP\/2\.0 (100|180|200|4|6)/, ANSWER_WITHIN_MS);
  caller.close();
  return served;
}
