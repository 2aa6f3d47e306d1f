/** How often a call that a played telephone makes is looked at, in ms. */
export const TELEPHONE_LOOK_MS = 500;

/** The telephones of the customers whom the shop knows: see `cast.ts`. */
export const KNOWN_TELEPHONES = [
  { id: 'chulsoo', number: '+821055550100' },
  { id: 'younghee', number: '+821055550111' },
] as const;
/** All that can call; the last one's number nobody was told. */
export const TELEPHONES = [...KNOWN_TELEPHONES, { id: 'stranger', number: '+821077776666' }] as const;
export type Telephone = (typeof TELEPHONES)[number];

/** What played telephones do when they are called; the service says so in `played-telephones.controller.ts`. */
export const MANNERS = ['picks-up', 'is-busy', 'declines', 'is-off', 'rings-on'] as const;
export type Manner = (typeof MANNERS)[number];

/** What the service plays for whoever has no carrier. */
export interface Trial {
  /** Where softphones of this machine reach it, by UDP. */
  readonly port: number;
  /** E.164; a channel can be issued them. */
  readonly numbers: readonly string[];
  readonly manner: Manner;
}

/** A call that a played telephone makes. */
export interface PlayedCall {
  readonly id: string;
  readonly state: 'calling' | 'ringing' | 'answered' | 'over';
  readonly held: boolean;
  /** The loudest it heard, in dB of full scale; -96 is nothing. */
  readonly loudestDb: number;
  readonly ending: { readonly by: 'us' | 'them' | 'network'; readonly cause: { readonly reason: string } } | null;
}

/** `full`: as many of them call as may at one time. `gone`: the service is not there, or knows nothing of it any more. */
export type TelephoneAnswer<Thing> =
  { readonly ok: true; readonly value: Thing } | { readonly ok: false; readonly why: 'full' | 'gone' };

export interface Telephones {
  /** Null where none are played: the service has a carrier, or no telephones at all. */
  trial(): Promise<Trial | null>;
  /** How they answer from now on, whoever is called. */
  answer(manner: Manner): Promise<TelephoneAnswer<unknown>>;
  /** The id of the call that the telephone of that number made last in this window; null for none. A reload changes nothing of it. */
  last(from: string): string | null;
  call(from: string, to: string): Promise<TelephoneAnswer<PlayedCall>>;
  look(id: string): Promise<TelephoneAnswer<PlayedCall>>;
  hangUp(id: string): Promise<TelephoneAnswer<PlayedCall>>;
}

/** What a service answers where no more calls can be made now. */
const UNAVAILABLE = 503;

/** The telephones that the service plays in development mode. What does not work is an answer, and never thrown. `storage`: this window's. */
export function playedTelephones(
  fetch: typeof globalThis.fetch,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
): Telephones {
  const ask = async <Thing>(path: string, body?: object): Promise<TelephoneAnswer<Thing>> => {
    const headers = { 'content-type': 'application/json' };
    const asked = body && { method: 'POST', headers, body: JSON.stringify(body) };
    try {
      const answer = await fetch(`/dev/telephones${path}`, asked);
      if (!answer.ok) return { ok: false, why: answer.status === UNAVAILABLE ? 'full' : 'gone' };
      // What the service says of them: see `played-telephones.controller.ts`.
      return { ok: true, value: (await answer.json()) as Thing };
    } catch (error) {
      if (error instanceof TypeError) return { ok: false, why: 'gone' }; // The service is not there.
      throw error;
    }
  };
  const key = (from: string): string => `meets-telephone-${from}`;
  return {
    async trial() {
      const answer = await ask<Trial>('');
      return answer.ok ? answer.value : null;
    },
    answer: (manner) => ask('/manner', { manner }),
    last: (from) => storage.getItem(key(from)),
    async call(from, to) {
      const made = await ask<PlayedCall>('/calls', { from, to });
      if (made.ok) storage.setItem(key(from), made.value.id);
      return made;
    },
    look: (id) => ask(`/calls/${id}`),
    hangUp: (id) => ask(`/calls/${id}/hang-up`, {}),
  };
}
