import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const PAGE = fileURLToPath(new URL('../../../docs/sdk.md', import.meta.url));
/** Inside the checkout, so that the package is found as any project that installed it finds it. */
const BESIDE = fileURLToPath(new URL('../dist-spec-example-', import.meta.url));

const STRICT: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  strict: true,
  noUnusedLocals: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  customConditions: ['meets-source'],
};

/** What the compiler says of a frontend's file with this text. */
function complaintsAbout(text: string): string[] {
  const folder = mkdtempSync(BESIDE);
  try {
    const file = join(folder, 'page.ts');
    writeFileSync(file, text);
    const program = ts.createProgram([file], STRICT);
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the page of the SDK', () => {
  const examples = [...readFileSync(PAGE, 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text = '']) => text);

  it('has complete examples, which compile as they stand', () => {
    expect(examples.length).toBeGreaterThan(1);
    expect(examples.map(complaintsAbout)).toEqual(examples.map(() => []));
  });

  it('would be caught with an operation or an answer that the API does not have', () => {
    const wrong = (examples[0] ?? '').replace('result.limit', 'result.most').replaceAll('DeclineMeet', 'RefuseMeet');
    expect(complaintsAbout(wrong)).toEqual([
      expect.stringContaining("no exported member 'RefuseMeet'"),
      expect.stringContaining("Property 'most' does not exist"),
    ]);
  });
});
