import { styleText } from 'node:util';
import type { Machine } from './machine.ts';

export type Unit = 'events/s' | 'calls/s' | 'peers' | 'mixes' | 'messages' | 's' | 'ms' | 'µs' | 'KiB' | '% of a core';

/** Of these, more are better; of the rest, less is. */
const MORE_IS_BETTER: ReadonlySet<Unit> = new Set(['events/s', 'calls/s', 'peers', 'mixes']);

/** One figure beside its raw baseline. */
export interface Measurement {
  readonly name: string;
  readonly unit: Unit;
  readonly store: number;
  /** What the least code that could do the job took in the same run; null where there is nothing to compare with. */
  readonly raw: number | null;
  /** What is aimed at: the ratio store : raw, or the store's own figure; null where there is none. */
  readonly aim: { readonly of: 'ratio' | 'figure'; readonly must: number; readonly stretch: number } | null;
}

export interface Judged extends Measurement {
  readonly ratio: number | null;
  readonly verdict: 'stretch' | 'must' | 'missed' | 'no aim';
}

export function judge(measurement: Measurement): Judged {
  const { store, raw, aim, unit } = measurement;
  const ratio = raw === null ? null : store / raw;
  const value = aim?.of === 'figure' ? store : ratio;
  if (aim === null || value === null) return { ...measurement, ratio, verdict: 'no aim' };
  const reaches = (goal: number): boolean => (MORE_IS_BETTER.has(unit) ? value >= goal : value <= goal);
  return { ...measurement, ratio, verdict: reaches(aim.stretch) ? 'stretch' : reaches(aim.must) ? 'must' : 'missed' };
}

export function printReport(machine: Machine, results: readonly Judged[]): void {
  console.log(
    `Node ${machine.node} on ${machine.system}, ${machine.cores} × ${machine.cpu}, ${machine.memoryGiB} GiB, load ${machine.loadBefore.toFixed(2)} before the start; 4 KiB written and fsynced in ${machine.fsyncMs.toFixed(3)} ms.`,
  );
  console.log(
    [
      'Throughputs are medians of interleaved rounds; ratios travel between machines, absolute figures do not. Raw is the least',
      'code that does the job with node:sqlite, for deliveries the append alone, for mutations a query of { __typename },',
      'for queries node:http answering a constant, for fan-out `ws` writing one prepared frame, for a cold start `node -e ""`,',
      'for mixes libopus and a sum, for media mediasoup without a rule, an observer or a log, signalled over a bare WebSocket.\n',
    ].join('\n'),
  );
  const rows = [['', 'ours', 'raw', 'ratio', 'must', 'stretch', ''], ...results.map(cellsOf)];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const [index, row] of rows.entries()) {
    const line = row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
    console.log(index === 0 ? styleText('bold', line) : paint(results[index - 1]?.verdict, line));
  }
}

function cellsOf({ name, unit, store, raw, ratio, aim, verdict }: Judged): string[] {
  const figure = (value: number): string =>
    MORE_IS_BETTER.has(unit)
      ? `${Math.round(value).toLocaleString('en')}${unit.endsWith('/s') ? '/s' : ''}`
      : `${value.toFixed(2)} ${unit}`;
  const bound = MORE_IS_BETTER.has(unit) ? '≥' : '≤';
  const goal = (value: number): string => `${bound} ${value}${aim?.of === 'figure' ? ` ${unit}` : '×'}`;
  const marks = { stretch: '✓✓ stretch', must: '✓ must', missed: '✗ missed', 'no aim': '' };
  return [
    name,
    figure(store),
    raw === null ? '' : figure(raw),
    ratio === null ? '' : `${ratio.toFixed(2)}×`,
    aim ? goal(aim.must) : '',
    aim ? goal(aim.stretch) : '',
    marks[verdict],
  ];
}

function paint(verdict: Judged['verdict'] | undefined, line: string): string {
  if (verdict === 'missed') return styleText('red', line);
  return verdict === 'stretch' || verdict === 'must' ? styleText('green', line) : line;
}
