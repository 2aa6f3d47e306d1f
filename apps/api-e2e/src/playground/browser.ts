import { type Browser, chromium } from 'playwright-core';
import { providedProgram } from '../provided-program.ts';

/** How long a machine may take to install a Chromium, once. */
export const INSTALLED_WITHIN_MS = 600_000;
/** How long a browser may take to start. */
const STARTED_WITHIN_MS = 120_000;

/**
 * A microphone that beeps, a camera and a screen that show something, for whoever asks; few pictures a second, which spare the
 * machine; and Chromium's own address is good for its peers.
 */
export const FAKE_DEVICES = [
  '--use-fake-device-for-media-stream=fps=10',
  '--use-fake-ui-for-media-stream',
  '--allow-loopback-in-peer-connection',
];
/** The same, and another camera to choose. */
export const TWO_CAMERAS = FAKE_DEVICES.map((flag) => flag.replace('=fps=10', '=fps=10,device-count=2'));
const ASKED_DEVICES = FAKE_DEVICES.filter((flag) => flag !== '--use-fake-ui-for-media-stream');
/** The same devices, and a person who allows no microphone and no camera until the test does. */
export const REFUSED_DEVICES = [...ASKED_DEVICES, '--deny-permission-prompts'];
/** Likewise, for good, and no screen either. */
export const REFUSED_SCREENS = [...ASKED_DEVICES, '--use-fake-ui-for-media-stream=deny'];

/** A headless Chromium, which whoever opened it closes; `more`: how else it is started. Rejects where there is none; what to do has been printed. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    timeout: STARTED_WITHIN_MS,
    executablePath: await providedProgram('browser.ts'),
    // A page may sound without having been clicked, and needs no loudspeaker.
    args: ['--autoplay-policy=no-user-gesture-required', '--mute-audio', ...more],
  });
}
