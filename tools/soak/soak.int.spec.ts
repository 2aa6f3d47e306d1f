import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisesOf } from './promises.ts';
import { BURST_EVENTS, runSoak, type SoakReport } from './run-soak.ts';

const SILENT = { tick: () => undefined, begin: () => undefined, end: () => undefined };
/** Wide messages fill what the machine keeps for a line that nobody reads, so that few events will do. */
const PADDING = 200;
const SETTINGS = {
  MAX_QUERY_ALIASES: '1000',
  WS_MAX_BUFFERED_BYTES: '262144',
  WS_STALL_TIMEOUT_MS: '1000',
  // What is kept for a reader would not fit in; and V8 does not put off collecting until its heap has grown for no need.
  NODE_OPTIONS: '--max-old-space-size=128',
};
const PLAN = {
  events: 20 * BURST_EVENTS,
  // As many as it takes until a server that has just started has grown to its size.
  baselineEvents: 15 * BURST_EVENTS,
  healthy: 20,
  stalled: 10,
  seed: 20_261_126,
  resumedEvents: 500,
  padding: PADDING,
};
/** A few seconds on two quiet cores. */
const RUN_TIMEOUT_MS = 300_000;

describe(`${PLAN.stalled} subscribers that stop reading, beside ${PLAN.healthy} that do not`, () => {
  let dataDir: string;
  let report: SoakReport;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'meets-soak-'));
    report = await runSoak(PLAN, { dataDir, settings: SETTINGS, progress: SILENT });
  }, RUN_TIMEOUT_MS);
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('are closed with a position to resume from, and the server does not grow by them', () => {
    expect(promisesOf(report, false).filter(({ kept }) => !kept)).toEqual([]);
    expect(new Set(report.stalled.map(({ sleep }) => sleep)).size).toBe(2);
  });
});
