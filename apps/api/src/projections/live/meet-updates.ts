import { meetStream, type Place } from '@meets/meet-domain';
import type { Viewer } from '../../viewer.ts';
import type { MeetView } from '../views.ts';
import { scopedKey } from '../scoped-key.ts';
import type { LiveHub } from './live-hub.ts';

/**
 * The meet now, then its newest state after every change that the viewer can see: what they would read is compared, so a
 * change that is hidden from them sends nothing. A slow reader skips to the newest state; nothing is queued. Ends once the
 * viewer may not know of the meet any more, as who was put out of its room: with that change, not with the meet's next one.
 */
export async function* meetUpdates(
  hub: LiveHub,
  read: () => MeetView | null,
  viewer: Viewer,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<MeetView, void> {
  const bell = hub.bell(signal);
  const wake = (): void => bell.ring();
  const stopListening = [hub.meets.listen(meetStream(viewer.channelId, id), wake)];
  try {
    let sent = '';
    do {
      const view = read();
      if (!view) return;
      // A meet never changes its place, so who hears of its room is known with the first look.
      if (sent === '') stopListening.push(listenToRoom(hub, viewer, view.place, wake));
      const text = JSON.stringify(view);
      if (text === sent) continue;
      sent = text;
      if (signal.aborted) return;
      yield view;
    } while (await bell.heard());
    hub.throwIfFailed();
  } finally {
    for (const stop of stopListening) stop();
    hub.release(bell);
  }
}

/** Who may know of other meets depends on nothing that changes. */
const listenToRoom = (hub: LiveHub, { channelId }: Viewer, place: Place, wake: () => void): (() => void) =>
  place.type === 'team-room' ? hub.rooms.listen(scopedKey(channelId, place.teamRoomId), wake) : () => undefined;
