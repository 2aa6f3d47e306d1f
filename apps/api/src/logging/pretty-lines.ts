import { styleText } from 'node:util';
import type { DestinationStream } from 'pino';

/** Log lines for a person at a terminal: time of day, level, message, then the fields. */
export const prettyLines = (terminal: { write(text: string): unknown }): DestinationStream => ({
  write: (line) => void terminal.write(prettyLine(line)),
});

function prettyLine(line: string): string {
  const { time, level, msg, err, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const color = level === 'error' || level === 'fatal' ? 'red' : level === 'warn' ? 'yellow' : 'dim';
  const rest = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const stack = typeof err === 'object' && err !== null && 'stack' in err ? `\n${String(err.stack)}` : '';
  const head = `${String(time).slice(11, 23)} ${styleText(color, String(level))} ${String(msg)}`;
  return `${head}${rest.length > 0 ? ` ${styleText('dim', rest.join(' '))}` : ''}${stack}\n`;
}
