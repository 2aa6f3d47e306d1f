import { EventStoreClosed, EventStoreUnavailable, type RecordedEvent, TooMuchContention } from '@meets/event-store';
import { isPhoneNumberStream, meetStream, parseStream } from '@meets/meet-domain';
import type { LinkAnswer, MeetAnswer, PermissionAnswer, PutAnswer } from '../../commands/answers.ts';
import type { Commands } from '../../commands/commands.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import type { Viewer } from '../../viewer.ts';
import { checkUnheard } from './hearsay.ts';
import type { LogBook } from './log-book.ts';
import type { Core, Node } from './node.ts';
import { isUnreadable } from './unreadable.ts';
import { hold } from './violation.ts';
import type { VirtualTime } from './virtual-time.ts';

type Answer = MeetAnswer | LinkAnswer | PutAnswer | PermissionAnswer;

/** A command as somebody gave it; the same again is the same object with another node. */
export interface Order {
  readonly viewer: Viewer;
  readonly name: keyof Commands;
  readonly input: object;
  readonly idempotencyKey: string | null;
  readonly give: (commands: Commands, core: Core) => Promise<Answer>;
}

/** What was answered under each idempotency key: the first answer, for ever. */
export class Orders {
  /** Everything that was ever given, for somebody to give it again. */
  readonly given: Order[] = [];
  readonly #answers = new Map<string, { readonly input: string; readonly answer: string }>();
  readonly #log: LogBook;
  readonly #trace: (line: string) => void;
  readonly #time: VirtualTime;
  #failure: unknown = null;

  constructor(log: LogBook, time: VirtualTime, trace: (line: string) => void) {
    this.#log = log;
    this.#time = time;
    this.#trace = trace;
  }

  /** Gives the command to that node, now. What comes of it is checked whenever it comes. */
  give(node: Node, order: Order): void {
    const { core } = node;
    const { viewer, name, input, idempotencyKey } = order;
    const who = `${viewer.channelId}/${viewer.id} ${name}`;
    this.#trace(
      `  ${who} ${JSON.stringify(input)}${idempotencyKey === null ? '' : ` key ${idempotencyKey}`} at ${node.name}`,
    );
    if (!core) return;
    this.given.push(order);
    const answered = order.give(core.commands, core).then(
      async (answer) => {
        // Who is dead answers nobody.
        if (!node.underWay.has(answered)) return;
        await this.#log.catchUp(this.#time.elapsed);
        this.#trace(`  ${who}: ${JSON.stringify(answer)}`);
        this.#check(order, answer);
        await this.#readBack(core.reads, viewer, answer, who);
      },
      (error: unknown) => {
        if (!isExpected(error)) throw error;
        this.#trace(`  ${who}: ${error.name}`);
      },
    );
    node.underWay.add(answered);
    void answered.catch((error: unknown) => (this.#failure ??= error)).finally(() => node.underWay.delete(answered));
  }

  /** Whoever was answered can read what they were answered, at the node that answered. */
  async #readBack(reads: ReadModel, viewer: Viewer, answer: Answer, who: string): Promise<void> {
    if (answer.outcome !== 'accepted' && answer.outcome !== 'already-live') return;
    const { meetId, position } = answer;
    try {
      const meet = await reads.meetAtAnswer(viewer, meetId, position);
      hold(meet?.id === meetId, 'acknowledged is stored once', () => `${who}: ${meetId} cannot be read at ${position}`);
      checkUnheard(viewer, meet, () => who);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
    }
  }

  /** Throws the first thing that was wrong with an answer. */
  check(): void {
    if (this.#failure !== null) throw this.#failure as Error;
  }

  #check(order: Order, answer: Answer): void {
    const { viewer, name } = order;
    const where = (): string => `${viewer.role} ${viewer.channelId}/${viewer.id}, answered to ${name}`;
    checkUnheard(viewer, answer, where);
    this.#checkKey(order, answer, where);
    switch (answer.outcome) {
      case 'accepted':
      case 'already-live':
        return this.#checkStored(viewer, answer.meetId, answer.position, where);
      case 'put': {
        const event = this.#log.at(answer.position);
        const own = event !== undefined && channelIn(event) === viewer.channelId;
        return hold(own, 'acknowledged is stored once', () => `${where()}: nothing at ${answer.position}`);
      }
      case 'conflict':
        return this.#checkWinner(viewer, answer, where);
      case 'link':
      case 'permission':
      case 'not-allowed':
      case 'not-found':
      case 'meet-full':
      case 'already-over':
      case 'invalid-input':
      case 'idempotency-conflict':
        return;
    }
  }

  /** What was acknowledged is in the log by then, in the meet that the answer names. */
  #checkStored(viewer: Viewer, meetId: string, position: number, where: () => string): void {
    const event = this.#log.at(position);
    const stored = event?.stream === meetStream(viewer.channelId, meetId);
    hold(stored, 'acknowledged is stored once', () => `${where()}: position ${position} is not of ${meetId}`);
  }

  /** Invariant 6: whoever lost a race is told who won it, as far as they may know. */
  #checkWinner(
    viewer: Viewer,
    { message, winner }: Extract<MeetAnswer, { outcome: 'conflict' }>,
    where: () => string,
  ): void {
    const named = /^(\w+) came first/.exec(message)?.[1] ?? null;
    if (viewer.role === 'customer') hold(named === null, '3 customers cannot tell', () => `${where()}: ${message}`);
    if (named !== null) hold(winner !== null, '6 one winner', () => `${where()}: "${message}" names nobody`);
    if (winner === null) return;
    const event = this.#log.byId(winner.eventId);
    const isThere = event?.position === winner.position;
    hold(isThere, '6 one winner', () => `${where()}: the winner ${winner.eventId} is not at ${winner.position}`);
    const isNamed = named === null ? event.type === 'MeetAccepted' : event.type === named;
    hold(isNamed, '6 one winner', () => `${where()}: "${message}", but ${winner.eventId} is a ${event.type}`);
  }

  /** An idempotency key keeps its answer for ever; with another input it is a conflict. */
  #checkKey({ viewer, name, input, idempotencyKey }: Order, answer: Answer, where: () => string): void {
    if (idempotencyKey === null) return;
    // Who may not give such commands at all is told so before anybody looks at a key.
    if (answer.outcome === 'not-allowed' && answer.reasons[0] === 'ROLE_NOT_ALLOWED') return;
    const key = `${viewer.channelId}/${viewer.role}/${viewer.id}/${idempotencyKey}`;
    const text = { input: `${name} ${JSON.stringify(input)}`, answer: JSON.stringify(answer) };
    const first = this.#answers.get(key);
    if (answer.outcome === 'idempotency-conflict') {
      // Another input may have claimed the key without ever being answered.
      const same = first?.input === text.input;
      return hold(!same, 'acknowledged is stored once', () => `${where()}: refused for its own key ${key}`);
    }
    if (!first) return void this.#answers.set(key, text);
    const alike = first.input === text.input && first.answer === text.answer;
    hold(
      alike,
      'acknowledged is stored once',
      () => `${where()}: first ${first.answer}, then ${text.answer} for ${key}`,
    );
  }
}

/** A number's stream is nobody's; its events say whose the number is. */
const channelIn = ({ stream, data }: RecordedEvent): unknown =>
  isPhoneNumberStream(stream) ? data['channelId'] : parseStream(stream)?.channelId;

const isExpected = (error: unknown): error is Error =>
  error instanceof EventStoreUnavailable || error instanceof EventStoreClosed || error instanceof TooMuchContention;
