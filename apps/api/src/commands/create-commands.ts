import { callHeaders } from './call-headers.ts';
import { chatStanding } from './chat-standing.ts';
import { colleagueCommands } from './colleague-commands.ts';
import type { Commands } from './commands.ts';
import { customerNumber } from './customer-number.ts';
import { dialCommands } from './dial-commands.ts';
import { directoryCommands } from './directory-commands.ts';
import { dutyCommands } from './duty-commands.ts';
import { linkCommands } from './link-commands.ts';
import { mediaStanding } from './media-standing.ts';
import { meetCommands } from './meet-commands.ts';
import { phoneNumberCommands } from './phone-number-commands.ts';
import { personCommands } from './person-commands.ts';
import { revocationCommands } from './revocation-commands.ts';
import { expirySettler } from './settle-expired.ts';
import { startCommands } from './start-commands.ts';
import { telephoneCommands } from './telephone-commands.ts';
import { type SystemCommands, systemCommands } from './system-commands.ts';
import { writeSide, type WriteSide, type WriteSideParts } from './write-side.ts';

/**
 * The only write path: what people may order, and what timers and reactions may. Nothing here is kept open, so there is
 * nothing to close; the store and the keys belong to who made them. Every method rejects where the store cannot be
 * reached (`EventStoreUnavailable`, `EventStoreClosed`) or others were faster time after time (`TooMuchContention`): then
 * nothing is known of the command's fate, and giving it again under the same idempotency key is harmless.
 */
export function createCommands(parts: WriteSideParts): Commands & SystemCommands {
  return commandsOf(writeSide(parts));
}

/** The same on a write side that was put together already. */
export function commandsOf(side: WriteSide): Commands & SystemCommands {
  const system = systemCommands(side);
  const settleExpired = expirySettler(side, system);
  return {
    ...startCommands(side, settleExpired),
    ...dialCommands(side),
    ...meetCommands(side, settleExpired),
    ...telephoneCommands(side, settleExpired),
    ...colleagueCommands(side, settleExpired),
    chatStanding: (viewer, { meetId }) => chatStanding(side, viewer, meetId),
    callHeaders: (viewer, { meetId }) => callHeaders(side, viewer, meetId),
    customerNumber: (viewer, { meetId }) => customerNumber(side, viewer, meetId),
    mediaStanding: (viewer, question) => mediaStanding(side, viewer, question),
    ...linkCommands(side, settleExpired),
    ...directoryCommands(side),
    ...personCommands(side),
    ...phoneNumberCommands(side),
    ...dutyCommands(side),
    ...revocationCommands(side),
    ...system,
  };
}
