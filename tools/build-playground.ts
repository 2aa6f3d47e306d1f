import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { styleText } from 'node:util';
import { root } from './run-steps.ts';

const PLAYGROUND = join(root, 'apps/playground');

/** Bundles the page that the service serves at `/`. Resolves to true where it worked; Vite's complaints have been printed. */
export async function buildPlayground(): Promise<boolean> {
  const started = performance.now();
  const vite = join(
    dirname(createRequire(join(PLAYGROUND, 'package.json')).resolve('vite/package.json')),
    'bin/vite.js',
  );
  const bundler = spawn(process.execPath, [vite, 'build', '--logLevel=warn'], {
    cwd: PLAYGROUND,
    stdio: ['ignore', 'inherit', 'inherit'],
    // Else Vite puts React's development build into the page.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const code = await new Promise((resolve, reject) => bundler.once('error', reject).once('exit', resolve));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.error(`${code === 0 ? styleText('green', '✓') : styleText('red', '✗')} Playground: ${seconds} s`);
  return code === 0;
}
