import { type LossyLine, openLossyLine } from './lossy-line.ts';
import { mediaScene } from './media-scene.ts';
import type { Perceived } from './page.ts';
import type { Person } from './person-page.ts';

const PITCH_HZ = 440;

describe('the quality of a connection', () => {
  const media = mediaScene('quality');
  let line: LossyLine;

  beforeEach(() => {
    line = openLossyLine();
  });
  afterEach(() => line.close());

  const open = async (role: 'manager' | 'customer', id: string, over: LossyLine | null = null): Promise<Person> => {
    const person = await media.comeIn(role, id, { prepare: async (page) => over?.lead(page) });
    expect(await person.do('hum', PITCH_HZ)).toBe('started');
    return person;
  };
  const own = (level: string) => (perceived: Perceived) => perceived.own?.level === level;
  const received = (level: string) => (perceived: Perceived) =>
    perceived.received.some(({ quality }) => quality?.level === level);

  it('is told with its figures, of what is sent and of each track that is received', async () => {
    const [customer, manager] = await Promise.all([open('customer', 'cu-1'), open('manager', 'ma-1')]);
    expect(await customer.do('show')).toBe('started');
    const sees = await manager.until('figures of both', ({ received: all }) =>
      ['AUDIO', 'CAMERA'].every((kind) => all.some((one) => one.kind === kind && (one.quality?.kbitPerS ?? 0) > 0)),
    );
    const qualityOf = (kind: string) => sees.received.find((one) => one.kind === kind)?.quality;
    expect(qualityOf('AUDIO')).toMatchObject({ level: 'good', lossPercent: 0, framesPerS: null });
    expect(qualityOf('CAMERA')?.framesPerS).toBeGreaterThan(0);
    const sends = await customer.until('figures of what is sent', (perceived) => (perceived.own?.framesPerS ?? 0) > 0);
    expect(sends.own).toMatchObject({ level: 'good', lossPercent: 0, rttMs: expect.any(Number) });
  });

  it('falls as packets are lost, is lost when none comes, and is good again once the line is mended', async () => {
    const [customer, manager] = await Promise.all([open('customer', 'cu-1', line), open('manager', 'ma-1')]);
    await customer.until('a good connection', (perceived) => own('good')(perceived) && received('good')(perceived));
    line.lose(0.25);
    const poor = await customer.until(
      'a poor one',
      (perceived) => own('poor')(perceived) && received('poor')(perceived),
    );
    expect(poor.own?.lossPercent).toBeGreaterThan(10);
    expect(poor.own?.lossPercent).toBeLessThan(50);
    line.lose(1);
    await customer.until('none', (perceived) => own('lost')(perceived) && received('lost')(perceived));
    await manager.until('none of theirs', received('lost'));
    line.lose(0);
    await customer.until('a good one again', (perceived) => own('good')(perceived) && received('good')(perceived));
    await manager.until('theirs again', received('good'));
  });
});
