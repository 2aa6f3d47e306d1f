import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';

/** The write-ahead log, as its bytes reach the disk. */
export interface WalFile {
  /** Returns when all that was written is on disk. Throws where that failed. */
  sync(): void;
  /** The same on a thread of the pool; `done` is called once, with an error where it failed. */
  syncAside(done: (error: Error | null) => void): void;
  /** Not while a `syncAside` is under way. Safe to call twice. */
  close(): void;
}

/**
 * Opens the write-ahead log of a database that somebody has open, and keeps open: while one connection lives, SQLite
 * neither deletes the file nor makes another. SQLite's locks are on other files, so closing this descriptor lets go of none
 * (POSIX drops a process's locks on a file with any descriptor of it; https://www.sqlite.org/howtocorrupt.html, 2.2).
 */
export function openWalFile(file: string): WalFile {
  // Windows flushes only what was opened for writing.
  const descriptor = openSync(`${file}-wal`, 'r+');
  let open = true;
  return {
    sync: () => fdatasyncSync(descriptor),
    syncAside: (done) => fdatasync(descriptor, done),
    close: () => {
      if (open) closeSync(descriptor);
      open = false;
    },
  };
}

/** {@link WalFile.syncAside} as a promise. */
export const syncedAside = (wal: WalFile): Promise<void> =>
  new Promise((resolve, reject) => wal.syncAside((error) => (error ? reject(error) : resolve())));
