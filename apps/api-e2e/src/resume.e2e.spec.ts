import { runResume, type ResumeReport } from './resume/run-resume.ts';

const RECONNECTS = 1_000;
const KILLS = 12;
/** Any will do; this one is tried again and again. `npm run resume` draws others. */
const SEED = 20_260_302;
/** A minute on two quiet cores. */
const RUN_TIMEOUT_MS = 300_000;

describe(`${RECONNECTS} reconnects at random moments, with kill -9 of the server ${KILLS} times among them`, () => {
  let report: ResumeReport;
  beforeAll(async () => {
    report = await runResume({ reconnects: RECONNECTS, kills: KILLS, seed: SEED });
  }, RUN_TIMEOUT_MS);

  it('really happened, while meets were made', () => {
    expect(report.reconnects).toBeGreaterThanOrEqual(RECONNECTS);
    expect(report.kills).toBe(KILLS);
    expect(report.acknowledged).toBeGreaterThan(RECONNECTS);
    expect(Object.keys(report.losses)).toEqual(expect.arrayContaining(['network', 'silence']));
  });

  it.each(['manager', 'customer', 'integrator'])('leave a %s without a gap or a duplicate, in order', (role) => {
    const theirs = report.followers.filter(({ who }) => who.startsWith(role));
    expect(theirs.length).toBeGreaterThan(0);
    for (const { events, reconnects, who: _who, ...wrong } of theirs) {
      expect(wrong).toEqual({ gaps: 0, duplicates: 0, invented: 0, disorder: 0, positionGaps: 0, surprises: [] });
      expect(events).toBeGreaterThan(0);
      expect(reconnects).toBeGreaterThan(0);
    }
  });

  it('lose nothing that was acknowledged', () => {
    expect(report.acknowledgedAndLost).toBe(0);
  });
});
