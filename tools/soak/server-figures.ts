const MIB = 1024 * 1024;

/** What the server's own metrics say. */
export interface ServerFigures {
  readonly residentMiB: number;
  /** How many sockets it has closed because nothing was read, or answered, at their other end. */
  readonly closedAsStalled: number;
}

export async function serverFigures(url: string): Promise<ServerFigures> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const valueOf = (pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? 0);
  const closed = (cause: string): number =>
    valueOf(new RegExp(`^meets_ws_closed_total\\{cause="${cause}"\\} (\\S+)$`, 'm'));
  return {
    residentMiB: valueOf(/^process_resident_memory_bytes (\S+)$/m) / MIB,
    closedAsStalled: closed('slow-reader') + closed('silent'),
  };
}
