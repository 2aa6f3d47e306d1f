import type { Result } from '../answers.ts';
import { type Role, sessionFor, type Session, tokenFor } from '../graphql-client.ts';
import { JOIN, LEAVE, PUT_MANAGER } from '../operations.ts';
import { INSTALLED_WITHIN_MS } from '../playground/browser.ts';
import { liveMeet, type Scene, setScene } from '../scene.ts';
import { type MediaStage, openMediaStage, sees } from './media-stage.ts';
import type { Perceived } from './page.ts';
import type { Page, Person } from './person-page.ts';

/** R5. */
const MOST_PERSONS = 10;
/** How long all of it may take on a busy machine, which has ninety sounds to carry; alone it takes half a minute. */
const TEN_WITHIN_MS = 600_000;
/** Everybody hums a tone of their own, so that who hears them knows whom. */
const LOWEST_HZ = 400;
const APART_HZ = 200;
/** How wide a step of what is measured is. */
const MEASURED_TO_HZ = 50;

const OPEN_MEDIA = /* GraphQL */ `
  mutation OpenMedia($input: OpenMediaInput!) {
    result: openMedia(input: $input) {
      __typename
      ... on MeetFull {
        limit
      }
    }
  }
`;

interface Someone {
  readonly role: Role;
  readonly id: string;
  readonly session: Session;
}

describe('R5: a meet of ten persons', () => {
  let stage: MediaStage | null = null;
  let scene: Scene;
  let meetId: string;
  let pages: readonly Page[];
  /** Eight managers and the customer, who are in, and three managers who would all be the tenth. */
  let nine: readonly Someone[];
  let contenders: readonly Someone[];

  beforeAll(async () => {
    stage = await openMediaStage();
    scene = await setScene(stage.server, 'ten-persons');
    meetId = await liveMeet(scene);
    pages = [await stage.openPage(), await stage.openPage()];
    const managers = await Promise.all(Array.from({ length: 11 }, (_, n) => employ(`ma-${n + 1}`)));
    nine = [{ role: 'customer', id: 'cu-1', session: scene.customer }, ...managers.slice(0, 8)];
    contenders = managers.slice(8);
  }, INSTALLED_WITHIN_MS);
  afterAll(async () => {
    await Promise.all([...(nine ?? []), ...(contenders ?? [])].map(({ session }) => session.close()));
    await stage?.close();
  });

  const employ = async (id: string): Promise<Someone> => {
    await scene.host.run<Result>(PUT_MANAGER, { input: { id, name: id, operatorSeat: true } });
    if (!stage) throw new Error('the stage is not open');
    return { role: 'manager', id, session: await sessionFor(stage.server, scene.channel, 'manager', id) };
  };
  const join = async ({ session }: Someone) =>
    (await session.run<Result>(JOIN, { input: { meetId } })).result.__typename;
  const openMedia = async ({ session }: Someone, deviceId: string) =>
    (await session.run<{ result: { __typename: string } }>(OPEN_MEDIA, { input: { meetId, deviceId } })).result;
  const sitDown = async ({ role, id }: Someone, nth: number): Promise<[string, Person]> => {
    const person = pages[nth % pages.length]?.person(id);
    if (!stage || !person) throw new Error('there is no page');
    const token = await tokenFor(stage.server, scene.channel, role, id);
    expect(await person.do('join', token, meetId, `${id}-page`)).toBe('joined');
    expect(await person.do('hum', LOWEST_HZ + nth * APART_HZ)).toBe('started');
    return [id, person];
  };

  it(
    'lets one of those in who would all be the tenth, lets them all hear each other, and is full for the rest',
    async () => {
      for (const someone of nine.slice(2)) expect(await join(someone)).toBe('MeetAccepted');
      const answers = await Promise.all(contenders.map(join));
      expect(answers.toSorted()).toEqual(['MeetAccepted', 'MeetFull', 'MeetFull']);
      const tenth = contenders[answers.indexOf('MeetAccepted')];
      const late = contenders.filter((someone) => someone !== tenth);
      const full = { __typename: 'MeetFull', limit: MOST_PERSONS };
      expect(await Promise.all(late.map((someone) => openMedia(someone, 'page')))).toEqual([full, full]);

      const ten = [...nine, ...(tenth ? [tenth] : [])];
      const persons = new Map(await Promise.all(ten.map(sitDown)));
      const pitchOf = new Map(ten.map(({ id }, nth) => [id, LOWEST_HZ + nth * APART_HZ]));
      for (const [id, person] of persons) await person.until('everybody else’s tone', hearsAllBut(id, pitchOf));
      expect(await Promise.all(late.map((someone) => openMedia(someone, 'page')))).toEqual([full, full]);
      // A second device of a person is none too many.
      expect(await openMedia(ten[0] as Someone, 'another page')).toMatchObject({ __typename: 'MediaOpened' });

      expect(await persons.get('ma-1')?.do('show')).toBe('started');
      for (const [id, person] of persons) if (id !== 'ma-1') await person.until('the picture', sees('ma-1', 'CAMERA'));

      await scene.customer.run<Result>(LEAVE, { input: { meetId } });
      persons.delete('cu-1');
      pitchOf.delete('cu-1');
      for (const [id, person] of persons) await person.until('one person less', hearsAllBut(id, pitchOf));
      const [eleventh] = late;
      if (!eleventh) throw new Error('nobody is late');
      expect(await join(eleventh)).toBe('MeetAccepted');
      expect(await openMedia(eleventh, 'page')).toMatchObject({ __typename: 'MediaOpened' });
    },
    TEN_WITHIN_MS,
  );
});

/** Each of the others once, and by their own tone. */
const hearsAllBut =
  (id: string, pitchOf: ReadonlyMap<string, number>) =>
  ({ received }: Perceived): boolean => {
    const voices = received.filter(({ kind }) => kind === 'AUDIO');
    const others = [...pitchOf].filter(([other]) => other !== id);
    return (
      voices.length === others.length &&
      others.every(([other, pitch]) =>
        voices.some(({ from, pitchHz }) => from === other && Math.abs(pitchHz - pitch) < MEASURED_TO_HZ),
      )
    );
  };
