import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { OneLineOptions } from './one-line.ts';

const SCRIPT = fileURLToPath(new URL('./mortal-line-process.ts', import.meta.url));

/** What a line in a process of its own is to be; `does` with each call that comes in, and whom it `dials`. */
export interface MortalLineOptions extends Omit<OneLineOptions, 'take' | 'note'> {
  readonly does?: 'rings' | 'answers';
  readonly dials?: string;
}

/** What it tells: its port, and then what happens in its call. */
export type MortalLineNews = { readonly port: number } | { readonly event: string };

export interface MortalLine {
  readonly port: number;
  /** Resolves once that has happened in its call. */
  event(type: string): Promise<void>;
  /** It dies, and nothing of it says anything any more. Safe to call twice. */
  kill(): Promise<void>;
}

/** A line in a process that can be killed. */
export async function mortalLine(options: MortalLineOptions): Promise<MortalLine> {
  const child = fork(SCRIPT, [JSON.stringify(options)], {
    execArgv: ['--conditions=meets-source', '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const events: string[] = [];
  const told = async (): Promise<MortalLineNews> => {
    const [news] = (await Promise.race([
      once(child, 'message'),
      gone.then(() => Promise.reject(new Error('it ended'))),
    ])) as [MortalLineNews];
    return news;
  };
  const first = await told();
  child.on('message', (news: MortalLineNews) => void ('event' in news && events.push(news.event)));
  return {
    port: 'port' in first ? first.port : 0,
    async event(type) {
      while (!events.includes(type)) await told();
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
