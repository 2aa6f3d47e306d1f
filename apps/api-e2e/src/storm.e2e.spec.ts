import { runStorm, type StormReport } from './storm/run-storm.ts';

const INPUTS = 1_500;
const WARM_UP = 500;
/** Any will do; this one is tried again and again. `npm run storm` draws others, and more. */
const SEED = 20_261_126;

describe(`${INPUTS} malformed HTTP and WebSocket inputs`, () => {
  let report: StormReport;
  beforeAll(async () => {
    report = await runStorm({ inputs: INPUTS, seed: SEED, only: null, warmUp: WARM_UP });
  });

  it('are of every kind, and all were sent', () => {
    expect(report.inputs).toBe(INPUTS);
    expect(Object.keys(report.answers).length).toBeGreaterThan(25);
  });

  it('are each answered, and never as if the service had broken', () => {
    expect(report.failures).toEqual([]);
  });

  // Resident memory is held to its promise by `npm run storm`: so few requests do not warm a process up.
  it.each([
    'the service does not crash',
    'everybody else is served meanwhile, and nothing is stored',
    'the log says nothing of an error',
    'no connection is left',
    'live memory is back within 10 %',
  ])('prove that %s', (name) => {
    expect(report.promises.find((promised) => promised.name === name)).toMatchObject({ name, kept: true });
  });
});
