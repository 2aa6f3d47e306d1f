import { styleText } from 'node:util';
import type { MeetEvent, RingNotice } from './operations.ts';

const POSITION_WIDTH = 16;
const TYPE_WIDTH = 21;
const ACTOR_WIDTH = 12;

export function printHeading(): void {
  const cells = [
    'position'.padStart(POSITION_WIDTH),
    ' v',
    'event'.padEnd(TYPE_WIDTH),
    'by'.padEnd(ACTOR_WIDTH),
    'what',
  ];
  console.log(styleText('underline', cells.join('  ')));
}

export function printEvent(event: MeetEvent): void {
  const actor = event.actor?.name ?? event.actor?.customerName ?? event.actor?.__typename ?? 'the system';
  const cells = [
    styleText('dim', event.position.padStart(POSITION_WIDTH)),
    styleText('dim', String(event.version).padStart(2)),
    styleText(colourOf(event.type), event.type.padEnd(TYPE_WIDTH)),
    actor.padEnd(ACTOR_WIDTH),
    styleText('dim', gist(event.data)),
  ];
  console.log(cells.join('  '));
}

export function printRing({ ringing, outcome, deadline, meet }: RingNotice): void {
  const text = ringing
    ? `♪ the assignee's devices ring: a ${meet.kind.toLowerCase()} meet, until ${deadline}`
    : `♪ the ringing stops: ${outcome.toLowerCase().replaceAll('_', ' ')}`;
  printAside(styleText('magenta', text));
}

/** A remark in the column of the events. */
export function printAside(text: string): void {
  console.log(`${' '.repeat(POSITION_WIDTH + 6)}${text}`);
}

export function printStep(text: string): void {
  console.log(`\n${styleText('bold', `▸ ${text}`)}`);
}

function colourOf(type: string): 'red' | 'green' | 'yellow' | 'cyan' {
  if (/Ended|Left|Missed/.test(type)) return 'red';
  if (/Accepted|Joined/.test(type)) return 'green';
  return /Video|Camera|Screen/.test(type) ? 'yellow' : 'cyan';
}

/** An event's data in a few words: names and values, without what the row already says. */
function gist(data: Readonly<Record<string, unknown>>): string {
  return Object.entries(data)
    .filter(([name, value]) => name !== 'meetId' && value !== null)
    .map(([name, value]) => `${name} ${inWords(value)}`)
    .join(', ');
}

function inWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { role, type, id, userChatId } = value as Record<string, unknown>;
  const words = [role ?? type, id ?? userChatId].filter((word) => typeof word === 'string');
  return words.length > 0 ? words.join(' ') : JSON.stringify(value);
}
