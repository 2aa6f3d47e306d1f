import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const TOOLS = new URL('../../../../tools/', import.meta.url);

/** How long a machine may take to install a program, once. */
export const INSTALLED_WITHIN_MS = 600_000;

/** Where the program is that this tool finds or installs. Rejects where there is none; what to do has been printed. */
export async function providedProgram(tool: 'sipp.ts' | 'baresip.ts'): Promise<string> {
  const finding = spawn(process.execPath, [fileURLToPath(new URL(tool, TOOLS))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [found, [code]] = await Promise.all([text(finding.stdout), once(finding, 'close')]);
  if (code !== 0) throw new Error(`tools/${tool} found nothing: what it wrote above says what to do`);
  return found.trim();
}
