import type { RecordedEvent } from '@meets/event-store';
import { MANAGER_RING_MS, MAX_PARTICIPANTS, MISSED_REASONS, RING_TIMEOUT_MS } from '@meets/meet-domain';
import { hold, type Invariant } from './violation.ts';

type Phase = 'OPEN' | 'LIVE' | 'ENDED' | 'MISSED';

/** A meet as its events tell it, kept by other code than the domain's, so that a mistake there is not made here too. */
export interface KnownMeet {
  readonly channelId: string;
  readonly id: string;
  readonly place: string;
  readonly userChatId: string | null;
  readonly teamRoomId: string | null;
  readonly customerId: string | null;
  readonly startedBy: string;
  readonly startedAtElapsed: number;
  phase: Phase;
  kind: string;
  deadline: string | null;
  until: string | null;
  /** Until when a call by phone waits for somebody to be rung. */
  queuedUntil: string | null;
  /** Whose devices ring. */
  readonly rung: Set<string>;
  /** Who of them is a colleague, rung into a live call: until when. */
  readonly colleagues: Map<string, string>;
  rangAtElapsed: number;
  handled: boolean;
  followedUp: boolean;
  readonly callbackOf: string | null;
  readonly inNow: Set<string>;
  /** Who was in, from one position to another; `Infinity` while they are. */
  readonly stays: Stay[];
  /** Who had a part in it (started, was rung, was in), by the position from which on. */
  readonly parts: Map<string, number>;
}

interface Stay {
  readonly person: string;
  readonly commandId: string;
  readonly from: number;
  to: number;
}

interface Moment {
  readonly elapsed: number;
}

interface Data {
  readonly [field: string]: unknown;
}

/** Every meet there has been, checked event by event against invariants 1, 2 and 6 (and R5, R7, R12, R21–R23). */
export class MeetBook {
  readonly meets: KnownMeet[] = [];
  readonly #byStream = new Map<string, KnownMeet>();
  readonly #openAt = new Map<string, KnownMeet>();

  byId(channelId: string, id: string): KnownMeet | undefined {
    return this.#byStream.get(`${channelId} ${id}`);
  }

  take(event: RecordedEvent, channelId: string, meetId: string, now: Moment): void {
    const meet = this.byId(channelId, meetId);
    const data: Data = event.data;
    if (event.type === 'MeetStarted') return this.#begin(event, channelId, meetId, now);
    const check: Check = (condition, invariant, what) =>
      hold(condition, invariant, () => `${what}: ${event.type} at ${event.position} in ${event.stream}`);
    hold(meet !== undefined, '2 missed or answered', () => `${event.type} in ${event.stream}, which never began`);
    const isOver = meet.phase === 'ENDED' || meet.phase === 'MISSED';
    const late = event.type === 'MissedMeetHandled' || event.type.startsWith('FollowUp');
    check(!isOver || late, '2 missed or answered', 'something after the end');
    const take = TAKEN[event.type as keyof typeof TAKEN];
    hold(take !== undefined, '7 events are complete', () => `${event.type}, which nobody knows, in ${event.stream}`);
    take(meet, { event, data, check, now });
    if (meet.phase === 'ENDED' || meet.phase === 'MISSED') {
      if (this.#openAt.get(meet.place) === meet) this.#openAt.delete(meet.place);
    }
  }

  #begin(event: RecordedEvent, channelId: string, id: string, now: Moment): void {
    const data: Data = event.data;
    const where = data['place'] as { readonly [field: string]: string };
    const place = `${channelId} ${JSON.stringify(where)}`;
    const open = this.#openAt.get(place);
    hold(event.version === 1, '2 missed or answered', () => `${event.stream} begins twice, again at ${event.position}`);
    hold(
      open === undefined,
      '1 one live meet a place',
      () => `${id} began while ${open?.id ?? ''} was live in ${place}`,
    );
    const meet: KnownMeet = {
      channelId,
      id,
      place,
      userChatId: where['userChatId'] ?? null,
      teamRoomId: where['teamRoomId'] ?? null,
      customerId: (data['customerId'] as string | undefined) ?? null,
      startedBy: personText(data['startedBy']),
      startedAtElapsed: now.elapsed,
      phase: 'OPEN',
      kind: String(data['kind']),
      deadline: null,
      until: null,
      queuedUntil: null,
      rung: new Set(),
      colleagues: new Map(),
      rangAtElapsed: now.elapsed,
      handled: false,
      followedUp: false,
      callbackOf: (data['callbackOf'] as string | undefined) ?? null,
      inNow: new Set(),
      stays: [],
      parts: new Map([[personText(data['startedBy']), event.position]]),
    };
    this.meets.push(meet);
    this.#byStream.set(`${channelId} ${id}`, meet);
    this.#openAt.set(place, meet);
  }
}

