import { InvalidArgumentError } from 'commander';

/** Reads an option as a whole number, `1_000` as well as `1000`. Commander refuses any other, and says of which option. */
export const wholeNumberFrom =
  (least: number) =>
  (text: string): number => {
    const value = /^\d[\d_]*$/.test(text) ? Number(text.replaceAll('_', '')) : NaN;
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} on.`);
  };
