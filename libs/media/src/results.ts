import type { MediaFailure, MediaResult } from '@meets/meet-domain';

export type Failed = { readonly ok: false; readonly failure: MediaFailure };

export const done = <Value>(value: Value): MediaResult<Value> => ({ ok: true, value });
export const failed = (failure: MediaFailure): Failed => ({ ok: false, failure });
export const gone = (what: Extract<MediaFailure, { readonly reason: 'gone' }>['what']): Failed =>
  failed({ reason: 'gone', what });
export const unusable = (why: string): Failed => failed({ reason: 'unusable-terms', why });

/**
 * What mediasoup was asked, as a value. It throws for terms that it cannot use, and for what ended while it was asked:
 * `ended` tells the two apart, and answers null where nothing has.
 */
export async function attempt<Value>(
  ended: () => Failed | null,
  ask: () => Promise<Value>,
): Promise<MediaResult<Value>> {
  try {
    const value = await ask();
    return ended() ?? done(value);
  } catch (error) {
    return ended() ?? unusable(error instanceof Error ? error.message : 'they were refused');
  }
}
