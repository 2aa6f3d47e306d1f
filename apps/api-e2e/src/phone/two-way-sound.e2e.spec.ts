import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Baresip, samplesIn, shareAt, startBaresip, tone, wavOf } from '@meets/telephony/testing';
import type { Browser } from 'playwright-core';
import type { Result } from '../answers.ts';
import { tokenFor } from '../graphql-client.ts';
import { AUDIBLE, untilMediaAreAvailable } from '../media/media-stage.ts';
import { bundledScript, openPage, type Page, type Person } from '../media/person-page.ts';
import type { Perceived } from '../media/page.ts';
import { ACCEPT } from '../operations.ts';
import { FAKE_DEVICES, openBrowser } from '../playground/browser.ts';
import { INSTALLED_WITHIN_MS, providedProgram } from '../provided-program.ts';
import { CHANNEL, eventually, NUMBER, type PhoneService, startPhoneService } from './phone-service.ts';

const TELEPHONE_HUMS_HZ = 440;
const MANAGER_HUMS_HZ = 1_200;
const RATE = 8_000;
/** Longer than a test may take: with the end of its file baresip ends the call. */
const HUMS_FOR_S = 180;
/** A voice goes up and down, in so many samples; what never does is nobody who speaks, to mediasoup. */
const SYLLABLE = 3_200;
/** How exactly a page's ear knows a pitch: two of its bins. */
const PITCH_WITHIN_HZ = 50;
/** Louder than this is a tone, not what a codec makes of silence. */
const LOUD = 500;

/** Somebody else's telephone and a manager's browser, each of which hums, with all of the service in between. */
describe('a call between a telephone and a browser', () => {
  let program: string;
  let service: PhoneService;
  let browser: Browser;
  let script: string;
  let folder: string;
  let telephone: Baresip | null = null;
  let page: Page | null = null;
  beforeAll(async () => {
    [program, script, browser] = await Promise.all([
      providedProgram('baresip.ts'),
      bundledScript(),
      openBrowser(FAKE_DEVICES),
    ]);
    service = await startPhoneService([{ trunkId: 'carrier', from: ['127.0.0.1'] }]);
    await untilMediaAreAvailable(service.server);
  }, INSTALLED_WITHIN_MS);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'meets-two-way-'));
    const hum = tone(TELEPHONE_HUMS_HZ, RATE * HUMS_FOR_S);
    writeFileSync(join(folder, 'hums.wav'), wavOf(hum));
    writeFileSync(
      join(folder, 'speaks.wav'),
      wavOf(hum.map((sample, n) => (n % SYLLABLE < SYLLABLE / 2 ? sample : Math.round(sample / 64)))),
    );
  });
  afterEach(async () => {
    await telephone?.close();
    await page?.close();
    [telephone, page] = [null, null];
    rmSync(folder, { recursive: true, force: true });
  });
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  /** The telephone calls, and the manager, whose page it is, accepts. */
  const answered = async (
    says: 'hums' | 'speaks',
    mediaEncryption?: string,
  ): Promise<{ meetId: string; manager: Person }> => {
    telephone = await startBaresip(program, {
      ...{ transport: 'udp', number: '01055550100', says: join(folder, `${says}.wav`), keepsSoundIn: folder },
      ...(mediaEncryption && { mediaEncryption }),
    });
    await service.free();
    await telephone.order('dial', `sip:${NUMBER}@127.0.0.1:${service.port};transport=udp`);
    await telephone.event('CALL_RINGING');
    const { id: meetId } = await service.callThat(
      'a ring',
      ({ state, rings }) => state === 'RINGING' && rings?.[0]?.person.id === 'ma-1',
    );
    const { result } = await service.manager.run<Result>(ACCEPT, { input: { meetId } });
    expect(result.__typename).toBe('MeetAccepted');
    page = await openPage(browser, service.server.url, script);
    const manager = page.person('ma-1');
    const token = await tokenFor(service.server, CHANNEL, 'manager', 'ma-1');
    expect(await manager.do('join', token, meetId, 'ma-1-page')).toBe('joined');
    expect(await manager.do('hum', MANAGER_HUMS_HZ)).toBe('started');
    return { meetId, manager };
  };

  /** What the telephone has heard in the last half second, as it keeps it. */
  const atTheTelephone = (): Int16Array => {
    const file = readdirSync(folder).find((name) => name.endsWith('-dec.wav'));
    return file === undefined ? new Int16Array() : samplesIn(readFileSync(join(folder, file))).slice(-RATE / 2);
  };
  const hearsAtTheTelephone = (hz: number): boolean => {
    const heard = atTheTelephone();
    return heard.length === RATE / 2 && Math.max(...heard) > LOUD && shareAt(hz, heard) > 0.9;
  };
  const hearsTheTelephone = ({ received }: Perceived): boolean =>
    received.length === 1 &&
    received.every(
      ({ loudest, pitchHz }) => loudest > AUDIBLE && Math.abs(pitchHz - TELEPHONE_HUMS_HZ) < PITCH_WITHIN_HZ,
    );

  it.each([
    ['in the clear', undefined],
    ['encrypted (SRTP)', 'srtp-mand'],
  ])('R37: carries each one’s tone to the other, and to nobody their own: %s', async (_, mediaEncryption) => {
    const { meetId, manager } = await answered('hums', mediaEncryption);
    await manager.until('the telephone’s tone', hearsTheTelephone);
    await eventually(
      'the manager’s tone, at the telephone',
      async () => hearsAtTheTelephone(MANAGER_HUMS_HZ) || undefined,
    );
    await telephone?.order('hangup');
    await service.callThat('the end', ({ id, state }) => id === meetId && state === 'ENDED');
  });

  it('R35, R37: shows who speaks at the telephone, and is silent there once the manager has muted', async () => {
    const { manager } = await answered('speaks');
    await eventually('the manager’s tone', async () => hearsAtTheTelephone(MANAGER_HUMS_HZ) || undefined);
    expect(await manager.do('mute', true)).toBe(true);
    await manager.until(
      'the telephone, as who speaks',
      ({ speaker, levels, received }) => speaker !== null && speaker === received[0]?.from && levels > 0,
    );
    await eventually('silence at the telephone', async () => {
      const heard = atTheTelephone();
      return (heard.length > 0 && Math.max(...heard.map(Math.abs)) < LOUD) || undefined;
    });
  });
});
