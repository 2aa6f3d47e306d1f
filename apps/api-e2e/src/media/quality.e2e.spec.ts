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
    // On a busy machine a look may see anything: each is to be so once.
    await manager.until('good figures of both', ({ received: all }) => {
      const of = (kind: string) => all.find((one) => one.kind === kind)?.quality;
      const [sound, picture] = [of('AUDIO'), of('CAMERA')];
      return (
        (sound?.kbitPerS ?? 0) > 0 &&
        [sound?.level, sound?.lossPercent, sound?.framesPerS].join() === ['good', 0, null].join() &&
        [picture?.kbitPerS, picture?.framesPerS].every((figure) => (figure ?? 0) > 0)
      );
    });
    await customer.until(
      'good figures of what is sent',
      ({ own: sent }) =>
        sent?.level === 'good' && sent.lossPercent === 0 && (sent.framesPerS ?? 0) > 0 && sent.rttMs !== null,
    );
  });

  it('falls as packets are lost, is lost when none comes, and is good again once the line is mended', async () => {
    const [customer, manager] = await Promise.all([open('customer', 'cu-1', line), open('manager', 'ma-1')]);
    await customer.until('a good connection', (perceived) => own('good')(perceived) && received('good')(perceived));
    line.lose(0.25);
    await customer.until('a poor one, by a quarter of what is sent', (perceived) => {
      const loss = perceived.own?.lossPercent ?? 0;
      return own('poor')(perceived) && received('poor')(perceived) && loss > 15 && loss < 40;
    });
    line.lose(1);
    await customer.until('none', (perceived) => own('lost')(perceived) && received('lost')(perceived));
    await manager.until('none of theirs', received('lost'));
    line.lose(0);
    await customer.until('a good one again', (perceived) => own('good')(perceived) && received('good')(perceived));
    await manager.until('theirs again', received('good'));
  });
});
