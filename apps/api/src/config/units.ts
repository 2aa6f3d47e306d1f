/*
 * Units for the bounds of the variables. They limit nothing themselves, so they are exported below, where docs/limits.md
 * does not find them.
 */

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const MIB = 1_024 * 1_024;

export { DAY_MS, MIB, MINUTE_MS };
