import type { Digit } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { mayTakePart, ROLE_NOT_ALLOWED } from './actor.ts';
import type { MeetAnswer } from './answers.ts';
import type { Commands } from './commands.ts';
import type { CommandContext } from './idempotency.ts';
import { giveOrder } from './meet-commands.ts';
import type { SettleExpired } from './settle-expired.ts';
import type { Pressed } from './telephones.ts';
import type { WriteSide } from './write-side.ts';

/** What managers do to the telephone of a call and the log must not hold. */
export type TelephoneCommands = Pick<Commands, 'sendDigits'>;

export function telephoneCommands(side: WriteSide, settleExpired: SettleExpired): TelephoneCommands {
  return {
    async sendDigits(viewer, { meetId, digits, idempotencyKey }) {
      if (!mayTakePart(viewer)) return ROLE_NOT_ALLOWED;
      // A hash of what is compared stands in the log: a few digits would be found out by trying.
      const digest = side.telephones?.digest(digits) ?? null;
      const compared = { meetId, digest, idempotencyKey };
      return side.idempotency.once(viewer, 'sendDigits', compared, (context) =>
        sendDigits(side, settleExpired, { viewer, meetId, digits, context }),
      );
    },
  };
}

interface DigitsOrder {
  readonly viewer: Viewer;
  readonly meetId: string;
  readonly digits: readonly Digit[];
  readonly context: CommandContext;
}

/** Allowed, then pressed, then noted: where the process dies in between, its call dies with it, and nothing is pressed twice. */
async function sendDigits(side: WriteSide, settleExpired: SettleExpired, order: DigitsOrder): Promise<MeetAnswer> {
  const { viewer, meetId, digits, context } = order;
  const to = { viewer, meetId, context };
  const allowed = await giveOrder(side, settleExpired, { ...to, order: ({ by }) => ({ type: 'SendDigits', by }) });
  if (allowed.outcome !== 'accepted') return allowed;
  const call = { channelId: viewer.channelId, meetId };
  const pressed = (await side.telephones?.press(call, digits, context.commandId)) ?? 'not-here';
  if (pressed !== 'pressed') return NOT_PRESSED[pressed];
  const person = { role: 'manager', id: viewer.id } as const;
  const press = { pressId: context.commandId, person, count: digits.length };
  return giveOrder(side, settleExpired, { ...to, order: ({ by }) => ({ type: 'NoteDigits', by, ...press }) });
}

const NOT_PRESSED = {
  'not-here': { outcome: 'not-allowed', reasons: ['NO_PHONE_LINE'] },
  over: { outcome: 'already-over' },
  refused: {
    ...{ outcome: 'conflict', winner: null },
    message: 'the telephone takes no digits now: it never agreed to, holds the call itself, or has many to hear yet',
  },
  unfinished: {
    ...{ outcome: 'conflict', winner: null },
    message: 'not all digits could be pressed in time; the telephone may have heard some of them',
  },
} as const satisfies Record<Exclude<Pressed, 'pressed'>, MeetAnswer>;
