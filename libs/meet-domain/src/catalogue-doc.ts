import { type DomainEventType, domainEventTypes, eventCatalogue } from './catalogue.ts';
import { PHASE_CHANGES } from './meet/phase-changes.ts';
import { MISSED_REASONS } from './meet/missed-reason.ts';
import type { StreamCategory } from './streams.ts';

/** The event catalogue as a Markdown page, ending in one line break: what docs/events.md holds. Pure. */
export function renderEventCatalogue(): string {
  const categories = Object.keys(TITLES) as readonly StreamCategory[];
  return [INTRODUCTION, meetDiagram(), ...categories.map(section), MISSED].join('\n\n') + '\n';
}

const TITLES = {
  meet: ['A meet', '`meet-{channelId}:{meetId}`'],
  userchat: ['A user chat', '`userchat-{channelId}:{userChatId}`'],
  teamroom: ['A team room', '`teamroom-{channelId}:{teamRoomId}`'],
  channel: ['A channel', '`channel-{channelId}`'],
  phonenumber: ['A phone number', '`phonenumber-{number}`'],
  manager: ['A manager', '`manager-{channelId}:{managerId}`'],
  duty: ['A manager’s duty', '`duty-{channelId}:{managerId}`'],
  phonequeue: ['A channel’s calls by phone', '`phonequeue-{channelId}`'],
  customer: ['A customer', '`customer-{channelId}:{customerId}`'],
  account: ['An integrator or an analyst', '`account-{channelId}:{role}:{accountId}`'],
} as const satisfies Record<StreamCategory, readonly [title: string, stream: string]>;

const INTRODUCTION = `# Events

<!-- Generated from libs/meet-domain by \`npm run regenerate\`. Do not edit. -->

Everything that can happen, by the stream it is written to. Stored names and shapes are for ever: a shape changes by a new
version and an upcaster, and every version that was ever stored is kept as a fixture in \`libs/meet-domain/fixtures\`.
Rule numbers are the product's. 🔒 marks personal fields: sealed at rest under the person's own key, null once that key
was destroyed.`;

const MISSED = `## Why a meet was missed

\`MeetMissed.reason\`, which only managers may see (R14, R41); to a customer the meet has ended.

${MISSED_REASONS.map((reason) => `\`${reason}\``).join(' · ')}`;

function meetDiagram(): string {
  const arrows = PHASE_CHANGES.map(({ from, event, to }) => `  ${from ?? '[*]'} --> ${to}: ${event}`);
  const ends = ['ENDED', 'MISSED'].map((phase) => `  ${phase} --> [*]`);
  return ['## A meet from start to end', '', '```mermaid', 'stateDiagram-v2', ...arrows, ...ends, '```'].join('\n');
}

function section(category: StreamCategory): string {
  const [title, stream] = TITLES[category];
  const types = domainEventTypes[category];
  return [
    `## ${title}`,
    `Stream ${stream}.`,
    ['| event | version | what happened | rules |', '|---|---|---|---|', ...types.map(row)].join('\n'),
    ['```', ...types.map(example), '```'].join('\n'),
  ].join('\n\n');
}

function row(type: DomainEventType): string {
  const { schemaVersion, summary, rules, personal } = eventCatalogue[type];
  const sealed = personal ? ` 🔒 ${personal.fields.map((field) => `\`${field}\``).join(', ')}` : '';
  return `| \`${type}\` | ${schemaVersion} | ${summary}${sealed} | ${rules.join(', ')} |`;
}

const example = (type: DomainEventType): string => `${type} ${JSON.stringify(eventCatalogue[type].example)}`;
