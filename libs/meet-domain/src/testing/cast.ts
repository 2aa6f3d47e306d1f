import type {
  Actor,
  Client,
  Customer,
  Manager,
  ManagerFacts,
  Person,
  Place,
  StartFacts,
  TeamRoom,
  Timestamp,
  UserChat,
} from '../index.ts';
import { DEFAULT_MEET_SETTINGS, DEFAULT_PHONE_SETTINGS } from '../index.ts';

/** When every story begins. */
export const STORY_BEGINS: Timestamp = '2026-01-31T09:00:00.000Z';

/** That many seconds into the story; fractions are milliseconds. */
export const at = (seconds: number): Timestamp => new Date(Date.parse(STORY_BEGINS) + seconds * 1000).toISOString();

const manager = (id: string) => ({ role: 'manager', id }) as const satisfies Person & Actor;
const customer = (id: string) => ({ role: 'customer', id }) as const satisfies Person & Actor;

/** The chat's assignee. */
export const mina = manager('mina');
/** Another manager of the channel. */
export const bora = manager('bora');
/** A third manager, who has no part in Juno's chat. */
export const sol = manager('sol');
/** The customer whose chat it is. */
export const juno = customer('juno');
/** Another customer, who has no business in Juno's chat. */
export const stranger = customer('stranger');
export const host: Actor = { role: 'integrator', id: 'host' };
export const analyst: Actor = { role: 'analyst', id: 'ana' };
export const timer: Actor = { role: 'system', id: 'ring-timer' };

export const USER_CHAT_ID = 'uc-1';
export const MEET_ID = 'uc.uc-1.1';
export const TEAM_ROOM_ID = 'tr-1';

/** Juno's chat, the managers' side room of it, and a room of theirs. */
export const inChat: Place = { type: 'user-chat', userChatId: USER_CHAT_ID };
export const inside: Place = { type: 'internal-chat', userChatId: USER_CHAT_ID };
export const inRoom: Place = { type: 'team-room', teamRoomId: TEAM_ROOM_ID };

export const aManager = (id: string, change: Partial<Manager> = {}): Manager => ({
  id,
  name: 'Mina',
  operatorSeat: true,
  online: true,
  graceUntil: null,
  lostSince: null,
  forgotten: false,
  settings: DEFAULT_MEET_SETTINGS,
  tokensRevokedAt: null,
  ...change,
});

export const aCustomer = (change: Partial<Customer> = {}): Customer => ({
  id: juno.id,
  name: 'Juno',
  phoneNumber: '+821055550100',
  blocked: false,
  online: true,
  graceUntil: null,
  lostSince: null,
  forgotten: false,
  sealNoted: false,
  tokensRevokedAt: null,
  ...change,
});

export const aUserChat = (change: Partial<UserChat> = {}): UserChat => ({
  id: USER_CHAT_ID,
  customerId: juno.id,
  assigneeId: mina.id,
  managerIds: [mina.id],
  medium: 'NATIVE',
  inputOpen: true,
  ...change,
});

/** Mina's, Bora's and Sol's. */
export const aTeamRoom = (change: Partial<TeamRoom> = {}): TeamRoom => ({
  id: TEAM_ROOM_ID,
  kind: 'PUBLIC_GROUP',
  name: 'Design',
  memberIds: [mina.id, bora.id, sol.id],
  edition: 1,
  ...change,
});

const channel = {
  name: 'Moss & Fern',
  paidPlan: true,
  businessVerified: false,
  currency: 'KRW',
  customersMayStart: true,
  phoneSettings: DEFAULT_PHONE_SETTINGS,
} as const;

/** Facts under which everybody may start; change those that a test is about. */
export const startFacts = (change: Partial<StartFacts> = {}): StartFacts => ({
  channel,
  userChat: aUserChat(),
  teamRoom: aTeamRoom(),
  customer: aCustomer(),
  assignee: aManager(mina.id),
  starter: aManager(mina.id),
  ...change,
});

/** A channel that has paid, with some of it changed. */
export const aChannel = (change: Partial<NonNullable<StartFacts['channel']>> = {}) => ({ ...channel, ...change });

/** Facts under which the manager may accept and join. */
export const managerFacts = (id: string, change: Partial<ManagerFacts> = {}): ManagerFacts => ({
  channel,
  manager: aManager(id),
  ...change,
});

export const desktop: Client = { platform: 'WEB_DESKTOP', browser: 'CHROME', osVersion: null };
export const mobileWeb: Client = { platform: 'WEB_MOBILE', browser: 'CHROME', osVersion: '15' };
export const mobileSdk: Client = { platform: 'MOBILE_SDK', browser: null, osVersion: null };
export const inAppBrowser: Client = { platform: 'IN_APP_BROWSER', browser: 'OTHER', osVersion: null };
