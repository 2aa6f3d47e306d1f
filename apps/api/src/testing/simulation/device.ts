import type { MeetEventView, PositionToken, ReadModel, RingNoticeView } from '../../projections/read-model.ts';
import { PositionTimeout } from '../../projections/read-model.ts';
import type { Viewer } from '../../viewer.ts';
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
    this.#follow(connection, this.#hearEvents(reads, connection));
    // Nobody rings integrators and analysts, and they are told so at once.
    const rings = this.viewer.role === 'manager' || this.viewer.role === 'customer';
    if (rings) this.#follow(connection, this.#hearRings(reads, connection));
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
      if (error !== undefined && !isExpected(error)) this.#failure ??= error;
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

  #ring(notice: RingNoticeView): void {
    const { meet, ringing, outcome } = notice;
    checkUnheard(this.viewer, notice, () => this.name);
    if (ringing) this.ringing.add(meet.id);
    else this.ringing.delete(meet.id);
    this.#trace(`  ${this.name} ${ringing ? 'rings' : 'stops'}: ${meet.id} ${outcome}`);
  }
}

const isExpected = (error: unknown): boolean =>
  error instanceof PositionTimeout ||
  (error instanceof Error && /EventStore|no longer follows|closed|not open/.test(`${error.name} ${error.message}`));
