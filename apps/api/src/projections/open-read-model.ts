import type { EventStore, PersonKeys } from '@meets/event-store';
import { type Clock, systemClock, timestampOf } from '../time/clock.ts';
import { type Log, silentLog } from '../logging/log.ts';
import { domainDecoder } from '../stored-events/domain-codec.ts';
import { AppliedPosition } from './applied-position.ts';
import { batchApplier } from './apply-batch.ts';
import { customerTimelineOf } from './customer-timeline/table.ts';
import { directoryOf } from './directory/table.ts';
import { dutyPage } from './duties/page.ts';
import { dutiesOf } from './duties/table.ts';
import { eventById, explain } from './event-causes.ts';
import { eventIndexOf } from './event-index/table.ts';
import { eventPage } from './event-pages.ts';
import { dutyUpdates, myDuty } from './live/duty-updates.ts';
import { HEARTBEAT_MS } from './live/heartbeats.ts';
import { ALL_CHANNELS, LiveHub } from './live/live-hub.ts';
import { meetEvents, passingMeetEvents } from './live/meet-events.ts';
import { meetNotices } from './live/meet-notices.ts';
import { meetUpdates } from './live/meet-updates.ts';
import { myRings } from './live/my-rings.ts';
import { linkPreview } from './link-preview.ts';
import { meetAsOf, meetAtAnswer } from './meet-history.ts';
import { meetPage } from './meet-pages.ts';
import { meetsOf } from './meets/queries.ts';
import { MAX_PAGE } from './paging.ts';
import { phoneNumberPage } from './phone-numbers/page.ts';
import { phoneNumbersOf } from './phone-numbers/table.ts';
import { openProjectionFile, type ProjectionFile } from './projection-file.ts';
import { MAX_BATCH_EVENTS, type Projector, startProjector } from './projector.ts';
import type { ReadModel } from './read-model.ts';
import { revocationsOf } from './revocations/table.ts';
import type { Rows } from './rows.ts';
import { reachedPlace, tokenFor } from './viewer-positions.ts';
import {
  channelView,
  customerView,
  managerView,
  mySettings,
  phoneSettingsView,
  teamRoomView,
  userChatView,
} from './visible/directory.ts';
import { ownDutyView } from './visible/duties.ts';
import { meetView } from './visible/meets.ts';

/** How long a query waits for a position before it answers with `PositionTimeout`. */
export const READ_WAIT_MS = 5_000;

export interface ReadModelOptions {
  readonly store: EventStore;
  readonly keys: Pick<PersonKeys, 'find' | 'reach'>;
  /** The SQLite file's path, or `:memory:`. It may be deleted while nobody has it open: it is rebuilt from the log. */
  readonly file: string;
  /** Default {@link READ_WAIT_MS}. */
  readonly readWaitMs?: number;
  /** Default {@link MAX_PAGE}. */
  readonly maxPageSize?: number;
  readonly log?: Log;
  readonly clock?: Clock;
  /** Default {@link HEARTBEAT_MS}. */
  readonly heartbeatMs?: number;
  /** Default {@link MAX_BATCH_EVENTS}. */
  readonly maxBatchEvents?: number;
  /** What is read was recorded by this moment, by whichever node; called before anybody can see it. */
  readonly onRecorded?: (at: string) => void;
  /** The rows cannot follow the log any more and every answer grows old: stop being ready. Not called by `close`. */
  readonly onFailure?: (error: Error) => void;
}

/**
 * Opens the read model and resolves once its rows contain everything that was in the log at the call. Rejects where the
 * file cannot be opened, or the log not read. One process a file. `close` is safe to call twice; reading after it throws.
 */
export async function openReadModel(options: ReadModelOptions): Promise<ReadModel> {
  const { store, clock = systemClock, log = silentLog, readWaitMs = READ_WAIT_MS } = options;
  const head = await store.head();
  const file = await openProjectionFile(options.file, store, log);
  const applied = new AppliedPosition(clock);
  applied.reach(file.checkpoint?.position ?? 0);
  const hub = new LiveHub();
  const decode = domainDecoder(options.keys);
  const projector = startProjector({
    store,
    keys: options.keys,
    file,
    applier: batchApplier(file.db, decode),
    applied,
    clock,
    log,
    maxBatchEvents: options.maxBatchEvents ?? MAX_BATCH_EVENTS,
    onRecorded: (at) => options.onRecorded?.(at),
    onChanges: (changes) => hub.publish(changes),
  });
  try {
    await applied.reached(head);
  } catch (error) {
    await projector.close();
    file.close();
    throw error;
  }
  const rows: Rows = {
    directory: directoryOf(file.db),
    meets: meetsOf(file.db),
    eventIndex: eventIndexOf(file.db),
    timeline: customerTimelineOf(file.db),
    phoneNumbers: phoneNumbersOf(file.db),
    duties: dutiesOf(file.db),
    tokensRevokedAt: revocationsOf(file.db),
    applied,
    store,
    decode,
    readWaitMs,
    maxPageSize: options.maxPageSize ?? MAX_PAGE,
  };
  const live = { hub, clock, heartbeatMs: options.heartbeatMs ?? HEARTBEAT_MS };
  return {
    ...queriesOf(rows, clock),
    ...subscriptionsOf(rows, live),
    close: closing({ file, projector, hub, options }),
  };
}

