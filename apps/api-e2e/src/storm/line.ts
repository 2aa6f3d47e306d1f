import { connect } from 'node:net';

/** One TCP connection of the storm's: what is written on it, and what came. */
export interface StormLine {
  write(bytes: Buffer): void;
  /** Ends this side. */
  finish(): void;
  /** Is gone, with a reset, as soon as what was written has left. */
  leave(): Promise<void>;
  /** Everything that came. */
  received(): Buffer;
  isClosed(): boolean;
  /** Resolves with the first that is not null: asked with everything that comes, and when the time is over. */
  until<Answer>(withinMs: number, look: (received: Buffer, isClosed: boolean) => Answer | null): Promise<Answer | null>;
  cut(): void;
}

export function openStormLine(url: string): StormLine {
  const { port, hostname } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, noDelay: true });
  const chunks: Buffer[] = [];
  let isClosed = false;
  let changed: () => void = () => undefined;
  const received = (): Buffer => {
    if (chunks.length > 1) chunks.splice(0, chunks.length, Buffer.concat(chunks));
    return chunks[0] ?? Buffer.alloc(0);
  };
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    changed();
  });
  // A reset is one of the ways in which a connection ends; whether it may is judged by what came before it.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    isClosed = true;
    changed();
  });
  return {
    write: (bytes) => void socket.write(bytes),
    finish: () => void socket.end(),
    leave: () =>
      new Promise((resolve) => {
        const go = (): void => {
          socket.resetAndDestroy();
          resolve();
        };
        if (isClosed) resolve();
        else socket.write(Buffer.alloc(0), go);
      }),
    received,
    isClosed: () => isClosed,
    until: (withinMs, look) =>
      new Promise((resolve) => {
        const settle = (answer: ReturnType<typeof look>): void => {
          clearTimeout(timer);
          changed = () => undefined;
          resolve(answer);
        };
        const timer = setTimeout(() => settle(null), withinMs);
        changed = () => {
          const answer = look(received(), isClosed);
          if (answer !== null || isClosed) settle(answer);
        };
        changed();
      }),
    cut: () => socket.destroy(),
  };
}
