import { spawn } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { styleText } from 'node:util';
import { root } from './run-steps.ts';

const PLAYGROUND = join(root, 'apps/playground');
/** Where a page of the service's finds what the SDK's effects load: see docs/sdk.md. */
const EFFECTS = join(root, 'apps/api/dist/playground-page/effects');
/** Of each folder there: whose files they are, below which of its folders, and which of them are loaded. */
const EFFECT_FILES = {
  noise: {
    from: '@sapphi-red/web-noise-suppressor',
    below: 'dist',
    files: ['rnnoise.wasm', 'rnnoise_simd.wasm', 'rnnoise/workletProcessor.js'],
  },
  blur: {
    from: '@twilio/video-processors',
    below: 'dist/build',
    files: [
      'twilio-gaussian-blur-background-processor-pipeline-worker.js',
      'selfie_segmentation_landscape.tflite',
      ...['tflite-1-0-0.js', 'tflite-1-0-0.wasm', 'tflite-simd-1-0-0.js', 'tflite-simd-1-0-0.wasm'],
    ],
  },
} as const;

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
  if (code === 0) await copyEffects();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.error(`${code === 0 ? styleText('green', '✓') : styleText('red', '✗')} Playground: ${seconds} s`);
  return code === 0;
}

async function copyEffects(): Promise<void> {
  const client = createRequire(join(root, 'libs/meet-client/package.json'));
  for (const [folder, { from, below, files }] of Object.entries(EFFECT_FILES)) {
    const packages = `${sep}node_modules${sep}`;
    const entry = client.resolve(from);
    const installed = join(entry.slice(0, entry.lastIndexOf(packages) + packages.length), from, below);
    for (const file of files) await cp(join(installed, file), join(EFFECTS, folder, file));
  }
}
