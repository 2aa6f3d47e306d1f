/** Who can be played. Their names are in the texts, as `person.{id}`. */
export type PersonId = 'mina' | 'minjun' | 'chulsoo';

export interface CastMember {
  readonly id: PersonId;
  readonly role: 'manager' | 'customer';
}

/** The channel (tenant) that the playground has for itself. */
export const CHANNEL = 'playground';

export const MINA: CastMember = { id: 'mina', role: 'manager' };
export const MINJUN: CastMember = { id: 'minjun', role: 'manager' };
export const CHULSOO: CastMember = { id: 'chulsoo', role: 'customer' };
export const CAST: readonly CastMember[] = [MINA, CHULSOO, MINJUN];

export const isPersonId = (id: string | null): id is PersonId => CAST.some((member) => member.id === id);
export const memberOf = (id: PersonId): CastMember => CAST.find((member) => member.id === id) ?? MINA;

/** Chulsoo's consultation, where meets are possible, and one from an external messenger, where they are not (R16). */
export const CHAT_IDS = ['chat-chulsoo', 'chat-messenger'] as const;
export const ROOM_IDS = ['room-support', 'room-leads', 'room-direct'] as const;
/** Whose consultation the second one is; nobody plays her. */
export const MESSENGER_CUSTOMER = 'younghee';
