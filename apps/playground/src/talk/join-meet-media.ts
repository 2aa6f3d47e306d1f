import type { JoinedMedia, MeetMediaOptions } from '@meets/meet-client/media';

/** The SDK's `joinMedia`, which is loaded when it is first needed: whoever only looks at a desk does without mediasoup-client. */
export async function joinMeetMedia(options: MeetMediaOptions): Promise<JoinedMedia> {
  try {
    const { joinMedia } = await import('@meets/meet-client/media');
    return await joinMedia(options);
  } catch (error) {
    return { ok: false, problem: { by: 'browser', error } };
  }
}
