import { MISSED_REASONS } from '@meets/meet-domain';
import type { Viewer } from '../../viewer.ts';
import { CARRIED, CHANNELS, ROOMS } from './cast.ts';
import { hold } from './violation.ts';

/** R6, R14, ADR 7: words that no customer may ever read, whatever the question was. */
const UNHEARD = new RegExp(
  [
    ...MISSED_REASONS.map((reason) => `"${reason}"`),
    'MISSED',
    'MeetMissed',
    'RingSkipped',
    'RingDeclined',
    'RingUnanswered',
    'CallCameIn',
    'CallDialled',
    'CallHeld',
    'CallResumed',
    'DigitsPressed',
    'Colleague',
    'CallHandedOver',
    'COLLEAGUE',
    'QUEUED',
    'MeetQueued',
    '\\+8270',
    'MeetOpened',
    'CameByRoomLink',
    'FollowUp',
    'MissedMeetHandled',
    'TIMED_OUT',
    'SKIPPED',
    'DECLINED',
    'ORANGE',
    'internal-chat',
    'team-room',
    '"(ic|tr)\\.',
    'CUSTOMER_BLOCKED',
    'SEAT_REQUIRED',
    'PLAN_REQUIRED',
    // The log's own positions count what customers may not see.
    '"position":"[0-9]',
    '\\+8210',
    CARRIED,
  ].join('|'),
);

/** Private, and its members never change. */
const ROOM_OF_OTHERS = ROOMS[1];

/** Holds for whatever anybody reads: nothing of another tenant, and for a customer no managers-only fact. */
export function checkUnheard(viewer: Viewer, read: unknown, where: () => string): void {
  const text = JSON.stringify(read) ?? '';
  for (const channelId of CHANNELS) {
    const foreign = channelId !== viewer.channelId && text.includes(`Name-${channelId}`);
    hold(!foreign, '3 customers cannot tell', () => `${where()} read of another tenant: ${text.slice(0, 400)}`);
  }
  const hushed =
    viewer.role === 'customer' || (viewer.role === 'manager' && !ROOM_OF_OTHERS.members.some((id) => id === viewer.id));
  const overheard = hushed && text.includes(ROOM_OF_OTHERS.id);
  hold(
    !overheard,
    '3 customers cannot tell',
    () => `${where()} read of a private room of others: ${text.slice(0, 400)}`,
  );
  if (viewer.role !== 'customer') return;
  const found = UNHEARD.exec(text);
  hold(
    found === null,
    '3 customers cannot tell',
    () => `${where()} read "${found?.[0] ?? ''}" in ${text.slice(0, 400)}`,
  );
}