type Check = (condition: boolean, invariant: Invariant, what: string) => void;

interface Taking {
  readonly event: RecordedEvent;
  readonly data: Data;
  readonly check: Check;
  readonly now: Moment;
}

const personText = (person: unknown): string => {
  const { role, id } = person as { readonly role: string; readonly id: string };
  return `${role}:${id}`;
};

function device(meet: KnownMeet, { data, check }: Taking): void {
  check(meet.phase === 'LIVE', '2 missed or answered', 'a device in a meet that is not live');
  check(meet.inNow.has(personText(data['participant'])), '2 missed or answered', 'a device of somebody who is not in');
}

/** Until when this colleague was rung, who is rung no more; undefined for who is none. */
function colleagueGone({ colleagues }: KnownMeet, data: Data): string | undefined {
  const callee = personText(data['callee']);
  const limit = colleagues.get(callee);
  colleagues.delete(callee);
  return limit;
}

function takePart({ parts }: KnownMeet, person: string, { position }: RecordedEvent): void {
  if (!parts.has(person)) parts.set(person, position);
}

/** What each event does to a meet, and what has to hold when it comes. */
const TAKEN = {
  MeetRang(meet: KnownMeet, { event, data, check, now }: Taking) {
    const deadline = String(data['deadline']);
    check(meet.phase === 'OPEN' && meet.until === null, '2 missed or answered', 'a ring that cannot be');
    const alone = meet.rung.size === 0 || meet.customerId === null;
    check(alone, '1 one live meet a place', 'two persons rung at once in a chat');
    const begunAt = meet.deadline === null ? event.occurredAt : null;
    const longest = begunAt === null || Date.parse(deadline) - Date.parse(begunAt) <= RING_TIMEOUT_MS;
    check(longest, '4 rings end in time', 'a ring of more than 120 s');
    check(meet.deadline === null || meet.deadline === deadline, '4 rings end in time', 'a deadline that moved (R15)');
    if (meet.deadline === null) meet.rangAtElapsed = now.elapsed;
    meet.deadline = deadline;
    meet.rung.add(personText(data['callee']));
    takePart(meet, personText(data['callee']), event);
  },
  RingSkipped(meet: KnownMeet, { data, check }: Taking) {
    check(meet.rung.delete(personText(data['callee'])), '2 missed or answered', 'a ring skipped that was not');
  },
  RingDeclined(meet: KnownMeet, { event, data, check }: Taking) {
    check(meet.rung.delete(personText(data['callee'])), '2 missed or answered', 'a ring declined that was not');
    check(meet.rung.size > 0 || meet.kind === 'PHONE', '2 missed or answered', 'nobody rings on');
    const limit = colleagueGone(meet, data) ?? meet.deadline ?? '';
    check(event.occurredAt < limit, '4 rings end in time', 'declined after its deadline');
  },
  CallCameIn(meet: KnownMeet, { check }: Taking) {
    check(meet.kind === 'PHONE' && meet.rung.size === 0, '2 missed or answered', 'a call that is none');
  },
  CallDialled(meet: KnownMeet, { event, data, check, now }: Taking) {
    check(meet.kind === 'PHONE' && meet.startedBy.startsWith('manager:'), '2 missed or answered', 'dialled by nobody');
    meet.deadline = String(data['deadline']);
    meet.rangAtElapsed = now.elapsed;
    const longest = Date.parse(meet.deadline) - Date.parse(event.occurredAt) <= RING_TIMEOUT_MS;
    check(longest, '4 rings end in time', 'a ring of more than 120 s');
  },
  CallHeld: device,
  CallResumed: device,
  ColleagueRang(meet: KnownMeet, { event, data, check }: Taking) {
    const [callee, deadline] = [personText(data['callee']), String(data['deadline'])];
    check(meet.phase === 'LIVE' && meet.kind === 'PHONE', '2 missed or answered', 'a colleague rung, and no live call');
    check(meet.inNow.has(personText(data['rungBy'])), '2 missed or answered', 'a colleague rung by who is not in');
    const anew = !meet.inNow.has(callee) && !meet.rung.has(callee);
    check(anew, '1 one live meet a place', 'a colleague rung who is in or rung');
    const longest = Date.parse(deadline) - Date.parse(event.occurredAt) <= MANAGER_RING_MS;
    check(longest, '4 rings end in time', 'a colleague rung for more than 30 s');
    meet.rung.add(callee);
    meet.colleagues.set(callee, deadline);
    takePart(meet, callee, event);
  },
  ColleagueAnswered(meet: KnownMeet, { event, data, check }: Taking) {
    check(meet.rung.delete(personText(data['callee'])), '6 one winner', 'a colleague answered who was not rung');
    const limit = colleagueGone(meet, data) ?? '';
    check(event.occurredAt < limit, '4 rings end in time', 'a colleague answered after their time');
  },
  ColleagueRingWithdrawn(meet: KnownMeet, { event, data, check }: Taking) {
    check(meet.rung.delete(personText(data['callee'])), '6 one winner', 'a ring withdrawn that was none');
    const limit = colleagueGone(meet, data) ?? '';
    check(event.occurredAt < limit, '4 rings end in time', 'a ring withdrawn after its time');
  },
  CallHandedOver(meet: KnownMeet, { data, check }: Taking) {
    const both = meet.inNow.has(personText(data['from'])) && meet.inNow.has(personText(data['to']));
    check(both, '2 missed or answered', 'a call handed over by or to somebody who is not in');
  },
  DigitsPressed(meet: KnownMeet, { data, check }: Taking) {
    check(meet.kind === 'PHONE', '2 missed or answered', 'digits in a meet that is no call');
    check(meet.phase === 'OPEN' || meet.phase === 'LIVE', '2 missed or answered', 'digits after the end');
    check(Object.keys(data).join() === 'pressId,person,count', '3 customers cannot tell', 'digits that are told');
  },
  MeetQueued(meet: KnownMeet, { data, check }: Taking) {
    check(meet.phase === 'OPEN' && meet.kind === 'PHONE', '2 missed or answered', 'queued, and no call that could be');
    check(meet.rung.size === 0, '1 one live meet a place', 'queued while it rings');
    meet.queuedUntil = String(data['until']);
    const moved = meet.deadline !== null && meet.deadline !== meet.queuedUntil;
    check(!moved, '4 rings end in time', 'a queue that buys a ring more time');
  },
  RingUnanswered(meet: KnownMeet, { event, data, check }: Taking) {
    check(meet.rung.delete(personText(data['callee'])), '2 missed or answered', 'a ring unanswered that was not');
    const limit = colleagueGone(meet, data) ?? '';
    check(event.occurredAt >= limit, '4 rings end in time', 'a colleague’s ring that was cut short');
  },
  MeetOpened(meet: KnownMeet, { data, check }: Taking) {
    const nobodyCalled = meet.deadline === null && meet.until === null && meet.customerId === null;
    check(meet.phase === 'OPEN' && nobodyCalled, '2 missed or answered', 'opened, though somebody was called');
    check(personText(data['openedBy']) === meet.startedBy, '2 missed or answered', 'opened by somebody else');
    meet.phase = 'LIVE';
  },
  CustomerAwaited(meet: KnownMeet, { data, check }: Taking) {
    check(meet.phase === 'OPEN' && meet.deadline === null, '2 missed or answered', 'a wait that cannot be');
    meet.until = String(data['until']);
  },
  FollowUpSent: followedUp,
  FollowUpFailed: followedUp,
  MeetAccepted(meet: KnownMeet, { event, data, check }: Taking) {
    check(meet.phase === 'OPEN', '6 one winner', 'a second word on a meet that was settled');
    const by = personText(data['acceptedBy']);
    const dialled = meet.kind === 'PHONE' && meet.startedBy.startsWith('manager:');
    const awaited = (meet.until !== null || dialled) && by === `customer:${meet.customerId ?? ''}`;
    const called = meet.rung.has(by) || awaited;
    check(called, '6 one winner', 'answered by somebody who was not called');
    const limit = meet.until ?? meet.deadline ?? '';
    check(event.occurredAt < limit, '4 rings end in time', `answered after its deadline ${limit}`);
    meet.phase = 'LIVE';
    meet.rung.clear();
  },
  MeetMissed(meet: KnownMeet, { event, data, check }: Taking) {
    check(meet.phase === 'OPEN', '6 one winner', 'missed though it was settled');
    const reason = String(data['reason']);
    const known = (MISSED_REASONS as readonly string[]).includes(reason);
    check(known, '2 missed or answered', `missed for no known reason (${reason})`);
    meet.phase = 'MISSED';
    meet.rung.clear();
    if (meet.kind === 'PHONE') return checkCallMissed(meet, event.occurredAt, reason, check);
    const limit = meet.until ?? meet.deadline ?? '';
    const timedOut = reason === 'RING_TIMED_OUT' || reason === 'UNREACHABLE_DEVICE';
    check(!timedOut || event.occurredAt >= limit, '4 rings end in time', `timed out before its deadline ${limit}`);
    check(timedOut || event.occurredAt < limit, '4 rings end in time', `settled after its deadline ${limit}`);
  },
  MissedMeetHandled(meet: KnownMeet, { check }: Taking) {
    check(
      meet.phase === 'MISSED' && !meet.handled,
      '2 missed or answered',
      'handled, but not missed or handled before',
    );
    meet.handled = true;
  },
  ParticipantJoined(meet: KnownMeet, { event, data, check }: Taking) {
    const person = personText(data['participant']);
    check(meet.phase === 'LIVE', '2 missed or answered', 'somebody came in before the answer');
    check(!meet.inNow.has(person), '2 missed or answered', 'somebody came in who was in');
    const foreign = person.startsWith('customer:') && person !== `customer:${meet.customerId ?? ''}`;
    check(!foreign, '3 customers cannot tell', 'a customer came into a meet of somebody else');
    meet.inNow.add(person);
    meet.stays.push({ person, commandId: event.metadata.commandId, from: event.position, to: Infinity });
    takePart(meet, person, event);
    check(meet.inNow.size <= MAX_PARTICIPANTS, '1 one live meet a place', 'more than 10 persons in');
  },
  ParticipantCameByRoomLink(meet: KnownMeet, { data, check }: Taking) {
    const isIn = meet.inNow.has(personText(data['participant']));
    check(isIn, 'links open to whom they may', 'came by a link, and is not in');
    check(meet.teamRoomId === data['teamRoomId'], 'links open to whom they may', 'by another room’s link');
  },
  ParticipantLeft(meet: KnownMeet, { event, data, check }: Taking) {
    const person = personText(data['participant']);
    check(meet.inNow.delete(person), '2 missed or answered', 'somebody left who was not in');
    const stay = meet.stays.find((one) => one.person === person && one.to === Infinity);
    if (stay) stay.to = event.position;
  },
  MicrophoneTurnedOn: device,
  MicrophoneTurnedOff: device,
  CameraTurnedOn: device,
  CameraTurnedOff: device,
  ScreenShareStarted: device,
  ScreenShareStopped: device,
  MeetUpgradedToVideo(meet: KnownMeet, { check }: Taking) {
    check(meet.kind === 'VOICE', '1 one live meet a place', `upgraded from ${meet.kind}`);
    meet.kind = 'VIDEO';
  },
  MediaLost(meet: KnownMeet, { check }: Taking) {
    check(meet.phase === 'LIVE', '2 missed or answered', 'media were lost of a meet that has none');
  },
  MeetEnded(meet: KnownMeet, { check }: Taking) {
    check(meet.phase === 'LIVE', '2 missed or answered', 'ended, but never answered');
    check(meet.inNow.size === 0, '2 missed or answered', 'ended with somebody in');
    meet.rung.clear();
    meet.colleagues.clear();
    meet.phase = 'ENDED';
  },
};

/** R39, R41: from its deadline on a call is missed for nothing but its time; before, for nothing but somebody's act or refusal. */
function checkCallMissed({ deadline, queuedUntil }: KnownMeet, at: string, reason: string, check: Check): void {
  const limit = deadline ?? queuedUntil;
  const late = limit !== null && at >= limit;
  const ends = deadline === null ? ['EXCEEDED_QUEUE', 'NO_OPERATOR'] : ['RING_TIMED_OUT'];
  check(!late || ends.includes(reason), '4 rings end in time', `${reason} after its time ${limit ?? ''}`);
  const early = queuedUntil !== null && deadline === null && ends.includes(reason);
  check(late || !early, '4 rings end in time', `${reason} before its time ${limit ?? ''}`);
}

function followedUp(meet: KnownMeet, { check }: Taking): void {
  check(meet.until !== null, '2 missed or answered', 'a follow-up of a meet that never waited');
  check(!meet.followedUp, 'acknowledged is stored once', 'a second follow-up');
  meet.followedUp = true;
}
