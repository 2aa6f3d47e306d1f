import type { EventStore } from '@meets/event-store';
import type { Viewer } from '../viewer.ts';
import type { Decode } from '../stored-events/domain-codec.ts';
import type { AppliedPosition } from './applied-position.ts';
import type { CustomerTimeline } from './customer-timeline/table.ts';
import type { Directory } from './directory/table.ts';
import type { Duties } from './duties/table.ts';
import type { EventIndex } from './event-index/table.ts';
import type { Meets } from './meets/queries.ts';
import type { PhoneNumbers } from './phone-numbers/table.ts';

/** What queries read from: every projection's rows, how far they have come, and the log behind them. */
export interface Rows {
  readonly directory: Directory;
  readonly meets: Meets;
  readonly eventIndex: EventIndex;
  readonly phoneNumbers: PhoneNumbers;
  readonly duties: Duties;
  readonly timeline: CustomerTimeline;
  /** Since when the viewer's tokens are refused; null where none ever were. */
  readonly tokensRevokedAt: (viewer: Viewer) => string | null;
  readonly applied: AppliedPosition;
  readonly store: EventStore;
  readonly decode: Decode;
  /** How long a query waits for a position: READ_WAIT_MS. */
  readonly readWaitMs: number;
  /** The most edges a page has: MAX_PAGE_SIZE. */
  readonly maxPageSize: number;
}
