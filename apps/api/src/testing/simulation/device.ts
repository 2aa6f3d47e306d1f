import type { MeetEventView, MeetView, PositionToken, RingNoticeView } from '../../projections/views.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import type { Viewer } from '../../viewer.ts';
import { isUnreadable } from './unreadable.ts';
import { hold } from './violation.ts';
import { checkUnheard } from './hearsay.ts';

/**
 * One device of one person: it follows the events that the person may see, and the person's rings. It loses its connection
 * and takes it up again, at another node maybe, where it stood.
 */
export class Device {
  readonly viewer: Viewer;
  readonly deviceId: string;
  /** Every event it heard of, in order, over all connections. */
  readonly heard: MeetEventView[] = [];
  /** What it believes to be ringing. */
  readonly ringing = new Set<string>();
  /** What it believes to be live where its manager takes part (R19, R20). */
  readonly live = new Set<string>();
  /** The meet that it has open, and what it shows of it. */
  watched: { readonly id: string; shown: MeetView | null } | null = null;
  readonly #trace: (line: string) => void;
  #resumeAt: PositionToken | null = null;
  #connection: AbortController | null = null;
  #failure: unknown = null;

  constructor(viewer: Viewer, deviceId: string, trace: (line: string) => void) {
    this.viewer = viewer;
    this.deviceId = deviceId;
    this.#trace = trace;
  }

  get name(): string {
    return `${this.viewer.channelId}/${this.viewer.id}/${this.deviceId}`;
  }

  get connected(): boolean {
    return this.#connection !== null;
  }

  connect(reads: ReadModel): void {
    this.disconnect();
    const connection = new AbortController();
    this.#connection = connection;
    this.ringing.clear();
    this.live.clear();
    this.#follow(connection, this.#hearEvents(reads, connection));
    // Nobody rings integrators and analysts, and they are told so at once.
    const rings = this.viewer.role === 'manager' || this.viewer.role === 'customer';
    if (rings) this.#follow(connection, this.#hearRings(reads, connection));
    if (this.viewer.role === 'manager') this.#follow(connection, this.#hearNotices(reads, connection));
    const id = this.heard.at(-1)?.meetId;
    this.watched = id === undefined ? null : { id, shown: null };
    if (this.watched) this.#follow(connection, this.#watch(reads, connection, this.watched));
  }

  disconnect(): void {
    this.#connection?.abort();
    this.#connection = null;
  }

  /** Throws what went wrong on a connection, if it may not go wrong. */
  check(): void {
    if (this.#failure !== null) throw this.#failure as Error;
  }

  #follow(connection: AbortController, hearing: Promise<void>): void {
    const over = (error: unknown): void => {
      if (connection !== this.#connection) return;
      // A node that is far behind, or gone, is left for another one; everything else is a mistake.
      if (error !== undefined && !isUnreadable(error)) this.#failure ??= error;
      this.disconnect();
    };
    hearing.then(() => over(undefined), over);
  }

  async #hearEvents(reads: ReadModel, connection: AbortController): Promise<void> {
    for await (const message of reads.meetEvents(this.viewer, {}, this.#resumeAt, connection.signal)) {
      if (connection !== this.#connection) return;
      const because = message.message === 'resync-required' ? message.reason : '';
      hold(because === '', 'positions have no gaps', () => `${this.name} was sent back to the start: ${because}`);
      if (message.message === 'event') this.#hear(message.event);
      if (message.message === 'caught-up') this.#mark(message.position);
    }
  }

  #hear(event: MeetEventView): void {
    const last = this.heard.at(-1);
    const inOrder = this.#resumeAt === null || event.position > this.#resumeAt;
    hold(
      inOrder,
      'positions have no gaps',
      () => `${this.name} heard ${event.position} after ${String(this.#resumeAt)}`,
    );
    if (this.viewer.role === 'customer') {
      const next = `c${String(Number(last?.position.slice(1) ?? 0) + 1).padStart(16, '0')}`;
      hold(
        event.position === next,
        'positions have no gaps',
        () => `${this.name} heard ${event.position}, not ${next}`,
      );
    }
    checkUnheard(this.viewer, event, () => this.name);
    this.heard.push(event);
    this.#resumeAt = event.position;
    this.#trace(`  ${this.name} hears ${event.type} ${event.position}`);
  }

  #mark(position: PositionToken): void {
    const resumeAt = this.#resumeAt;
    const forward = resumeAt === null || position >= resumeAt;
    hold(forward, 'positions have no gaps', () => `${this.name}: a mark at ${position} after ${String(resumeAt)}`);
    this.#resumeAt = position;
  }

  async #hearRings(reads: ReadModel, connection: AbortController): Promise<void> {
    for await (const notice of reads.myRings(this.viewer, this.deviceId, connection.signal)) {
      if (connection !== this.#connection) return;
      this.#ring(notice);
    }
  }

  async #hearNotices(reads: ReadModel, connection: AbortController): Promise<void> {
    for await (const notice of reads.meetNotices(this.viewer, connection.signal)) {
      if (connection !== this.#connection) return;
      checkUnheard(this.viewer, notice, () => this.name);
      if (notice.live) this.live.add(notice.meet.id);
      else this.live.delete(notice.meet.id);
    }
  }

  async #watch(reads: ReadModel, connection: AbortController, watched: NonNullable<Device['watched']>): Promise<void> {
    for await (const meet of reads.meetUpdates(this.viewer, watched.id, connection.signal)) {
      if (connection !== this.#connection) return;
      checkUnheard(this.viewer, meet, () => this.name);
      const before = watched.shown?.position ?? '';
      hold(
        meet.position >= before,
        'positions have no gaps',
        () => `${this.name}: ${meet.id} at ${meet.position} after ${before}`,
      );
      watched.shown = meet;
    }
    // Ended: by the node, which ends everything else too, or because the meet may not be known any more.
    if (connection === this.#connection) this.watched = null;
    await this.#gone(connection);
  }

  /** Until the connection is over. */
  async #gone({ signal }: AbortController): Promise<void> {
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }

  #ring(notice: RingNoticeView): void {
    const { meet, ringing, outcome } = notice;
    checkUnheard(this.viewer, notice, () => this.name);
    if (ringing) this.ringing.add(meet.id);
    else this.ringing.delete(meet.id);
    this.#trace(`  ${this.name} ${ringing ? 'rings' : 'stops'}: ${meet.id} ${outcome}`);
  }
}
