/** As it was before a test moved to a fake clock. */
const { setTimeout } = globalThis;
/** So that others get on meanwhile: telephones in processes of their own, and the rest of the tests. */
const LOOK_EVERY_MS = 1;

/** Between two looks at a condition, in real time. */
export const betweenLooks = (): Promise<void> => new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS));

/** Resolves once it holds; what never comes is ended by the test's own time-out. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await betweenLooks();
}
