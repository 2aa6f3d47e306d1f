import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type PhoneFigures, registerPhoneFigures } from './phone-figures.ts';

/**
 * What the service counts, for Prometheus. Nothing here names a tenant or a person: numbers are summed over all of them.
 * Each instance has a registry of its own, so that several services can run in one process (tests do).
 */
export interface Metrics {
  /** The exposition text and its content type. */
  readonly registry: Registry;
  /** Seconds from the request to the acknowledgement, by outcome. */
  readonly appendSeconds: Histogram<'outcome'>;
  readonly eventsAppended: Counter<'type'>;
  readonly meetsStarted: Counter<'kind'>;
  readonly meetsAnswered: Counter;
  readonly meetsMissed: Counter<'reason'>;
  readonly sockets: Gauge;
  readonly operations: Gauge;
  /** Sockets that we closed, by why. */
  readonly socketsClosed: Counter<'cause'>;
  /** Upgrades that became no socket, by why. */
  readonly upgradesRefused: Counter<'cause'>;
  readonly requestSeconds: Histogram<'route' | 'status'>;
  /** Asked whenever somebody looks: how far the read model is behind the log, in positions. */
  measureLag(lag: () => Promise<number>): void;
  /** Likewise: what the phone line counts of itself. */
  measurePhone(line: PhoneFigures): void;
}

/** From half a millisecond to ten seconds: an fsync on a fast disk, and a request that hangs. */
const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    appendSeconds: new Histogram({
      name: 'meets_append_seconds',
      help: 'From an append to its acknowledgement.',
      labelNames: ['outcome'],
      buckets: SECONDS,
      registers,
    }),
    eventsAppended: new Counter({
      name: 'meets_events_appended_total',
      help: 'Events appended by this process.',
      labelNames: ['type'],
      registers,
    }),
    meetsStarted: new Counter({ name: 'meets_started_total', help: 'Meets begun.', labelNames: ['kind'], registers }),
    meetsAnswered: new Counter({ name: 'meets_answered_total', help: 'Meets answered.', registers }),
    meetsMissed: new Counter({
      name: 'meets_missed_total',
      help: 'Meets that nobody answered.',
      labelNames: ['reason'],
      registers,
    }),
    sockets: new Gauge({ name: 'meets_ws_sockets', help: 'WebSockets open.', registers }),
    operations: new Gauge({ name: 'meets_ws_operations', help: 'Operations open over WebSocket.', registers }),
    socketsClosed: new Counter({
      name: 'meets_ws_closed_total',
      help: 'WebSockets closed by this side.',
      labelNames: ['cause'],
      registers,
    }),
    upgradesRefused: new Counter({
      name: 'meets_ws_refused_total',
      help: 'Upgrades to WebSocket that were refused.',
      labelNames: ['cause'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'meets_http_request_seconds',
      help: 'From an HTTP request to its answer.',
      labelNames: ['route', 'status'],
      buckets: SECONDS,
      registers,
    }),
    measurePhone: (line) => registerPhoneFigures(registry, line),
    measureLag: (lag) => {
      // The registry keeps and asks it.
      new Gauge({
        name: 'meets_read_model_lag_positions',
        help: 'How far the read model is behind the log.',
        registers,
        async collect() {
          this.set(await lag());
        },
      });
    },
  };
}
