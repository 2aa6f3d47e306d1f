/** An `<audio>`, a `<video>` or an `AudioContext`; `setSinkId` is missing where the system alone chooses, as on iOS. */
export interface Sounding {
  setSinkId?(speakerId: string): Promise<void>;
}

export type ChosenSpeaker =
  /** `fellBack`: the chosen one is not there; it sounds where the system says. */
  | { readonly ok: true; readonly fellBack: boolean }
  | { readonly ok: false; readonly reason: 'not-supported' | 'refused'; readonly error: unknown };

/** Where it sounds (R34); null: where the system says. Never rejects. */
export async function chooseSpeaker(sounding: Sounding, speakerId: string | null): Promise<ChosenSpeaker> {
  if (!sounding.setSinkId) {
    const error = new TypeError('here only the system chooses the speaker');
    return speakerId === null ? { ok: true, fellBack: false } : { ok: false, reason: 'not-supported', error };
  }
  try {
    await sounding.setSinkId(speakerId ?? '');
    return { ok: true, fellBack: false };
  } catch (error) {
    const isGone = error instanceof DOMException && error.name === 'NotFoundError';
    if (!isGone || speakerId === null) return { ok: false, reason: 'refused', error };
    const back = await chooseSpeaker(sounding, null);
    return back.ok ? { ok: true, fellBack: true } : back;
  }
}
