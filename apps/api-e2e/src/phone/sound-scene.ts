import { openWireTap, type WireTap } from '@meets/telephony/testing';
import type { Browser } from 'playwright-core';
import type { Result, RingNotice } from '../answers.ts';
import { type Subscriber, tokenFor } from '../graphql-client.ts';
import { AUDIBLE, untilMediaAreAvailable } from '../media/media-stage.ts';
import type { Perceived } from '../media/page.ts';
import { bundledScript, openPage, type Page, type Person } from '../media/person-page.ts';
import { ACCEPT, MY_RINGS } from '../operations.ts';
import { FAKE_DEVICES, openBrowser } from '../playground/browser.ts';
import { INSTALLED_WITHIN_MS, providedProgram } from '../provided-program.ts';
import { type HummingTelephone, hummingTelephone, type Signalling } from './humming-telephone.ts';
import { DIAL } from './phone-operations.ts';
import {
  CHANNEL,
  CUSTOMERS_NUMBER,
  eventually,
  NUMBER,
  type PhoneService,
  startPhoneService,
} from './phone-service.ts';

/** What each manager's page hums; the telephone hums at another pitch. */
export const MANAGERS_HUM_HZ = { 'ma-1': 1_200, 'ma-2': 2_000 } as const;
type ManagerId = keyof typeof MANAGERS_HUM_HZ;
/** From where calls may come in the clear; from 127.0.0.1 they have to be encrypted. */
const CLEAR_HOST = '127.0.0.3';
/** How exactly a page's ear knows a pitch: two of its bins. */
const PITCH_WITHIN_HZ = 50;
/** How long nothing is heard until it is silence: a hum has no pauses. */
const SILENT_FOR_MS = 500;

/** Calls between telephones that hum and managers' browsers that do, with all of the service in between. */
export interface SoundScene {
  readonly service: PhoneService;
  /** What all sound between service and telephones goes through. */
  readonly tap: WireTap;
  /** `cu-1`'s telephone calls, it rings at `ma-1`, who accepts and comes with a page that hums. */
  calledIn(way: Signalling & { readonly speaks?: boolean }): Promise<HummedCall>;
  /** `ma-1` dials `cu-1`, whose telephone picks up; likewise. Signalled by TLS, and encrypted. */
  dialled(): Promise<HummedCall>;
  /** A manager who is in comes with a page that hums. */
  comes(managerId: ManagerId, meetId: string): Promise<Person>;
  /** Resolves to the call that rings there as soon as one does that has not been told of yet. */
  rung(managerId: ManagerId): Promise<string>;
  accept(managerId: ManagerId, meetId: string): Promise<void>;
}

export interface HummedCall {
  readonly meetId: string;
  readonly telephone: HummingTelephone;
  readonly manager: Person;
}

/** Sets the scene by Jest's hooks, for the `describe` it is called in; what it answers may be read in tests only. */
export function soundScene(): SoundScene {
  let stage: Stage | null = null;
  const telephones: HummingTelephone[] = [];
  const pages: Page[] = [];
  beforeAll(async () => {
    stage = await setStage();
  }, INSTALLED_WITHIN_MS);
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.close();
    await onlyWhenSet(stage).service.cleared();
    for (const telephone of telephones.splice(0)) await telephone.close();
  });
  afterAll(() => stage?.opened.disposeAsync());

  const sessionOf = (managerId: ManagerId) => {
    const { manager, secondManager } = onlyWhenSet(stage).service;
    return managerId === 'ma-1' ? manager : secondManager;
  };
  const comes: SoundScene['comes'] = async (managerId, meetId) => {
    const { browser, service, script } = onlyWhenSet(stage);
    const page = await openPage(browser, service.server.url, script);
    pages.push(page);
    const manager = page.person(managerId);
    const token = await tokenFor(service.server, CHANNEL, 'manager', managerId);
    expect(await manager.do('join', token, meetId, `${managerId}-page`)).toBe('joined');
    expect(await manager.do('hum', MANAGERS_HUM_HZ[managerId])).toBe('started');
    return manager;
  };
  const rung: SoundScene['rung'] = (managerId) => {
    const { rings, told } = onlyWhenSet(stage);
    return eventually(`a ring at ${managerId}`, async () => {
      const ring = rings[managerId].received.find(
        ({ myRings }) => myRings.ringing && !told.has(keyOf(managerId, myRings)),
      );
      if (ring) told.add(keyOf(managerId, ring.myRings));
      return ring?.myRings.meet.id;
    });
  };
  const accept: SoundScene['accept'] = async (managerId, meetId) => {
    const { result } = await sessionOf(managerId).run<Result>(ACCEPT, { input: { meetId } });
    expect(result.__typename).toBe('MeetAccepted');
  };

  return {
    get service() {
      return onlyWhenSet(stage).service;
    },
    get tap() {
      return onlyWhenSet(stage).tap;
    },
    async calledIn({ speaks = false, ...way }) {
      const { program, service } = onlyWhenSet(stage);
      const host = way.encrypted ? {} : { host: CLEAR_HOST };
      const telephone = await hummingTelephone(program, { ...way, ...host, number: CUSTOMERS_NUMBER, speaks });
      telephones.push(telephone);
      const port = way.transport === 'tls' ? service.tlsPort : service.port;
      await telephone.order('dial', `sip:${NUMBER}@127.0.0.1:${port};transport=${way.transport}`);
      await telephone.event('CALL_RINGING');
      const meetId = await rung('ma-1');
      await accept('ma-1', meetId);
      await telephone.event('CALL_ESTABLISHED');
      return { meetId, telephone, manager: await comes('ma-1', meetId) };
    },
    async dialled() {
      const { service, called } = onlyWhenSet(stage);
      called.forget();
      const { result } = await service.manager.run<Result>(DIAL, { input: { customerId: 'cu-1' } });
      expect(result.__typename).toBe('MeetAccepted');
      const meetId = result.meet.id;
      await called.event('CALL_ESTABLISHED');
      await service.callThat('the answer', ({ id, state }) => id === meetId && state === 'LIVE');
      return { meetId, telephone: called, manager: await comes('ma-1', meetId) };
    },
    ...{ comes, rung, accept },
  };
}

