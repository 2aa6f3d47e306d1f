import { styleText } from 'node:util';
import { type CallCause, isDigit, isPhoneNumber } from '@meets/meet-domain';
import { callByTelephone, type TelephoneCall } from '@meets/telephony';
import { Command, InvalidArgumentError } from 'commander';
import { wholeNumberFrom } from './whole-number.ts';

/** How long it rings before the telephone gives up, in s. */
const PATIENCE_S = 120;
/** After so long without any answer it is said that there may be nobody, in ms. */
const NOBODY_AFTER_MS = 3_000;
/** From how loud on something was heard, in dB of full scale. */
const AUDIBLE_DB = -60;

const phoneNumber = (value: string): string => {
  if (!isPhoneNumber(value)) throw new InvalidArgumentError('2 to 15 digits, a leading + allowed');
  return value;
};
const digits = (value: string): string => {
  if (![...value].every(isDigit)) throw new InvalidArgumentError('0 to 9, *, # and A to D alone');
  return value;
};
const udpPort = (value: string): number => {
  if (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > 65_535) {
    throw new InvalidArgumentError('a port, from 1 to 65535');
  }
  return Number(value);
};
/** Where the service takes calls unless it is told otherwise; a setting that is no port is none of a telephone's. */
const { SIP_DEV_PORT = '' } = process.env;
const USUAL_PORT = /^[1-9]\d*$/.test(SIP_DEV_PORT) ? Number(SIP_DEV_PORT) : 5060;

const { from, to, port, seconds, press } = new Command('npm run call --')
  .description(
    'Calls the running service as a customer by telephone: a real call, by SIP and RTP on this machine, so that no carrier is needed. The telephone sings, and says what ' +
      'it was told a second later. It needs `npm start` in development mode, and somebody on duty.',
  )
  .option('--from <number>', 'who calls: the customer with that number, or a new one', phoneNumber, '01055550100')
  .option('--to <number>', 'the channel’s number, as its carrier writes it', phoneNumber, '07012345678')
  .option(
    '--seconds <n>',
    'hang up so long after the answer; 0: never, until Ctrl-C or the other end does',
    wholeNumberFrom(0),
    30,
  )
  .option('--press <digits>', 'press these once it is answered', digits, '')
  .option('--port <port>', 'where the service takes calls on 127.0.0.1 (SIP_DEV_PORT)', udpPort, USUAL_PORT)
  .addHelpText('after', '\nExits with 0 where the call was answered, else with 1.')
  .parse()
  .opts<{ from: string; to: string; port: number; seconds: number; press: string }>();

const ENDED_BY = {
  us: 'ended by this telephone',
  them: 'ended by the service',
  network: 'ended by the network',
} as const;
const begun = performance.now();
const say = (what: string): void => console.log(`${styleText('dim', clock(performance.now() - begun))}  ${what}`);

const made = await callByTelephone({ from, to, linePort: port, ringTimeoutMs: PATIENCE_S * 1_000 });
if (!made.ok) {
  const { failure } = made;
  const why = 'why' in failure ? failure.why : failure.reason;
  console.error(styleText('red', `✗ no call can be made: ${why}`));
  console.error('  It needs free UDP ports on 127.0.0.1: end what has them all, and call again.');
  process.exit(1);
}
await follow(made.value);

async function follow(made: TelephoneCall): Promise<void> {
  const { call, over } = made;
  say(`${from} calls ${to} at 127.0.0.1:${port}; Ctrl-C hangs up`);
  let answered = false;
  const nobody = setTimeout(
    () =>
      say(
        `no answer yet. Is the service there (npm start)? Its first lines say at which port it takes calls: call with --port N where that is not ${port}`,
      ),
    NOBODY_AFTER_MS,
  );
  const timers = [nobody];
  const onAnswer = (): void => {
    answered = true;
    say(styleText('green', 'answered; it sings'));
    if (press)
      void call
        .sendDigits([...press].filter(isDigit))
        .then(({ ok }) => say(ok ? `pressed ${press}` : `${press} could not be pressed`));
    if (seconds > 0) timers.push(setTimeout(() => call.hangUp(), seconds * 1_000));
  };
  call.listen((event) => {
    clearTimeout(nobody);
    switch (event.type) {
      case 'ringing':
        return say('it rings');
      case 'answered':
        return onAnswer();
      case 'digit':
        return say(`heard the digit ${event.digit}`);
      case 'held':
        return say('put on hold');
      case 'resumed':
        return say('off hold');
      case 'media-lost':
        return say('nothing is heard any more');
      case 'ended':
        return;
    }
  });
  process.on('SIGINT', () => call.hangUp());
  const { by, cause } = await over;
  timers.forEach((timer) => clearTimeout(timer));
  const [what, next] = endingText(cause);
  say(`over: ${what}, ${ENDED_BY[by]}`);
  if (next) say(next);
  if (answered) say(loudnessText(made.heard().loudestDb));
  process.exitCode = answered ? 0 : 1;
}

function loudnessText(db: number): string {
  return db > AUDIBLE_DB ? `heard, at its loudest, ${db} dB of full scale` : 'heard nothing but silence';
}

/** What became of the call, and what to do about it, where there is something. */
function endingText(cause: CallCause): readonly [what: string, next?: string] {
  switch (cause.reason) {
    case 'completed':
      return ['hung up'];
    case 'busy':
      return [
        'busy (486)',
        'there were too many calls within a minute, or the queue is full: wait a minute, and call again',
      ];
    case 'rejected':
      return [
        'declined (603)',
        'this customer is blocked, or no verified channel was issued the number: call --from another one, or issue it (docs/telephones.md)',
      ];
    case 'unreachable':
      return [
        'nobody there to answer (404, 480)',
        'it is outside the hours, nobody is on duty or answered, or there is no such number: come on duty, at /?as=mina#phone, and call again',
      ];
    case 'no-answer':
      return [`rang for ${PATIENCE_S} s without an answer`, 'somebody has to answer, at /?as=mina#phone'];
    case 'cancelled':
      return ['given up before an answer'];
    case 'media-timeout':
      return ['nothing was heard for too long', 'the service may carry no sound (MEDIA)'];
    case 'carrier-error':
      return [`failed (${cause.code})`, 'the service’s log says more'];
  }
}

function clock(ms: number): string {
  const tenths = Math.floor(ms / 100);
  return `${String(Math.floor(tenths / 600)).padStart(2, '0')}:${String(Math.floor(tenths / 10) % 60).padStart(2, '0')}.${tenths % 10}`;
}
