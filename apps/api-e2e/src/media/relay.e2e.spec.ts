import type { Page as BrowserPage } from 'playwright-core';
import { INSTALLED_WITHIN_MS } from '../playground/browser.ts';
import { until } from '../playground/perceiving.ts';
import { mediaScene } from './media-scene.ts';
import { hears } from './media-stage.ts';
import { askForRelay, relayOnly, waysOut } from './relaying.ts';
import { credentialsUntil, openTurnServer, type TurnCredentials, type TurnServer } from './turn-server.ts';

const PITCH_HZ = 440;
const HOUR_MS = 3_600_000;

const OPEN_MEDIA = /* GraphQL */ `
  mutation OpenMedia($input: OpenMediaInput!) {
    result: openMedia(input: $input) {
      ... on MediaOpened {
        iceServers {
          urls
          username
          credential
        }
      }
    }
  }
`;
interface Opened {
  readonly result: { readonly iceServers: readonly (TurnCredentials & { readonly urls: readonly string[] })[] };
}

describe('a meet of somebody whose network lets nothing out but to a relay', () => {
  let relay: TurnServer | null = null;
  const turn = (): TurnServer => {
    if (!relay) throw new Error('the relay is opened by a hook');
    return relay;
  };
  beforeAll(async () => {
    relay = await openTurnServer();
  }, INSTALLED_WITHIN_MS);
  afterAll(() => relay?.close());
  const media = mediaScene('relay', () => ({ ICE_SERVERS: turn().url, TURN_SECRET: turn().secret }));

  it('is heard both ways through coturn, with the credentials that the service gave', async () => {
    const pages: BrowserPage[] = [];
    const prepare = async (page: BrowserPage): Promise<void> => {
      pages.push(page);
      await relayOnly(page);
    };
    const [customer, manager] = await Promise.all([
      media.comeIn('customer', 'cu-1', { prepare }),
      media.comeIn('manager', 'ma-1'),
    ]);
    for (const person of [customer, manager]) expect(await person.do('hum', PITCH_HZ)).toBe('started');
    await manager.until('the customer’s voice', hears('cu-1'));
    await customer.until('the manager’s voice', hears('ma-1'));
    const [page] = pages as [BrowserPage];
    await until(
      'both ways to be relayed',
      () => waysOut(page),
      (ways) => ways.join() === 'relay,relay',
    );
  });

  it('gets a relay by the service’s credentials, and none by another secret’s or by those that have ended', async () => {
    const { url, secret } = turn();
    const input = { meetId: media.meetId, deviceId: 'page' };
    const [given] = (await media.scene.customer.run<Opened>(OPEN_MEDIA, { input })).result.iceServers;
    if (!given) throw new Error('the service named no relay');
    expect(given.urls).toEqual([url]);
    const pages: BrowserPage[] = [];
    await media.comeIn('customer', 'cu-1', { prepare: async (opened) => void pages.push(opened) });
    const [page] = pages as [BrowserPage];
    const asked = (credentials: TurnCredentials) => askForRelay(page, url, credentials);
    const [soon, before] = [Date.now() + HOUR_MS, Date.now() - HOUR_MS];
    expect({
      given: await asked(given),
      valid: await asked(credentialsUntil(soon, secret)),
      ended: await asked(credentialsUntil(before, secret)),
      others: await asked(credentialsUntil(soon, `${secret} of another`)),
    }).toEqual({ given: 'relayed', valid: 'relayed', ended: 401, others: 401 });
  });
});
