import { readdirSync, readFileSync } from 'node:fs';
import type { MeetEventMessage, Result } from '../answers.ts';
import { JOIN, LEAVE, MEET_EVENTS } from '../operations.ts';
import { type MendableLine, openMendableLine } from '../playground/mendable-line.ts';
import type { RunningServer } from '../running-server.ts';
import { mediaScene } from './media-scene.ts';
import { AUDIBLE, hears, sees } from './media-stage.ts';
import type { Perceived } from './page.ts';

/** How long the media may take to be there again after their worker died. */
const MOVED_WITHIN_MS = 5_000;
const PITCH_HZ = 440;

describe('a meet between real browsers', () => {
  const media = mediaScene('media');

  const both = async (managersUrl?: string) => {
    const [customer, manager] = await Promise.all([
      media.comeIn('customer', 'cu-1'),
      media.comeIn('manager', 'ma-1', { url: managersUrl }),
    ]);
    expect(await Promise.all([customer, manager].map((person) => person.do('start', 'AUDIO')))).toEqual([
      'started',
      'started',
    ]);
    return { customer, manager };
  };
  const third = async () => {
    await media.scene.secondManager.run<Result>(JOIN, { input: { meetId: media.meetId } });
    return media.comeIn('manager', 'ma-2');
  };
  const meetNow = async () =>
    (
      await media.scene.manager.run<{ meet: { kind: string } }>(`query ($id: ID!) { meet(id: $id) { kind } }`, {
        id: media.meetId,
      })
    ).meet;

  it('lets customer and manager hear each other, and says who speaks', async () => {
    const { customer, manager } = await both();
    await customer.until('the manager’s voice', hears('ma-1'));
    await manager.until('the customer’s voice', hears('cu-1'));
    await manager.until('who speaks', ({ speaker }) => speaker !== null);
    expect(await customer.do('hum', PITCH_HZ)).toBe('started');
    await manager.until('how loud', ({ levels }) => levels > 0);
    await manager.until('one voice of theirs', ({ received }) => received.length === 1);
  });

  it('is silent while a microphone is off, and no longer', async () => {
    const { customer, manager } = await both();
    await manager.until('the customer’s voice', hears('cu-1'));
    expect(await customer.do('mute', true)).toBe(true);
    const silent = ({ received }: Perceived) =>
      received.some(({ paused, loudest, listenedMs }) => paused && listenedMs > 2_000 && loudest < AUDIBLE / 10);
    await manager.until('silence', silent);
    expect(await customer.do('mute', false)).toBe(true);
    await manager.until('the voice again', hears('cu-1'));
  });

  it('R21: shows a camera and a screen, each as a track of its own, and the record says VIDEO', async () => {
    const { customer, manager } = await both();
    expect(await meetNow()).toEqual({ kind: 'VOICE' });
    expect(await customer.do('start', 'CAMERA')).toBe('started');
    await manager.until('the camera', sees('cu-1', 'CAMERA'));
    expect(await customer.do('start', 'SCREEN')).toBe('started');
    await manager.until(
      'the screen, as a third track',
      (perceived) =>
        sees('cu-1', 'SCREEN')(perceived) && voices(perceived).join() === 'AUDIO of cu-1,CAMERA of cu-1,SCREEN of cu-1',
    );
    expect(await meetNow()).toEqual({ kind: 'VIDEO' });
    expect(await customer.do('stop', 'CAMERA')).toBe(true);
    await manager.until('the camera’s end', ({ received }) => !received.some(({ kind }) => kind === 'CAMERA'));
    expect(await meetNow()).toEqual({ kind: 'VIDEO' });
  });

  it('lets a third in, who hears both', async () => {
    await both();
    const added = await third();
    await added.until('both', (perceived) => hears('cu-1')(perceived) && hears('ma-1')(perceived));
  });

  it('R32: ends for who leaves, and the other hears nothing more of them', async () => {
    const { customer, manager } = await both();
    await manager.until('the customer’s voice', hears('cu-1'));
    await media.scene.customer.run<Result>(LEAVE, { input: { meetId: media.meetId } });
    await customer.until('the end', ({ kind }) => kind === 'over');
    await manager.until('nobody', ({ received }) => received.length === 0);
  });

  describe('over a line that is cut', () => {
    let line: MendableLine | null = null;
    beforeEach(async () => {
      line = await openMendableLine(media.server.url);
    });
    afterEach(() => line?.close());

    it('R33: goes on to be heard, and after the line is mended has what changed, and nobody twice', async () => {
      if (!line) throw new Error('there is no line');
      const { customer, manager } = await both(line.url);
      expect(await customer.do('start', 'CAMERA')).toBe('started');
      await manager.until('the camera', sees('cu-1', 'CAMERA'));
      line.cut();
      for (const person of [customer, manager]) await person.do('forget');
      await manager.until('the customer’s voice, still', hears('cu-1'));
      await customer.until('the manager’s voice, still', hears('ma-1'));
      // What the manager is not told of now: a picture less, and a person more.
      expect(await customer.do('stop', 'CAMERA')).toBe(true);
      const added = await third();
      expect(await added.do('hum', PITCH_HZ)).toBe('started');
      await customer.until('the third’s voice', hears('ma-2'));
      expect(voices(await manager.do('perceived'))).toEqual(['AUDIO of cu-1', 'CAMERA of cu-1']);
      line.mend();
      const only = (first: string, second: string) => (perceived: Perceived) =>
        perceived.kind === 'open' && voices(perceived).join() === `AUDIO of ${first},AUDIO of ${second}`;
      await manager.until('the third’s voice, too', (all) => hears('ma-2')(all) && only('cu-1', 'ma-2')(all));
      await customer.until('two voices', only('ma-1', 'ma-2'));
      await added.until('two voices', only('cu-1', 'ma-1'));
      expect(await staysIn()).toEqual(['cu-1', 'ma-1', 'ma-2']);
    });
  });

  it('is heard again within five seconds of its media worker’s death', async () => {
    const { customer, manager } = await both();
    await manager.until('the customer’s voice', hears('cu-1'));
    await customer.until('the manager’s voice', hears('ma-1'));
    const events = media.scene.manager.subscribe<MeetEventMessage>(MEET_EVENTS);
    const customersEvents = media.scene.customer.subscribe<MeetEventMessage>(MEET_EVENTS);
    for (const each of [events, customersEvents]) await each.until('what there is', caughtUp);
    const diedAt = performance.now();
    for (const pid of workersOf(media.server)) process.kill(pid, 'SIGKILL');
    await manager.until('the move', ({ kind }) => kind === 'moving');
    const back = ({ kind, received }: Perceived) => kind === 'open' && received.some(({ kind: of }) => of === 'AUDIO');
    await Promise.all([manager.until('the media again', back), customer.until('the media again', back)]);
    expect(performance.now() - diedAt).toBeLessThan(MOVED_WITHIN_MS);
    await manager.until('the customer’s voice again', hears('cu-1'));
    await customer.until('the manager’s voice again', hears('ma-1'));
    // The meet's own history says so, to those who may ask why it was silent.
    await events.until('the loss', (all) => typesOf(all).includes('MediaLost'));
    await media.scene.customer.run<Result>(LEAVE, { input: { meetId: media.meetId } });
    const theirs = await customersEvents.until('the leaving', (all) => typesOf(all).includes('ParticipantLeft'));
    expect(typesOf(theirs)).not.toContain('MediaLost');
  });

  /** Whoever came in, as often as they did. */
  async function staysIn(): Promise<readonly string[]> {
    const { meet } = await media.scene.manager.run<{
      meet: { participants: readonly { leftAt: string | null; person: { id: string } }[] };
    }>(STAYS, { id: media.meetId });
    return meet.participants.map(({ leftAt, person }) => `${person.id}${leftAt ? ', gone' : ''}`).toSorted();
  }
});

const STAYS = /* GraphQL */ `
  query Stays($id: ID!) {
    meet(id: $id) {
      participants {
        leftAt
        person {
          ... on Manager {
            id
          }
          ... on Customer {
            id
          }
        }
      }
    }
  }
`;

const caughtUp = (all: readonly MeetEventMessage[]): boolean =>
  all.some(({ meetEvents }) => meetEvents.__typename === 'CaughtUp');
const typesOf = (all: readonly MeetEventMessage[]): readonly string[] => all.map(({ meetEvents }) => meetEvents.type);

const voices = ({ received }: Perceived): readonly string[] =>
  received.map(({ kind, from }) => `${kind} of ${from}`).toSorted();

/** The media workers that this server started. */
function workersOf({ pid }: RunningServer): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => {
      try {
        const stat = readFileSync(`/proc/${each}/stat`, 'utf8');
        return stat.includes('(mediasoup') && Number(stat.split(') ')[1]?.split(' ')[1]) === pid;
      } catch {
        return false; // It ended meanwhile.
      }
    });
}
