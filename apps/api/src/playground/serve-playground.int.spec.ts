import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify, type FastifyInstance } from 'fastify';
import { servePlayground } from './serve-playground.ts';

describe('the playground', () => {
  let folder: string;
  let server: FastifyInstance;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'meets-playground-'));
    server = fastify();
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const built = async (): Promise<void> => {
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<title>Playground</title>');
    await writeFile(join(folder, 'assets', 'index-1a2b.js'), 'run();');
    await writeFile(join(folder, 'assets', 'notes.txt'), 'not for the page');
    await mkdir(join(folder, 'effects', 'blur'), { recursive: true });
    await writeFile(join(folder, 'effects', 'blur', 'tflite.wasm'), 'wasm');
  };

  it('is the page at the root and behind a link, runs nothing but its own files, and is asked for anew', async () => {
    await built();
    await servePlayground(server, { PLAYGROUND: true }, folder);
    for (const path of ['/', '/join/a-token']) {
      const { statusCode, headers, body } = await server.inject(path);
      expect([statusCode, body]).toEqual([200, '<title>Playground</title>']);
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:;/);
      expect(policy.replace("'wasm-unsafe-eval'", '')).not.toMatch(/unsafe|\*/);
    }
  });

  it('has assets that may be kept for ever, and no others', async () => {
    await built();
    await servePlayground(server, { PLAYGROUND: true }, folder);
    const script = await server.inject('/playground/assets/index-1a2b.js');
    expect([script.statusCode, script.body]).toEqual([200, 'run();']);
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    for (const name of ['notes.txt', 'gone.js', '..%2Findex.html', '%2e%2e%2f%2e%2e%2fpackage.json']) {
      expect((await server.inject(`/playground/assets/${name}`)).statusCode).toBe(404);
    }
  });

  it('has the files of the effects, which are asked for anew, and no others', async () => {
    await built();
    await servePlayground(server, { PLAYGROUND: true }, folder);
    const file = await server.inject('/effects/blur/tflite.wasm');
    expect([file.statusCode, file.body]).toEqual([200, 'wasm']);
    expect(file.headers).toMatchObject({
      'content-type': 'application/wasm',
      'cache-control': 'public, max-age=0',
      'x-content-type-options': 'nosniff',
    });
    expect(file.headers['content-security-policy']).toBeUndefined();
    // The SDK asks so whether a file is there.
    expect((await server.inject({ method: 'HEAD', url: '/effects/blur/tflite.wasm' })).statusCode).toBe(200);
    const etag = String(file.headers.etag);
    const again = await server.inject({ url: '/effects/blur/tflite.wasm', headers: { 'if-none-match': etag } });
    expect(again.statusCode).toBe(304);
    for (const name of [
      'gone.wasm',
      '',
      'blur',
      'blur/',
      '..%2Findex.html',
      '%2e%2e%2findex.html',
      'blur/..%2f..%2findex.html',
    ])
      expect((await server.inject(`/effects/${name}`)).statusCode).toBeGreaterThanOrEqual(400);
  });

  it('says what to do where it is not built', async () => {
    await servePlayground(server, { PLAYGROUND: true }, folder);
    const { statusCode, body } = await server.inject('/');
    expect([statusCode, body]).toEqual([404, expect.stringContaining('npm run build')]);
  });

  it('is not there where it is switched off', async () => {
    await built();
    await servePlayground(server, { PLAYGROUND: false }, folder);
    const paths = ['/', '/join/a-token', '/playground/assets/index-1a2b.js', '/effects/blur/tflite.wasm'];
    expect(await Promise.all(paths.map(async (path) => (await server.inject(path)).statusCode))).toEqual([
      404, 404, 404, 404,
    ]);
  });
});
