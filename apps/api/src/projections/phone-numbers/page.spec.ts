import { channelStream, DEFAULT_PHONE_SETTINGS, type PhoneNumberEvent, phoneNumberStream } from '@meets/meet-domain';
import { at, host } from '@meets/meet-domain/testing';
import {
  analyst,
  CHANNEL,
  customer,
  integrator,
  manager,
  openScene,
  OTHER_CHANNEL,
  type Scene,
  tellOfEverybody,
  viewerOf,
} from '../../testing/read-model-scene.ts';
import { UnknownCursor } from '../read-model.ts';

const NUMBERS = ['+827000000001', '+827000000002', '+827000000003'] as const;

describe('a channel’s own numbers', () => {
  let scene: Scene;
  const tell = (type: PhoneNumberEvent['type'], number: string, channelId = CHANNEL) =>
    scene.tell(phoneNumberStream(number), [{ type, at: at(0), by: host, data: { number, channelId } }]);
  const page = (viewer = manager, after: string | null = null, first = 10) =>
    scene.reads.phoneNumbers(viewer, { first, after });
  const numbers = (viewer = manager) => page(viewer).edges.map(({ node }) => node.number);

  beforeEach(async () => {
    scene = await openScene();
    await tellOfEverybody(scene);
    for (const number of NUMBERS.toReversed()) await tell('PhoneNumberIssued', number);
    await scene.settled();
  });
  afterEach(() => scene.close());

  it('R2: are the staff’s to see, in their own order', () => {
    for (const viewer of [manager, integrator, analyst]) expect(numbers(viewer)).toEqual(NUMBERS);
    expect(page().edges[0]?.node).toEqual({ number: NUMBERS[0], issuedAt: at(0) });
  });

  it('R6: are neither a customer’s nor another channel’s to see, whatever cursor they hold', () => {
    const cursor = page().edges[0]?.cursor ?? null;
    for (const viewer of [customer, viewerOf('manager', 'mina', OTHER_CHANNEL)]) {
      for (const after of [null, cursor]) expect(page(viewer, after)).toMatchObject({ edges: [] });
    }
  });

  it('come in pages that go on though the number they stand behind was given back', async () => {
    const first = page(manager, null, 1);
    expect(first).toMatchObject({ edges: [{ node: { number: NUMBERS[0] } }], pageInfo: { hasNextPage: true } });
    await tell('PhoneNumberGivenBack', NUMBERS[0]);
    await scene.settled();
    const rest = page(manager, first.pageInfo.endCursor);
    expect(rest.edges.map(({ node }) => node.number)).toEqual(NUMBERS.slice(1));
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('know the cursors that they gave', () => {
    for (const after of ['', 'nonsense', Buffer.from('number-x').toString('base64url')]) {
      expect(() => page(manager, after)).toThrow(UnknownCursor);
    }
  });

  it('are another’s once they were given back and issued anew', async () => {
    await tell('PhoneNumberGivenBack', NUMBERS[1]);
    await tell('PhoneNumberIssued', NUMBERS[1], OTHER_CHANNEL);
    await scene.settled();
    expect(numbers()).toEqual([NUMBERS[0], NUMBERS[2]]);
    expect(numbers(viewerOf('integrator', 'host', OTHER_CHANNEL))).toEqual([NUMBERS[1]]);
  });
});

describe('how a channel takes calls', () => {
  it('R37: is the staff’s to see, with whether calls are taken now', async () => {
    const scene = await openScene();
    await tellOfEverybody(scene);
    await scene.settled();
    for (const viewer of [manager, integrator, analyst]) {
      expect(scene.reads.phoneSettings(viewer)).toEqual({ ...DEFAULT_PHONE_SETTINGS, inOperation: true });
    }
    expect(scene.reads.phoneSettings(customer)).toBeNull();
    expect(scene.reads.phoneSettings(viewerOf('manager', 'mina', OTHER_CHANNEL))).toBeNull();

    const operatingHours = { timeZone: 'Asia/Seoul', weekly: [], exceptions: [] };
    const data = { ...DEFAULT_PHONE_SETTINGS, operatingHours };
    await scene.tell(channelStream(CHANNEL), [{ type: 'ChannelPhoneSettingsChanged', at: at(0), by: host, data }]);
    await scene.settled();
    expect(scene.reads.phoneSettings(manager)).toEqual({ ...data, inOperation: false });
    await scene.close();
  });
});
