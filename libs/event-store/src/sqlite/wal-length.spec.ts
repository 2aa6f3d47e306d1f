import { describe, expect, it } from '@jest/globals';
import { newRow } from '../testing/new-rows.ts';
import { CHECKPOINT_PAGES, pagesOf, WAL_MAX_PAGES, WalLength } from './wal-length.ts';

/** A log's length, with a checkpointer that is done when the test says so. */
function log() {
  const asked: (() => void)[] = [];
  const length = new WalLength({ checkpoint: (done) => void asked.push(done) });
  let goneOn = 0;
  let written = 0;
  return {
    /** Takes in that so many pages have been written in all. */
    wroteUpTo: (pages: number) => {
      length.wrote(pages - written);
      written = pages;
    },
    asked,
    length,
    holds: () => length.holds(() => (goneOn += 1)),
    goneOn: () => goneOn,
    finish: () => asked.shift()?.(),
  };
}

describe('the length of the write-ahead log', () => {
  it('has it copied every so many pages, one checkpoint at a time', () => {
    const { asked, wroteUpTo, finish } = log();
    wroteUpTo(CHECKPOINT_PAGES - 1);
    expect(asked).toHaveLength(0);
    wroteUpTo(CHECKPOINT_PAGES);
    wroteUpTo(3 * CHECKPOINT_PAGES);
    expect(asked).toHaveLength(1);
    finish();
    wroteUpTo(3 * CHECKPOINT_PAGES + 1);
    expect(asked).toHaveLength(1);
  });

  it('holds the writer when it is as long as may be, until a checkpoint has begun after the last write and is over', () => {
    const { asked, wroteUpTo, holds, goneOn, finish } = log();
    wroteUpTo(WAL_MAX_PAGES - 1);
    expect(holds()).toBe(false);
    wroteUpTo(WAL_MAX_PAGES);
    expect(holds()).toBe(true);
    // The one under way began before the last write.
    finish();
    expect([asked.length, goneOn()]).toEqual([1, 0]);
    finish();
    expect(goneOn()).toBe(1);
    expect(holds()).toBe(false);
    wroteUpTo(2 * WAL_MAX_PAGES);
    expect(holds()).toBe(true);
  });

  it('begins anew, and holds nobody, where a checkpoint catches the writer at rest', () => {
    const { wroteUpTo, holds, finish } = log();
    for (let pages = CHECKPOINT_PAGES; pages <= 3 * WAL_MAX_PAGES; pages += CHECKPOINT_PAGES) {
      wroteUpTo(pages);
      expect(holds()).toBe(false);
      finish();
    }
  });

  it('holds nobody for long where the checkpointer has ended and says at once that it is done', () => {
    const length = new WalLength({ checkpoint: (done) => done() });
    length.wrote(WAL_MAX_PAGES);
    let goneOn = 0;
    if (length.holds(() => (goneOn += 1))) expect(goneOn).toBe(1);
    expect(length.holds(() => (goneOn += 1))).toBe(false);
  });

  it('grows by some pages a commit, and by what the rows say', () => {
    const few = pagesOf([newRow(1, 'a', 1)]);
    expect(few).toBeGreaterThanOrEqual(1);
    expect(pagesOf([newRow(1, 'a', 1), newRow(2, 'b', 1, 'x'.repeat(40_960))]) - few).toBeCloseTo(10, 0);
  });
});
