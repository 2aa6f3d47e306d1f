import { createMemoryPersonKeys, type RecordedEvent } from '@meets/event-store';
import { domainDecoder } from '../stored-events/domain-codec.ts';
import { writeScene } from '../testing/write-scene.ts';
import { type Agenda, openAgenda } from './agenda.ts';
import { openBooks } from './books.ts';
import { CHECKPOINT_STRIDE, type Intake, openIntake } from './intake.ts';
import { openReactionsFile, type ReactionsFile } from './reactions-file.ts';

describe('taking events in', () => {
  let file: ReactionsFile;
  let agenda: Agenda;
  let takeIn: Intake;
  let taken: number;
  let ring: readonly RecordedEvent[];
  beforeEach(async () => {
    const scene = await writeScene();
    await scene.ringing();
    ring = await scene.meetEvents();
    file = openReactionsFile(':memory:');
    agenda = openAgenda(file.db);
    taken = 0;
    takeIn = openIntake(file, {
      agenda,
      books: openBooks(file.db, new Uint8Array(32)),
      decode: domainDecoder(createMemoryPersonKeys()),
      clock: scene.time,
      taken: () => (taken += 1),
    });
  });
  afterEach(() => file.close());

  it('moves agenda and checkpoint together', () => {
    takeIn(ring, 42);
    expect(agenda.all().map(({ task }) => task.kind)).toEqual(['assignee-change', 'ring-timer']);
    expect([file.checkpoint(), taken]).toEqual([42, 1]);
  });

  it('changes neither, and gives nothing to do, where one of the events cannot be read', () => {
    const [started, rang] = ring;
    if (!started || !rang) throw new Error('the stage has no ring');
    const unreadable = { ...rang, type: 'MeetDanced', stream: rang.stream } as RecordedEvent;
    expect(() => takeIn([started, rang, unreadable], 42)).toThrow('MeetDanced');
    expect([file.checkpoint(), taken, agenda.all(), agenda.takeChanges().size]).toEqual([0, 0, [], 0]);
  });

  it('gives the same agenda when the same events come again', () => {
    takeIn(ring, 42);
    const once = agenda.all();
    takeIn(ring, 42);
    expect(agenda.all()).toEqual(once);
  });

  it('writes nothing for what concerns no reaction, until that is a lot', () => {
    takeIn([], CHECKPOINT_STRIDE - 1);
    expect(file.checkpoint()).toBe(0);
    takeIn([], CHECKPOINT_STRIDE);
    expect(file.checkpoint()).toBe(CHECKPOINT_STRIDE);
  });
});
