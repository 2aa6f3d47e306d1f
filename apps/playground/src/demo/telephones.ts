/** How often a call that a played telephone makes is looked at, in ms. */
export const TELEPHONE_LOOK_MS = 500;

/** The telephones of the customers whom the shop knows: see `cast.ts`. */
export const KNOWN_TELEPHONES = [
  { id: 'chulsoo', number: '+821055550100' },
  { id: 'younghee', number: '+821055550111' },
] as const;
/** All that can call; the last one's number nobody was told. */
export const TELEPHONES = [...KNOWN_TELEPHONES, { id: 'stranger', number: '+821077776666' }] as const;
export type TelephoneOwner = (typeof TELEPHONES)[number]['id'];

/** What the service plays for whoever has no carrier. */
export interface Trial {
  /** Where softphones of this machine reach it, by UDP. */
  readonly port: number;
  /** E.164; a channel can be issued them. */
  readonly numbers: readonly string[];
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

export interface Telephones {
  /** Null where none are played: the service has a carrier, or no telephones at all. Asked once. */
  trial(): Promise<Trial | null>;
  /** The call that was made last, as it stood when it was looked at; null for none. */
  last(): PlayedCall | null;
  /** Null where it cannot be done now; likewise the others. */
  call(from: string, to: string): Promise<PlayedCall | null>;
  look(id: string): Promise<PlayedCall | null>;
  hangUp(id: string): Promise<PlayedCall | null>;
}

/** The telephones that the service plays in development mode. What does not work is null, and never thrown. */
export function playedTelephones(fetch: typeof globalThis.fetch): Telephones {
  let known: Promise<Trial | null> | null = null;
  let last: PlayedCall | null = null;
  const ask = async <Answer>(path: string, body?: object): Promise<Answer | null> => {
    const headers = { 'content-type': 'application/json' };
    const asked = body && { method: 'POST', headers, body: JSON.stringify(body) };
    try {
      const answer = await fetch(`/dev/telephones${path}`, asked);
      // What the service says of them: see `played-telephones.controller.ts`.
      return answer.ok ? ((await answer.json()) as Answer) : null;
    } catch (error) {
      if (error instanceof TypeError) return null; // The service is not there.
      throw error;
    }
  };
  return {
    trial: () => (known ??= ask<Trial>('')),
    last: () => last,
    call: async (from, to) => (last = await ask<PlayedCall>('/calls', { from, to })),
    // A service that was started anew knows of none.
    look: async (id) => (last = await ask<PlayedCall>(`/calls/${id}`)),
    hangUp: async (id) => (last = await ask<PlayedCall>(`/calls/${id}/hang-up`, {})),
  };
}
