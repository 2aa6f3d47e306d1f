import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type ChainedEvent, GENESIS_HASH, verifyStream } from '@meets/event-store';
import { LogProblem } from './log-problem.ts';

export interface ExportVerdict {
  readonly events: number;
  readonly streams: number;
  /** The first version of each stream that does not fit its chain. */
  readonly broken: readonly { readonly stream: string; readonly version: number; readonly why: string }[];
}

/** Checks every stream of an export against its hash chain, line by line, whatever the export's size. */
export async function verifyExport(file: string | undefined): Promise<ExportVerdict> {
  if (file !== undefined && !existsSync(file)) throw new LogProblem(`no file ${file}: write one with “export”`);
  const lines = createInterface({
    input: file === undefined ? process.stdin : createReadStream(file),
    crlfDelay: Infinity,
  });
  const chains = new Map<string, { version: number; hash: string }>();
  const broken = new Map<string, { stream: string; version: number; why: string }>();
  let events = 0;
  for await (const line of lines) {
    if (line === '') continue;
    events += 1;
    const event = parse(line, events);
    if (broken.has(event.stream)) continue;
    const verdict = await verifyStream([event], chains.get(event.stream) ?? { version: 0, hash: GENESIS_HASH });
    if (verdict.outcome === 'intact') chains.set(event.stream, verdict);
    else broken.set(event.stream, { stream: event.stream, version: verdict.version, why: verdict.why });
  }
  return { events, streams: new Set([...chains.keys(), ...broken.keys()]).size, broken: [...broken.values()] };
}

function parse(line: string, number: number): ChainedEvent {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === 'object' && parsed !== null && 'stream' in parsed && 'hash' in parsed) {
      // Whatever else is missing or wrong in it, its hash cannot fit.
      return parsed as ChainedEvent;
    }
  } catch (cause) {
    throw new LogProblem(`line ${number} is no JSON: was the export cut off?`, { cause });
  }
  throw new LogProblem(`line ${number} is no event: verify reads what “export” wrote`);
}
