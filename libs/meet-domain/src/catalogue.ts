import { accountCatalogue } from './account/catalogue.ts';
import type { AccountEvent } from './account/events.ts';
import type { CatalogueOf } from './catalogue-entry.ts';
import { channelCatalogue } from './channel/catalogue.ts';
import type { ChannelEvent } from './channel/events.ts';
import { customerCatalogue } from './customer/catalogue.ts';
import type { CustomerEvent } from './customer/events.ts';
import { dutyCatalogue } from './duty/catalogue.ts';
import type { DutyEvent } from './duty/events.ts';
import { managerCatalogue } from './manager/catalogue.ts';
import type { ManagerEvent } from './manager/events.ts';
import { meetCatalogue } from './meet/catalogue.ts';
import type { MeetEvent } from './meet/events.ts';
import { phoneNumberCatalogue } from './phone-number/catalogue.ts';
import type { PhoneNumberEvent } from './phone-number/events.ts';
import { phoneQueueCatalogue } from './phone-queue/catalogue.ts';
import type { PhoneQueueEvent } from './phone-queue/events.ts';
import type { StreamCategory } from './streams.ts';
import { teamRoomCatalogue } from './team-room/catalogue.ts';
import type { TeamRoomEvent } from './team-room/events.ts';
import { userChatCatalogue } from './user-chat/catalogue.ts';
import type { UserChatEvent } from './user-chat/events.ts';

/** Everything that can ever have happened. */
export type DomainEvent =
  | ChannelEvent
  | PhoneNumberEvent
  | ManagerEvent
  | DutyEvent
  | PhoneQueueEvent
  | CustomerEvent
  | AccountEvent
  | UserChatEvent
  | TeamRoomEvent
  | MeetEvent;
export type DomainEventType = DomainEvent['type'];
/** The event of one type. */
export type DomainEventOf<Type extends DomainEventType> = Extract<DomainEvent, { type: Type }>;

/** Every event type: where it stands, its current version, what it says, and what of it is personal. */
export const eventCatalogue: CatalogueOf<DomainEvent> = {
  ...channelCatalogue,
  ...phoneNumberCatalogue,
  ...managerCatalogue,
  ...dutyCatalogue,
  ...phoneQueueCatalogue,
  ...customerCatalogue,
  ...accountCatalogue,
  ...userChatCatalogue,
  ...teamRoomCatalogue,
  ...meetCatalogue,
};

/** Is this the name of one of our events? */
export const isDomainEventType = (type: string): type is DomainEventType => Object.hasOwn(eventCatalogue, type);

/** The event types of each category of stream, in the order in which a history meets them. */
export const domainEventTypes: Readonly<Record<StreamCategory, readonly DomainEventType[]>> = {
  channel: typesOf('channel'),
  phonenumber: typesOf('phonenumber'),
  manager: typesOf('manager'),
  duty: typesOf('duty'),
  phonequeue: typesOf('phonequeue'),
  customer: typesOf('customer'),
  account: typesOf('account'),
  userchat: typesOf('userchat'),
  teamroom: typesOf('teamroom'),
  meet: typesOf('meet'),
};

function typesOf(category: StreamCategory): readonly DomainEventType[] {
  return Object.keys(eventCatalogue)
    .filter(isDomainEventType)
    .filter((type) => eventCatalogue[type].aggregate === category);
}
