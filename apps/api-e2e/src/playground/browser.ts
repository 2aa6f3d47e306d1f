import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

/** Finds a Chromium or installs Debian's, and says where it is. */
const TOOL = fileURLToPath(new URL('../../../../tools/browser.ts', import.meta.url));

/** How long a machine may take to install a Chromium, once. */
export const INSTALLED_WITHIN_MS = 600_000;

/**
 * A microphone that beeps, a camera and a screen that show something, for whoever asks; few pictures a second, which spare the
 * machine; and Chromium's own address is good for its peers.
 */
export const FAKE_DEVICES = [
  '--use-fake-device-for-media-stream=fps=10',
  '--use-fake-ui-for-media-stream',
  '--allow-loopback-in-peer-connection',
];
const ASKED_DEVICES = FAKE_DEVICES.filter((flag) => flag !== '--use-fake-ui-for-media-stream');
/** The same devices, and a person who allows no microphone and no camera until the test does. */
export const REFUSED_DEVICES = [...ASKED_DEVICES, '--deny-permission-prompts'];
/** Likewise, for good, and no screen either. */
export const REFUSED_SCREENS = [...ASKED_DEVICES, '--use-fake-ui-for-media-stream=deny'];

/** A headless Chromium, which whoever opened it closes; `more`: how else it is started. Rejects where there is none; what to do has been printed. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: await provideBrowser(),
    // A page may sound without having been clicked, and needs no loudspeaker.
    args: ['--autoplay-policy=no-user-gesture-required', '--mute-audio', ...more],
  });
}

/** How far an installation is, the tool says for itself. */
async function provideBrowser(): Promise<string> {
  const tool = spawn(process.execPath, [TOOL], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [found, [code]] = await Promise.all([text(tool.stdout), once(tool, 'close')]);
  if (code !== 0) throw new Error('there is no Chromium: what the tool wrote above says what to do');
  return found.trim();
}