type Subscriptions = Pick<
  ReadModel,
  | 'myRings'
  | 'myDutyUpdates'
  | 'dutyUpdates'
  | 'meetNotices'
  | 'meetUpdates'
  | 'meetEvents'
  | 'passingMeetEvents'
  | 'onTokensRevoked'
>;
type Queries = Omit<ReadModel, keyof Subscriptions | 'close'>;

function queriesOf(rows: Rows, clock: Clock): Queries {
  const { directory, meets } = rows;
  return {
    channel: (viewer) => channelView(viewer, directory.channel(viewer.channelId)),
    phoneSettings: (viewer) => phoneSettingsView(viewer, directory.channel(viewer.channelId), clock.now()),
    phoneNumbers: (viewer, page) => phoneNumberPage(rows, viewer, page),
    myDuty: (viewer) => ownDutyView(viewer, rows.duties.byId(viewer.channelId, viewer.id)),
    duties: (viewer, page) => dutyPage(rows, viewer, page),
    manager: (viewer, id) =>
      managerView(viewer, directory.manager(viewer.channelId, id), () =>
        directory.areAcquainted(viewer.channelId, viewer.id, id),
      ),
    mySettings: (viewer) => mySettings(viewer, directory.manager(viewer.channelId, viewer.id)),
    customer: (viewer, id) => customerView(viewer, directory.customer(viewer.channelId, id)),
    userChat: (viewer, id) => userChatView(viewer, directory.userChat(viewer.channelId, id)),
    teamRoom: (viewer, id) => teamRoomView(viewer, directory.teamRoom(viewer.channelId, id)),
    meet: (viewer, id) => meetView(viewer, meets.byId(viewer.channelId, id), directory.teamRoom),
    meetAsOf: (viewer, id, asOf) => meetAsOf(rows, viewer, id, asOf),
    meetAtAnswer: (viewer, id, position) => meetAtAnswer(rows, viewer, id, position),
    liveMeetIn: (viewer, place) => meetView(viewer, meets.live(viewer.channelId, place), directory.teamRoom),
    linkPreview: (viewer, target) => linkPreview(rows, { viewer, target, at: timestampOf(clock.now()) }),
    meets: (viewer, filter, page) => meetPage(rows, viewer, filter, page),
    history: (viewer, meetId, page) => eventPage(rows, viewer, { meetId }, page),
    events: (viewer, filter, page) => eventPage(rows, viewer, filter, page),
    event: (viewer, eventId) => eventById(rows, viewer, eventId),
    explain: (viewer, eventId) => explain(rows, viewer, eventId),
    applied: () => rows.applied.position,
    tokensRevokedAt: rows.tokensRevokedAt,
    waitFor: async (viewer, position) => void (await reachedPlace(rows, viewer, position)),
    positionFor: (viewer, position) => tokenFor(rows, viewer, position),
  };
}

function subscriptionsOf(
  rows: Rows,
  live: { readonly hub: LiveHub; readonly clock: Clock; readonly heartbeatMs: number },
): Subscriptions {
  const { hub } = live;
  const { directory, meets } = rows;
  const findRoom = directory.teamRoom;
  return {
    myRings: (viewer, deviceId, signal) => myRings({ hub, meets, findRoom, viewer, deviceId, signal }),
    myDutyUpdates: (viewer, signal) => myDuty({ hub, duties: rows.duties, viewer, signal }),
    dutyUpdates: (viewer, signal) => dutyUpdates({ hub, duties: rows.duties, viewer, signal }),
    meetNotices: (viewer, signal) => meetNotices({ hub, meets, directory, viewer, signal }),
    meetUpdates: (viewer, id, signal) =>
      meetUpdates(hub, () => meetView(viewer, meets.byId(viewer.channelId, id), findRoom), viewer, id, signal),
    meetEvents: (viewer, filter, after, signal) => meetEvents({ rows, ...live, viewer, filter, after, signal }),
    onTokensRevoked: (listener) => hub.revocations.listen(ALL_CHANNELS, listener),
    passingMeetEvents: (viewer, filter, after, signal) =>
      passingMeetEvents({ rows, ...live, viewer, filter, after, signal }),
  };
}

interface Closing {
  readonly file: ProjectionFile;
  readonly projector: Projector;
  readonly hub: LiveHub;
  readonly options: ReadModelOptions;
}

/** Ends with the projector whether that stops because of `close`, of its store, or of a failure. */
function closing({ file, projector, hub, options }: Closing): () => Promise<void> {
  let closed = false;
  void projector.stopped.then((failure) => {
    hub.end(failure);
    if (failure && !closed) options.onFailure?.(failure);
  });
  return async () => {
    closed = true;
    hub.end(null);
    await projector.close();
    file.close();
  };
}
