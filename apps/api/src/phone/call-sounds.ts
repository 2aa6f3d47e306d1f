import type { JoinedMix, MediaBridge, MediaFailure, Person, PhoneCall, PhoneLine, PhoneMix } from '@meets/meet-domain';
import type { Clock } from '../time/clock.ts';
import type { Log } from '../logging/log.ts';

/** How long after it failed a call's sound is joined to its room again, in ms: a worker that died is there again by then. */
export const JOIN_AGAIN_MS = 500;

export interface CallSoundsParts {
  readonly line: Pick<PhoneLine, 'openMix'>;
  readonly bridge: MediaBridge;
  readonly clock: Clock;
  readonly log: Log;
}

/** Where calls' sound meets that of the rooms of their meets. */
export interface CallSounds {
  /**
   * Lets an answered call be heard in that room, as a device of that person, and hear everybody in it, until the call is over or the room is
   * closed. What fails, as while no worker runs, is tried again. The same call again changes nothing.
   */
  join(call: PhoneCall, roomId: string, person: Person): void;
  /** Joins nobody any more; calls and rooms stay as they are. Safe to call twice. */
  close(): void;
}

/** R23: what a telephone gets of a room is microphones; the bridge gives it nothing else. */
export const createCallSounds = (parts: CallSoundsParts): CallSounds => new JoinedCalls(parts);

interface Leg {
  readonly call: PhoneCall;
  readonly person: Person;
  joined: JoinedMix | null;
}

/** A room with telephones in it. */
interface PhoneRoom {
  readonly roomId: string;
  /** By call. */
  readonly legs: Map<string, Leg>;
  mix: PhoneMix | null;
  /** Being joined; null where that is done. One at a time, so that what is done last is what is asked last. */
  joining: Promise<void> | null;
  /** To be looked at once more: somebody came, or the room died. */
  stale: boolean;
}

class JoinedCalls implements CallSounds {
  readonly #parts: CallSoundsParts;
  readonly #rooms = new Map<string, PhoneRoom>();
  readonly #stopListening: () => void;
  readonly #timers = new Set<() => void>();
  #closed = false;

  constructor(parts: CallSoundsParts) {
    this.#parts = parts;
    this.#stopListening = parts.bridge.listen(({ type, roomId }) => {
      const room = this.#rooms.get(roomId);
      if (!room) return;
      if (type === 'room-lost') this.#look(room);
      if (type === 'room-closed') this.#end(room);
    });
  }

  join(call: PhoneCall, roomId: string, person: Person): void {
    const room = this.#rooms.get(roomId) ?? { roomId, legs: new Map(), mix: null, joining: null, stale: false };
    if (this.#closed || room.legs.has(call.callId) || call.ending() !== null) return;
    this.#rooms.set(roomId, room);
    room.legs.set(call.callId, { call, person, joined: null });
    call.listen(({ type }) => {
      if (type === 'ended') this.#leave(room, call.callId);
    });
    this.#look(room);
  }

  close(): void {
    this.#closed = true;
    this.#stopListening();
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  #look(room: PhoneRoom): void {
    room.stale = true;
    room.joining ??= this.#joinUntilDone(room).finally(() => (room.joining = null));
  }

  async #joinUntilDone(room: PhoneRoom): Promise<void> {
    while (room.stale && this.#isCurrent(room)) {
      room.stale = false;
      const failure = await this.#joinAll(room);
      if (failure === null || !this.#isCurrent(room)) continue;
      this.#parts.log.warn(
        { room: room.roomId, failure },
        'the sound of a call could not be joined; it is tried again',
      );
      await this.#pause();
      room.stale = true;
    }
    if (this.#closed || this.#isCurrent(room)) return;
    // Its meet, or its last call, ended meanwhile: whoever ended it could not close what came after.
    this.#end(room);
    const { bridge } = this.#parts;
    if (!this.#rooms.has(room.roomId) && bridge.peers(room.roomId).length === 0) bridge.closeRoom(room.roomId);
  }

  /** Null once everybody in it hears and is heard. */
  async #joinAll(room: PhoneRoom): Promise<string | null> {
    const { bridge, line } = this.#parts;
    const opened = await bridge.openRoom(room.roomId);
    if (!opened.ok) return opened.failure.reason;
    if (!this.#isCurrent(room)) return null;
    if (room.mix === null) {
      const mix = await line.openMix();
      if (!mix.ok) return mix.failure.reason;
      room.mix = mix.value;
    }
    const { mix } = room;
    const heard = await bridge.hearRoom(room.roomId, mix.port);
    if (!heard.ok) return heard.failure.reason;
    mix.tune(heard.value);
    for (const leg of [...room.legs.values()]) {
      const failure = await this.#joinLeg(room, leg, mix);
      if (failure !== null) return failure;
    }
    return null;
  }

  async #joinLeg(room: PhoneRoom, leg: Leg, mix: PhoneMix): Promise<string | null> {
    const { bridge } = this.#parts;
    const { callId } = leg.call;
    if (leg.joined === null) {
      const joined = await leg.call.joinMix(mix);
      if (!joined.ok) return joined.failure.reason === 'over' ? null : joined.failure.reason;
      leg.joined = joined.value;
    }
    if (!room.legs.has(callId)) return null;
    const peer = peerOf(room, callId);
    const admitted = bridge.admit(peer, leg.person);
    if (!admitted.ok) return admitted.failure.reason;
    const sent = await bridge.sendPhoneSound(peer, leg.joined.sound);
    if (!sent.ok) return room.legs.has(callId) ? reasonOf(sent.failure) : null;
    leg.joined.passOn(sent.value.toPort);
    return null;
  }

  #leave(room: PhoneRoom, callId: string): void {
    if (!room.legs.delete(callId)) return;
    this.#parts.bridge.dismiss(peerOf(room, callId));
    if (room.legs.size === 0) this.#end(room);
  }

  /** Nothing of telephones is left in it; safe to call twice. */
  #end(room: PhoneRoom): void {
    if (this.#rooms.get(room.roomId) === room) this.#rooms.delete(room.roomId);
    for (const { joined } of room.legs.values()) joined?.leave();
    room.legs.clear();
    room.mix?.close();
    room.mix = null;
    if (!this.#rooms.has(room.roomId)) this.#parts.bridge.stopHearing(room.roomId);
  }

  #isCurrent(room: PhoneRoom): boolean {
    return !this.#closed && this.#rooms.get(room.roomId) === room;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#parts.clock.setTimer(JOIN_AGAIN_MS, () => {
        this.#timers.delete(cancel);
        resolve();
      });
      this.#timers.add(cancel);
    });
  }
}

const peerOf = ({ roomId }: PhoneRoom, callId: string) => ({ roomId, peerId: `telephone-${callId}` });
const reasonOf = (failure: MediaFailure): string =>
  failure.reason === 'unusable-terms' ? failure.why : failure.reason;
