import type { Viewer } from '../../viewer.ts';
import type { Directory } from '../directory/table.ts';
import type { Meets } from '../meets/queries.ts';
import type { MeetRow } from '../meets/row.ts';
import type { MeetNoticeView, MeetView } from '../views.ts';
import { meetView } from '../visible/meets.ts';
import { personScope } from '../scoped-key.ts';
import type { LiveHub } from './live-hub.ts';

export interface NoticeSubscription {
  readonly hub: LiveHub;
  readonly meets: Meets;
  readonly directory: Directory;
  readonly viewer: Viewer;
  readonly signal: AbortSignal;
}

/**
 * R19, R20: the meets that are live now where this manager takes part (internal chats of their chats, their team rooms),
 * then each that goes live or is over. Nobody else takes part in such places. Nothing is queued: what is live is compared
 * with what was told, so a slow reader misses what began and ended meanwhile, and nothing that is live.
 */
export async function* meetNotices(subscription: NoticeSubscription): AsyncGenerator<MeetNoticeView, void> {
  const { hub, viewer, signal } = subscription;
  if (viewer.role !== 'manager') return;
  const bell = hub.bell(signal);
  const key = personScope(viewer.channelId, { role: 'manager', id: viewer.id });
  const stopListening = hub.notices.listen(key, () => bell.ring());
  const told = new Map<string, MeetView>();
  try {
    do {
      for (const notice of newsFor(subscription, told)) {
        if (signal.aborted) return;
        yield notice;
      }
    } while (await bell.heard());
    hub.throwIfFailed();
  } finally {
    stopListening();
    hub.release(bell);
  }
}

/**
 * What to tell, and what is told from then on. A meet of which the viewer may not know any more, as who was put out of its
 * room, is over for them as well: of that they are told by what they heard of it last.
 */
function newsFor({ meets, directory, viewer }: NoticeSubscription, told: Map<string, MeetView>): MeetNoticeView[] {
  const { channelId, id: managerId } = viewer;
  const live = meets.liveAmong(channelId, managerId).filter((row) => concerns(directory, row, managerId));
  const liveIds = new Set(live.map(({ meet }) => meet.id));
  const over = [...told].filter(([id]) => !liveIds.has(id));
  const begun = live.flatMap((row) => (told.has(row.meet.id) ? [] : (meetView(viewer, row, directory.teamRoom) ?? [])));
  for (const [id] of over) told.delete(id);
  for (const meet of begun) told.set(meet.id, meet);
  return [
    ...over.map(([id, last]) => {
      const meet = meetView(viewer, meets.byId(channelId, id), directory.teamRoom) ?? last;
      return { meet, live: false };
    }),
    ...begun.map((meet) => ({ meet, live: true })),
  ];
}

const concerns = (directory: Directory, { channelId, meet }: MeetRow, managerId: string): boolean =>
  directory.managersIn(channelId, meet.place).includes(managerId);
