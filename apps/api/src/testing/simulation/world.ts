import { createMemoryPersonKeys, type EventStore, type PersonKeys } from '@meets/event-store';
import type { FollowUp, Notifier, NotifierResult } from '@meets/meet-domain';
import type { Commands } from '../../commands/commands.ts';
import { CHANNELS, customer, host, manager, SECRETS } from './cast.ts';
import type { Chance } from './chance.ts';
import { ChatBook } from './chat-book.ts';
import { DutyBook } from './duty-book.ts';
import { Device } from './device.ts';
import { LinkBook } from './link-book.ts';
import { linkTo, tokenIn } from './links.ts';
import { LogBook } from './log-book.ts';
import { holdWhole, Node } from './node.ts';
import { type Order, Orders } from './orders.ts';
import { PhoneBook } from './phone-book.ts';
import type { Plant } from './plant.ts';
import { type Faults, NO_FAULTS } from './process-store.ts';
import { TokenBook } from './token-book.ts';
import type { Trace } from './trace.ts';
import type { SqliteDisk } from './sqlite-disk.ts';
import { hold } from './violation.ts';
import type { VirtualTime } from './virtual-time.ts';

/** How the messaging gateway behaves at the moment. */
export type NotifierMood = 'works' | 'unavailable' | 'refuses' | 'throws' | 'never answers';

/** Everything there is in a simulated world: a disk, one or two processes on it, people with devices, and what goes wrong. */
export class World {
  readonly time: VirtualTime;
  readonly disk: EventStore | SqliteDisk;
  readonly keys: PersonKeys;
  readonly log: LogBook;
  readonly links: LinkBook;
  readonly tokens: TokenBook;
  readonly chat: ChatBook;
  readonly phone = new PhoneBook();
  readonly duty = new DutyBook();
  readonly orders: Orders;
  readonly nodes: readonly Node[];
  readonly devices: readonly Device[];
  readonly faults: Faults = { ...NO_FAULTS };
  readonly trace: Trace;
  /** Where everything is kept that is kept in files. */
  readonly folder: string;
  /** Every follow-up that reached its customer. */
  readonly toldCustomers: FollowUp[] = [];
  mood: NotifierMood = 'works';

  constructor({ chance, time, disk, trace, plant, folder }: WorldParts) {
    this.trace = trace;
    this.folder = folder;
    this.time = time;
    this.disk = disk;
    this.keys = createMemoryPersonKeys(() => ({ id: time.chance.uuid(), secret: time.chance.bytes(32) }));
    this.log = new LogBook(this.disk, SECRETS);
    this.links = new LinkBook(this.log, time);
    this.log.readers.push((event) => this.links.take(event));
    const note = (line: string): void => trace.note(line);
    this.tokens = new TokenBook(this.log, time, note);
    this.log.readers.push((event) => this.tokens.take(event));
    this.log.readers.push((event) => this.phone.take(event));
    this.log.readers.push((event) => this.duty.take(event));
    this.chat = new ChatBook(this.log, time, note);
    this.orders = new Orders(this.log, time, note);
    const { keys, faults } = this;
    const notifier: Notifier = { sendFollowUp: (followUp) => this.#notify(followUp) };
    const first = new Node({ name: 'a', disk, keys, time, faults, notifier, plant, folder });
    const second = new Node({ name: 'b', disk, keys, time, faults, notifier, plant, folder: null });
    this.nodes = chance.happens(0.6) ? [first, second] : [first];
    this.devices = CHANNELS.flatMap((channelId) => devicesOf(channelId, note));
  }

  /** Gives a command to a node that is up, and answers with that; to nobody where none is. */
  give(order: Order, chance: Chance): Node | null {
    const up = this.nodes.filter((node) => node.core);
    const node = chance.pickOr(up, null);
    if (node) this.orders.give(node, order);
    return node;
  }

  /** Takes in what was stored, and throws whatever has been wrong so far. */
  async check(): Promise<void> {
    const known = this.log.events.length;
    await this.log.catchUp(this.time.elapsed);
    for (const { position, stream, version, type, hash } of this.log.events.slice(known)) {
      this.trace.note(`  #${position} ${stream} ${version} ${type} ${hash.slice(0, 8)}`);
    }
    for (const node of this.nodes) holdWhole(node);
    for (const device of this.devices) device.check();
    this.orders.check();
    this.tokens.check(this.nodes);
    this.chat.check();
    this.#checkFollowUps();
  }

  /** R18: however often it is tried, and by however many nodes: one key a meet, so one message. */
  #checkFollowUps(): void {
    const keys = new Map<string, string>();
    for (const { channelId, meetId, idempotencyKey, link } of this.toldCustomers) {
      const { token } = linkTo({ kind: 'CUSTOMER', channelId, meetId });
      hold(tokenIn(link) === token, 'links open to whom they may', () => `${meetId}: the customer was sent ${link}`);
      const meet = `${channelId} ${meetId}`;
      const key = keys.get(meet) ?? idempotencyKey;
      hold(key === idempotencyKey, 'acknowledged is stored once', () => `two follow-ups for ${meet}`);
      keys.set(meet, key);
    }
  }

  async #notify(followUp: FollowUp): Promise<NotifierResult> {
    await this.time.pass(this.time.chance.below(200));
    switch (this.mood) {
      case 'works':
        this.toldCustomers.push(followUp);
        return { sent: true, via: 'sms' };
      case 'unavailable':
        return { sent: false, via: 'sms', failure: { kind: 'unavailable', why: 'the line to +82105500777 is busy' } };
      case 'refuses':
        return { sent: false, via: 'sms', failure: { kind: 'refused', why: 'no such number' } };
      case 'throws':
        throw new Error('the gateway broke');
      case 'never answers':
        return new Promise(() => undefined);
    }
  }
}

export interface WorldParts {
  readonly chance: Chance;
  readonly time: VirtualTime;
  readonly disk: EventStore | SqliteDisk;
  readonly trace: Trace;
  readonly plant: Plant;
  /** Where files are kept. */
  readonly folder: string;
}

/** Some people have two devices; the host follows everything. */
function devicesOf(channelId: string, note: (line: string) => void): readonly Device[] {
  const of = (viewer: ConstructorParameters<typeof Device>[0], ...ids: readonly string[]): Device[] =>
    ids.map((id) => new Device(viewer, id, note));
  const both = [...of(customer(channelId, 'juno'), 'phone'), ...of(manager(channelId, 'mina'), 'desk')];
  if (channelId !== CHANNELS[0]) return both;
  return [
    ...both,
    ...of(customer(channelId, 'juno'), 'laptop'),
    ...of(customer(channelId, 'sori'), 'phone'),
    ...of(manager(channelId, 'bora'), 'desk'),
    ...of(host(channelId), 'server'),
  ];
}

/** A command under a name, with its input and the key it is given under. */
export function order<Name extends keyof Commands>(
  viewer: Order['viewer'],
  name: Name,
  input: Parameters<Commands[Name]>[1],
): Order {
  const idempotencyKey = typeof input === 'object' && 'idempotencyKey' in input ? input.idempotencyKey : null;
  // A command's name and its input belong together; the compiler does not correlate the two.
  const give = (commands: Commands) =>
    (commands[name] as (viewer: Order['viewer'], input: object) => never)(viewer, input);
  return { viewer, name, input, idempotencyKey, give };
}
