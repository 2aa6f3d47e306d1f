import type { Browser } from 'playwright-core';
import { openBrowser } from '../playground/browser.ts';
import { pause, type RunningServer, startServer, temporaryDataDir } from '../running-server.ts';
import type { Perceived } from './page.ts';
import { bundledScript, openPage, type Page, type Prepare } from './person-page.ts';

/** A microphone that beeps and a camera that shows, for whoever asks; and Chromium's own address is good for its peers. */
const FAKE_DEVICES = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--allow-loopback-in-peer-connection',
];
/** A line may be cut for as long as a busy machine needs to see what goes on meanwhile. */
const PRESENCE_GRACE_MS = '120000';
/** How long the server's media workers may take to run. */
const MEDIA_WITHIN_MS = 60_000;
/** What of a beep is left after Opus and a simulated loudspeaker; silence is a thousandth of it. */
export const AUDIBLE = 1e-4;

/** A server with media workers, and a browser with fake devices. */
export interface MediaStage {
  readonly server: RunningServer;
  /** A page on that origin, the server's own unless another leads there; it is closed with the browser. */
  openPage(url?: string, prepare?: Prepare): Promise<Page>;
  close(): Promise<void>;
}

/** With those settings of the server's. Rejects where something of it cannot be had; what was opened by then is closed. */
export async function openMediaStage(settings: Readonly<Record<string, string>> = {}): Promise<MediaStage> {
  const opened = new AsyncDisposableStack();
  try {
    const dataDir = await temporaryDataDir();
    opened.defer(() => dataDir.remove());
    const server = await startServer(dataDir.path, { MEDIA_WORKERS: '2', PRESENCE_GRACE_MS, ...settings });
    opened.defer(async () => void (await server.stop()));
    const browser: Browser = await openBrowser(FAKE_DEVICES);
    opened.defer(() => browser.close());
    const script = await bundledScript();
    await untilMediaAreAvailable(server);
    return {
      server,
      openPage: (url = server.url, prepare?: Prepare) => openPage(browser, url, script, prepare),
      close: () => opened.disposeAsync(),
    };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

export async function untilMediaAreAvailable({ url }: RunningServer): Promise<void> {
  const giveUpAt = performance.now() + MEDIA_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(MEDIA_WITHIN_MS) });
    const health = (await answer.json()) as { details: { media: { state: string } } };
    if (health.details.media.state === 'available') return;
    if (performance.now() > giveUpAt) {
      throw new Error(`no media within ${MEDIA_WITHIN_MS} ms: ${JSON.stringify(health.details.media)}`);
    }
    await pause(20);
  }
}

/** Is their voice heard? */
export const hears =
  (who: string) =>
  ({ received }: Perceived): boolean =>
    received.some(({ from, kind, loudest }) => from === who && kind === 'AUDIO' && loudest > AUDIBLE);

/** Does their picture move? */
export const sees =
  (who: string, of: 'CAMERA' | 'SCREEN') =>
  ({ received }: Perceived): boolean =>
    received.some(({ from, kind, frames }) => from === who && kind === of && frames > 10);
