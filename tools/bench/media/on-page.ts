import type { Page } from 'playwright-core';

type Script = Readonly<Record<string, (...args: never[]) => unknown>>;

/** Calls what the page's script put into its global `page`. */
export const onPage =
  <Called extends Script>(page: Page) =>
  <Name extends keyof Called & string>(name: Name, ...args: Parameters<Called[Name]>) =>
    page.evaluate(called, { name, args }) as Promise<Awaited<ReturnType<Called[Name]>>>;

/** Runs inside the page. */
const called = ({ name, args }: { name: string; args: readonly unknown[] }): unknown =>
  (globalThis as unknown as { page: Record<string, (...args: readonly unknown[]) => unknown> }).page[name]?.(...args);
