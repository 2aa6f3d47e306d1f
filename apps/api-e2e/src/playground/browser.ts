import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

/** Finds a Chromium or installs Debian's, and says where it is. */
const TOOL = fileURLToPath(new URL('../../../../tools/browser.ts', import.meta.url));

/** How long a machine may take to install a Chromium, once. */
export const INSTALLED_WITHIN_MS = 600_000;

/** A headless Chromium, which whoever opened it closes. Rejects with what to do where there is none. */
export async function openBrowser(): Promise<Browser> {
  const found = await promisify(execFile)(process.execPath, [TOOL]);
  return chromium.launch({
    executablePath: found.stdout.trim(),
    // A page may sound without having been clicked, and needs no loudspeaker.
    args: ['--autoplay-policy=no-user-gesture-required', '--mute-audio'],
  });
}
