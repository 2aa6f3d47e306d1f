import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventCatalogue, MISSED_REASONS, renderEventCatalogue } from './index.ts';

describe('docs/events.md', () => {
  const page = renderEventCatalogue();

  it('is what the catalogue says: where this fails, run `npm run regenerate`', () => {
    const committed = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'events.md'), 'utf8');
    expect(committed).toBe(page);
  });

  it('tells of every event type, once in a table and once by example', () => {
    for (const type of Object.keys(eventCatalogue)) {
      expect(page.split(`| \`${type}\` |`)).toHaveLength(2);
      expect(page.split(`\n${type} {`)).toHaveLength(2);
    }
  });

  it('names every missed reason', () => {
    for (const reason of MISSED_REASONS) expect(page).toContain(`\`${reason}\``);
  });

  it('draws a meet from start to end', () => {
    expect(page).toContain('```mermaid\nstateDiagram-v2\n  [*] --> RINGING: MeetStarted\n');
  });
});