interface Stage {
  readonly opened: AsyncDisposableStack;
  readonly program: string;
  readonly script: string;
  readonly browser: Browser;
  readonly tap: WireTap;
  readonly service: PhoneService;
  /** It picks up by itself. */
  readonly called: HummingTelephone;
  readonly rings: Readonly<Record<ManagerId, Subscriber<RingNotice>>>;
  /** Which rings have been told of. */
  readonly told: Set<string>;
}

async function setStage(): Promise<Stage> {
  const opened = new AsyncDisposableStack();
  try {
    const [program, script, browser, tap] = await Promise.all([
      providedProgram('baresip.ts'),
      bundledScript(),
      openBrowser(FAKE_DEVICES),
      openWireTap(),
    ]);
    opened.defer(() => browser.close());
    opened.defer(() => tap.close());
    const secret = { transport: 'tls', encrypted: true } as const;
    const called = await hummingTelephone(program, { ...secret, number: CUSTOMERS_NUMBER, answers: true });
    opened.defer(() => called.close());
    const to = { transport: 'tls', host: '127.0.0.1', port: called.port };
    const service = await startPhoneService(
      [
        { trunkId: 'secret', from: ['127.0.0.1'], encryption: 'required', to },
        { trunkId: 'clear', from: [CLEAR_HOST] },
      ],
      tap,
    );
    opened.defer(() => service.close());
    await untilMediaAreAvailable(service.server);
    const rings = {
      'ma-1': service.manager.subscribe<RingNotice>(MY_RINGS),
      'ma-2': service.secondManager.subscribe<RingNotice>(MY_RINGS),
    };
    opened.defer(async () => void (await Promise.all(Object.values(rings).map((each) => each.stop()))));
    return { opened, program, script, browser, tap, service, called, rings, told: new Set() };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

function onlyWhenSet(stage: Stage | null): Stage {
  if (stage === null) throw new Error('the scene is set by hooks: read it in a test');
  return stage;
}

const keyOf = (managerId: ManagerId, { meet, deadline }: RingNotice['myRings']): string =>
  `${managerId} ${meet.id} ${deadline}`;

/** Does a page hear them, at that pitch? */
export const hears =
  (who: string, hz: number) =>
  ({ received }: Perceived): boolean =>
    received.some(
      ({ from, loudest, pitchHz }) => from === who && loudest > AUDIBLE && Math.abs(pitchHz - hz) < PITCH_WITHIN_HZ,
    );

/** Resolves once nothing is heard of them for a while, though they are there. */
export async function hearsNothing(person: Person, who: string): Promise<void> {
  const track = ({ received }: Perceived) => received.find(({ from }) => from === who);
  await eventually(`silence of ${who}`, async () => {
    await person.do('forget');
    const listened = (perceived: Perceived): boolean => (track(perceived)?.listenedMs ?? 0) > SILENT_FOR_MS;
    const perceived = await person.until(`a while of listening to ${who}`, listened);
    return (track(perceived)?.loudest ?? 1) < AUDIBLE / 10 || undefined;
  });
}
