import type { TransportDirection, WebRtcTerms } from '@meets/meet-domain';
import { observer, type types } from 'mediasoup';
import { provideWorker } from '../../media-worker/provide.ts';

/** A peer of a room, by name. */
export interface Seat {
  readonly roomId: string;
  readonly peerId: string;
}

/**
 * Who passes on what peers send: rooms on one worker. The service's way to do it and bare mediasoup's are two of these, so that
 * a benchmark drives both by the same calls.
 */
export interface Forwarder {
  readonly worker: types.Worker;
  /** What the room's WebRTC can do. */
  openRoom(roomId: string): Promise<WebRtcTerms>;
  closeRoom(roomId: string): void;
  /** Lets a peer in. */
  admit(seat: Seat): void;
  openTransport(
    seat: Seat,
    direction: TransportDirection,
  ): Promise<{ readonly transportId: string; readonly terms: WebRtcTerms }>;
  connect(seat: Seat, transportId: string, terms: WebRtcTerms): Promise<void>;
  /** A microphone; its track's id. */
  send(seat: Seat, terms: WebRtcTerms): Promise<string>;
  receive(
    seat: Seat,
    trackId: string,
    capabilities: WebRtcTerms,
  ): Promise<{ readonly receptionId: string; readonly terms: WebRtcTerms }>;
  /** Lets what is received through, which begins held back. */
  resume(seat: Seat, receptionId: string): Promise<void>;
  close(): Promise<void>;
}

/** The worker that is started meanwhile. */
export async function workerStartedBy(start: () => Promise<unknown>): Promise<types.Worker> {
  const started: types.Worker[] = [];
  const note = (worker: types.Worker): void => void started.push(worker);
  observer.on('newworker', note);
  await start();
  observer.off('newworker', note);
  const [worker] = started;
  if (!worker) throw new Error('no media worker was started: npm run setup makes it ready');
  return worker;
}

/** Gets the media worker where it is not there yet, as `npm run setup` does; rejects where it cannot be had. */
export async function needMediaWorker(): Promise<void> {
  if (!(await provideWorker())) throw new Error('there is no media worker; what was printed above says what to do');
}

export const LOOPBACK = '127.0.0.1';
