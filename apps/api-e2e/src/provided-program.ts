import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** How long a machine may take to install a program, once. */
export const INSTALLED_WITHIN_MS = 600_000;

const TOOLS = new URL('../../../tools/', import.meta.url);

/**
 * Where a program is that a tool of that name finds, or installs. How far an installation is, the tool says for itself. Rejects where there is
 * none; what to do has been printed.
 */
export async function providedProgram(tool: `${string}.ts`): Promise<string> {
  const finding = spawn(process.execPath, [fileURLToPath(new URL(tool, TOOLS))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [found, [code]] = await Promise.all([text(finding.stdout), once(finding, 'close')]);
  if (code !== 0) throw new Error(`tools/${tool} found nothing: what it wrote above says what to do`);
  return found.trim();
}
