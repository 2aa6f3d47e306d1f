import type { EventStore, PersonKeys } from '@meets/event-store';
import type { MediaBridge, Person, TrackSource } from '@meets/meet-domain';
import type { Clock } from '../time/clock.ts';
import type { SystemCommands } from '../commands/system-commands.ts';
import type { Log } from '../logging/log.ts';
import { scopedKey, scopeOfKey } from '../projections/scoped-key.ts';
import { followLog } from '../reactions/follow-log.ts';
import { type Hearing, tell, type Told, toTold, typesHeard } from '../reactions/told.ts';
import { domainDecoder } from '../stored-events/domain-codec.ts';

/** The room of a meet. */
export const roomOf = (channelId: string, meetId: string): string => scopedKey(channelId, meetId);

export interface RoomKeeperParts {
  readonly store: EventStore;
  readonly keys: PersonKeys;
  readonly bridge: MediaBridge;
  readonly commands: Pick<SystemCommands, 'noteMediaLost'>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface RoomKeeper {
  /** Stops following and listening; rooms stay as they are. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Keeps rooms to what the log says: who has left is put out, what was turned off is heard and seen no more, and a room ends
 * with its meet. It follows from now on, for rooms are this process's own and none is older. Whoever lets somebody in, or a
 * track begin, looks at the log once more after it: so nothing that was said in between is missed. What the log cannot know, that
 * a room died with its worker, is written into it.
 */
export async function openRoomKeeper(parts: RoomKeeperParts): Promise<RoomKeeper> {
  const { store, keys, bridge, clock, log } = parts;
  const decode = domainDecoder(keys);
  const stop = new AbortController();
  let position = await store.head();
  const following = followLog({
    ...{ store, clock, log, signal: stop.signal, random: Math.random },
    filter: { types: typesHeard(HEARD) },
    checkpoint: async () => position,
    takeIn: (events, upTo) => {
      for (const event of events) {
        const told = toTold(event, decode);
        if (told) tell(HEARD, told, bridge, log);
      }
      position = upTo;
    },
    caughtUp: () => undefined,
  });
  const stopListening = bridge.listen(({ type, roomId }) => {
    if (type === 'room-lost') noteLoss(parts, roomId);
  });
  return {
    close: async () => {
      stopListening();
      stop.abort();
      await following;
    },
  };
}

/** The meet goes on whether or not this can be written; who is in is told by the room itself. */
function noteLoss({ commands, log }: RoomKeeperParts, roomId: string): void {
  const { channelId, id: meetId } = scopeOfKey(roomId);
  commands.noteMediaLost({ channelId, meetId }).catch((error: unknown) => {
    log.error({ err: error, meetId }, 'the loss of a meet’s media could not be written');
  });
}

const roomOfTold = ({ channelId, subject }: Told): string => roomOf(channelId, subject);

const HEARD: Hearing<[bridge: MediaBridge, log: Log]> = {
  ParticipantLeft: (told, bridge) => putOut(bridge, roomOfTold(told), told.fact.data.participant),
  MeetEnded: (told, bridge) => bridge.closeRoom(roomOfTold(told)),
  MicrophoneTurnedOff: (told, bridge, log) => hold(told, told.fact.data.participant, true, bridge, log),
  MicrophoneTurnedOn: (told, bridge, log) => hold(told, told.fact.data.participant, false, bridge, log),
  CameraTurnedOff: (told, bridge) => turnOff(told, told.fact.data.participant, 'camera', bridge),
  ScreenShareStopped: (told, bridge) => turnOff(told, told.fact.data.participant, 'screen', bridge),
};

function putOut(bridge: MediaBridge, roomId: string, person: Person): void {
  for (const peer of bridge.peers(roomId)) {
    if (peer.person.role === person.role && peer.person.id === person.id)
      bridge.dismiss({ roomId, peerId: peer.peerId });
  }
}

/** In the order of the log: the bridge notes each before it waits for its worker. */
function hold(told: Told, person: Person, paused: boolean, bridge: MediaBridge, log: Log): void {
  bridge.holdTracks(roomOfTold(told), person, 'microphone', paused).catch((error: unknown) => {
    log.error({ err: error, meetId: told.subject }, 'a microphone could not be held back or let through');
  });
}

const turnOff = (told: Told, person: Person, source: TrackSource, bridge: MediaBridge): void =>
  bridge.stopTracks(roomOfTold(told), person, source);
