import { silentLog } from '../logging/log.ts';
import { steadyClock } from '../time/steady-clock.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { openAgenda } from './agenda.ts';
import { type AgendaEntry, AT_ONCE } from './agenda-entry.ts';
import { AgendaRunner, MOMENT_KEPT_EVERY_MS } from './agenda-runner.ts';
import { DONE } from './reaction.ts';
import { openReactionsFile, type ReactionsFile } from './reactions-file.ts';

const WAITING = 100_000;

describe('an agenda with 100,000 waiting entries', () => {
  let file: ReactionsFile;
  beforeEach(() => (file = openReactionsFile(':memory:')));
  afterEach(() => file.close());

  /** How often the clock is read stands for how many entries a tick looks at. */
  async function open() {
    const machine = fakeClock();
    const time = steadyClock(machine);
    const counted = { reads: 0, done: [] as string[], kept: 0 };
    const clock = {
      ...time,
      now: () => {
        counted.reads += 1;
        return time.now();
      },
    };
    const farAway = time.now() + 86_400_000;
    const entry = (id: string, due: number): AgendaEntry => ({
      id,
      channelId: 'ch-1',
      task: { kind: 'call-back', missedMeetId: 'm-1', callbackMeetId: 'm-2' },
      dueAt: due,
      cause: { eventId: 'e-1', correlationId: 'c-1' },
    });
    const waiting = Array.from({ length: WAITING }, (_, n) => entry(`later/${n}`, farAway + n));
    // As if they had been read from the file, which takes longer to write than all the rest of this.
    const agenda = { ...openAgenda(file.db), all: () => waiting };
    const runner = new AgendaRunner({
      agenda,
      clock,
      log: silentLog,
      random: () => 0.5,
      keepMoment: () => (counted.kept += 1),
      perform: async ({ id }) => {
        counted.done.push(id);
        return DONE;
      },
    });
    return { machine, runner, agenda, counted, entry };
  }

  it('costs a tick what is due, and nothing for what waits', async () => {
    const { machine, runner, agenda, counted, entry } = await open();
    counted.reads = 0;
    runner.start();
    machine.advance(10_000);
    expect(counted.reads).toBeLessThan(30);
    agenda.put(entry('now', AT_ONCE.dueAt));
    counted.reads = 0;
    runner.refresh();
    await new Promise(setImmediate);
    expect(counted.done).toEqual(['now']);
    expect(counted.reads).toBeLessThan(10);
    await closed(runner, machine);
  });

  it('has the moment written down often while something is due soon, and seldom while nothing is', async () => {
    const { machine, runner, agenda, counted, entry } = await open();
    runner.start();
    machine.advance(4 * MOMENT_KEPT_EVERY_MS);
    expect(counted.kept).toBe(1);
    agenda.put(entry('soon', machine.now() + 60_000));
    runner.refresh();
    counted.kept = 0;
    machine.advance(4 * MOMENT_KEPT_EVERY_MS);
    expect(counted.kept).toBe(4);
    await closed(runner, machine);
  });

  async function closed(runner: AgendaRunner, machine: ReturnType<typeof fakeClock>): Promise<void> {
    await runner.close();
    expect(machine.timers()).toBe(0);
  }
});
