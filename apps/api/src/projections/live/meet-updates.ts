import { meetStream } from '@meets/meet-domain';
import type { Viewer } from '../../viewer.ts';
import type { MeetView } from '../read-model.ts';
import type { LiveHub } from './live-hub.ts';

/**
 * The meet now, then its newest state after every change that the viewer can see: what they would read is compared, so a
 * change that is hidden from them sends nothing. A slow reader skips to the newest state; nothing is queued.
 */
export async function* meetUpdates(
  hub: LiveHub,
  read: () => MeetView | null,
  viewer: Viewer,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<MeetView, void> {
  const bell = hub.bell(signal);
  const stopListening = hub.meets.listen(meetStream(viewer.channelId, id), () => bell.ring());
  try {
    let sent = '';
    do {
      const view = read();
      if (!view) return;
      const text = JSON.stringify(view);
      if (text === sent) continue;
      sent = text;
      if (signal.aborted) return;
      yield view;
    } while (await bell.heard());
    hub.throwIfFailed();
  } finally {
    stopListening();
    hub.release(bell);
  }
}
