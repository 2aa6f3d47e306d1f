import type { Socket } from 'node:net';

/** Something that happened in baresip, as its module `ctrl_tcp` tells it. */
export interface BaresipEvent {
  /** Such as `CALL_RINGING`, `CALL_ESTABLISHED`, `CALL_CLOSED`. */
  readonly type: string;
  /** Of the end of a call: why. Of a key: which. */
  readonly param?: string;
}

/** How long something that it is to tell may take; only what never comes takes so long. */
const TOLD_WITHIN_MS = 60_000;
const LOOKED_EVERY_MS = 2;

interface Answer {
  readonly response: true;
  readonly ok: boolean;
  readonly data: string;
  readonly token?: string;
}

export interface Control {
  /** The first event of that type that has not been taken yet, as soon as it is there. Rejects where baresip ended, or tells nothing of the kind for a minute. */
  event(type: string): Promise<BaresipEvent>;
  /** Those of that type that are there and have not been taken. */
  told(type: string): readonly BaresipEvent[];
  /** Such as `order('dial', 'sip:…')`. Resolves to what it says to that; rejects where it would not. */
  order(command: string, params?: string): Promise<string>;
}

/** Speaks to baresip: netstrings of JSON. `written`: what it has written so far, for when it goes wrong. */
export function controlOver(socket: Socket, written: () => string): Control {
  const events: BaresipEvent[] = [];
  const answers = new Map<string, Answer>();
  let unread = Buffer.alloc(0);
  let orders = 0;
  // An error is followed by 'close'.
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    unread = Buffer.concat([unread, Buffer.from(chunk)]);
    for (let text = netstringIn(unread); text !== null; text = netstringIn(unread)) {
      unread = unread.subarray(text.consumed);
      const told = JSON.parse(text.value) as BaresipEvent | Answer;
      if ('response' in told) answers.set(told.token ?? '', told);
      else events.push(told);
    }
  });
  const taken = async <Thing>(what: string, take: () => Thing | undefined): Promise<Thing> => {
    const giveUpAt = performance.now() + TOLD_WITHIN_MS;
    for (;;) {
      const thing = take();
      if (thing !== undefined) return thing;
      const late = performance.now() > giveUpAt;
      if (late || socket.destroyed) {
        const told = JSON.stringify(events);
        throw new Error(`baresip ${late ? 'is late' : 'ended'}: no ${what}; it told ${told} and wrote\n${written()}`);
      }
      await new Promise((resume) => setTimeout(resume, LOOKED_EVERY_MS));
    }
  };
  return {
    event: (type) =>
      taken(type, () => {
        const index = events.findIndex((event) => event.type === type);
        return index < 0 ? undefined : events.splice(index, 1)[0];
      }),
    told: (type) => events.filter((event) => event.type === type),
    async order(command, params = '') {
      const token = `${++orders}`;
      const text = JSON.stringify({ command, params, token });
      socket.write(`${Buffer.byteLength(text)}:${text},`);
      const { ok, data } = await taken(`answer to ${command}`, () => answers.get(token));
      if (!ok) throw new Error(`baresip would not ${command} ${params}: ${data}`);
      return data;
    },
  };
}

/** The first whole one; null where it is not whole yet. */
function netstringIn(bytes: Buffer): { readonly value: string; readonly consumed: number } | null {
  const colon = bytes.indexOf(':');
  const length = Number(bytes.subarray(0, Math.max(0, colon)).toString());
  const end = colon + 1 + length;
  if (colon < 0 || bytes.length <= end) return null;
  return { value: bytes.subarray(colon + 1, end).toString(), consumed: end + 1 };
}
