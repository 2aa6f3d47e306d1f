import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  accountDecider,
  type Actor,
  channelDecider,
  customerDecider,
  domainEventTypes,
  dutyDecider,
  type DomainEvent,
  type DomainEventType,
  eventCatalogue,
  isDomainEventType,
  managerDecider,
  meetDecider,
  phoneNumberDecider,
  phoneQueueDecider,
  type StreamCategory,
  teamRoomDecider,
  type Timestamp,
  upcast,
  userChatDecider,
} from './index.ts';
import { inbound } from './testing/index.ts';

interface Fixture {
  readonly type: DomainEventType;
  readonly schemaVersion: number;
  readonly at: Timestamp;
  readonly by: Actor;
  readonly data: Readonly<Record<string, unknown>>;
}

const folder = join(import.meta.dirname, '..', 'fixtures');
const fixture = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Fixture;
const types = Object.keys(eventCatalogue).filter(isDomainEventType);
const names = types.flatMap((type) =>
  Array.from({ length: eventCatalogue[type].schemaVersion }, (_, index) => `${type}.v${index + 1}.json`),
);

describe('stored fixtures', () => {
  it('are there for every event type and version that was ever stored, and for nothing else', () => {
    expect(readdirSync(folder).toSorted()).toEqual(names.toSorted());
  });

  it.each(names)('%s can be read today: it has today’s shape once upcast', (name) => {
    const { type, schemaVersion, data } = fixture(name);
    expect(name).toBe(`${type}.v${schemaVersion}.json`);
    expect(shapeOf(upcast(type, schemaVersion, data))).toEqual(shapeOf(eventCatalogue[type].example));
  });

  it.each(names)('%s folds', (name) => {
    const { type, schemaVersion, at, by, data } = fixture(name);
    const event = { type, at, by, data: upcast(type, schemaVersion, data) } as DomainEvent;
    const state = foldAs(eventCatalogue[type].aggregate, event);
    expect(state).not.toBeNull();
    expect(JSON.stringify(state)).not.toContain('undefined');
  });
});

describe('the event catalogue', () => {
  it.each(types)('tells all of %s', (type) => {
    const { summary, rules, schemaVersion, upcasters, aggregate, example, personal } = eventCatalogue[type];
    expect(summary).toMatch(/^[A-Z].*[^.]\.$/);
    for (const rule of rules) expect(rule).toMatch(/^R\d+$/);
    expect(upcasters).toHaveLength(schemaVersion - 1);
    expect(domainEventTypes[aggregate]).toContain(type);
    for (const field of [...(personal?.fields ?? []), ...(personal ? [personal.idField] : [])]) {
      expect(Object.keys(example)).toContain(field);
    }
  });

  it('holds personal data in five events only, and one of a meet’s (R6)', () => {
    const personal = types.filter((type) => eventCatalogue[type].personal);
    expect(personal.toSorted()).toEqual([
      'CallCameIn',
      'CustomerPut',
      'CustomerSealNoted',
      'ManagerMeetSettingsChanged',
      'ManagerPut',
    ]);
  });

  it('names each type once, in its stream’s category', () => {
    expect(Object.values(domainEventTypes).flat().toSorted()).toEqual(types.toSorted());
    expect(domainEventTypes.meet[0]).toBe('MeetStarted');
  });

  it('knows its own names and no other', () => {
    expect(isDomainEventType('MeetStarted')).toBe(true);
    for (const name of ['MeetBegan', 'toString', '__proto__', '']) expect(isDomainEventType(name)).toBe(false);
  });
});

/** The event, folded behind a history in which it can come. */
function foldAs(category: StreamCategory, event: DomainEvent): unknown {
  const first = { at: event.at, by: event.by };
  const { ChannelPut, PhoneNumberIssued, ManagerPut, CustomerPut, TeamRoomPut } = eventCatalogue;
  const history = {
    channel: () => [{ type: 'ChannelPut', ...first, data: ChannelPut.example }],
    phonenumber: () =>
      event.type === 'PhoneNumberIssued'
        ? []
        : [{ type: 'PhoneNumberIssued', ...first, data: PhoneNumberIssued.example }],
    manager: () => [{ type: 'ManagerPut', ...first, data: ManagerPut.example }],
    duty: () => [],
    phonequeue: () => [],
    customer: () => [{ type: 'CustomerPut', ...first, data: CustomerPut.example }],
    account: () => [],
    userchat: () => [],
    teamroom: () =>
      event.type === 'TeamRoomPut' ? [] : [{ type: 'TeamRoomPut', ...first, data: TeamRoomPut.example }],
    meet: () => (event.type === 'MeetStarted' ? [] : inbound()),
  }[category]();
  const { initial, evolve } = {
    channel: channelDecider,
    phonenumber: phoneNumberDecider,
    manager: managerDecider,
    duty: dutyDecider,
    phonequeue: phoneQueueDecider,
    customer: customerDecider,
    account: accountDecider,
    userchat: userChatDecider,
    teamroom: teamRoomDecider,
    meet: meetDecider,
  }[category];
  return [...history, event].reduce(evolve as (state: unknown, event: unknown) => unknown, initial);
}

/** The names of the fields, as deep as they go. */
function shapeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, shapeOf(child)]),
  );
}
