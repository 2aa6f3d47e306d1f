import { type Api, SetPresence } from '@meets/meet-client';
import type { CastMember } from './cast.ts';

/** The part of a `BroadcastChannel` that the windows of one person talk through. */
export interface WindowsLine {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => unknown) | null;
  close(): void;
}

interface Word {
  readonly says: 'hello' | 'here' | 'bye';
  readonly window: string;
}

export interface OpenWindow {
  /** Is this the last window in which that person is played? */
  isLast(): boolean;
  /** Tells the others. Safe twice. */
  close(): void;
}

/**
 * Knows the other windows of the same person, so that only the last one to close takes them offline. A window that crashes
 * is believed to be open: then the person stays online, which the host of a real product would see better.
 */
export function joinWindows(line: WindowsLine, window: string): OpenWindow {
  const others = new Set<string>();
  const say = (says: Word['says']): void => line.postMessage({ says, window } satisfies Word);
  line.onmessage = ({ data }) => {
    // Only windows of this page speak on this line.
    const word = data as Word;
    if (word.says === 'bye') others.delete(word.window);
    else others.add(word.window);
    if (word.says === 'hello') say('here');
  };
  say('hello');
  let open = true;
  return {
    isLast: () => others.size === 0,
    close() {
      if (open) say('bye');
      open = false;
      line.close();
    },
  };
}

/** As the host product would tell: this person's first device connected, or the last one is gone (R18, R33). */
export const setOnline = (host: Api, { id, role }: CastMember, online: boolean): Promise<unknown> =>
  host.run(SetPresence, { input: role === 'manager' ? { managerId: id, online } : { customerId: id, online } });
