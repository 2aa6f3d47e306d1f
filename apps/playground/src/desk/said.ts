import type { MeetChatMessage } from '@meets/meet-client';

/** How much of what was said this page keeps; the service keeps none of it (R25). */
export const KEPT_CHAT_MESSAGES = 200;

export type Said = Pick<MeetChatMessage, 'from' | 'sentAt' | 'text'>;

/** What is said has no id; nobody says the same twice in one millisecond. */
export const saidKey = ({ from, sentAt, text }: Said): string => `${sentAt} ${from.id} ${text}`;

/** With the message at its end, unless it was heard already: whoever speaks hears themselves twice. */
export function withSaid(said: readonly Said[], message: Said): readonly Said[] {
  const known = said.some((each) => saidKey(each) === saidKey(message));
  return known ? said : [...said, message].slice(-KEPT_CHAT_MESSAGES);
}
