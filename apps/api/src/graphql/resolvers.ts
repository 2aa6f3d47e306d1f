import { DutyResolver } from './duty.resolver.ts';
import { EventsResolver } from './events.resolver.ts';
import { InternalChatResolver } from './internal-chat.resolver.ts';
import { MeetChatResolver } from './meet-chat.resolver.ts';
import { LinkResolver } from './link.resolver.ts';
import { MediaResolver } from './media.resolver.ts';
import {
  AudioLevelResolver,
  MediaSignalsResolver,
  MediaTrackResolver,
  SpeakerChangedResolver,
} from './media-signals.resolver.ts';
import { MeetEventResolver, ParticipantResolver, RingNoticeResolver, RingResolver } from './meet-people.resolver.ts';
import { MeetMutationResolver } from './meet-mutation.resolver.ts';
import { MeetResolver } from './meet.resolver.ts';
import { PermissionGuideResolver } from './permission-guide.resolver.ts';
import { PhoneDetailsResolver } from './phone-details.resolver.ts';
import { PhoneResolver } from './phone.resolver.ts';
import { PutResolver } from './put.resolver.ts';
import { SubscriptionResolver } from './subscription.resolver.ts';
import { TeamRoomResolver } from './team-room.resolver.ts';
import { UserChatResolver } from './user-chat.resolver.ts';
import { ViewerResolver } from './viewer.resolver.ts';

/** Everything the schema is made of. */
export const RESOLVERS = [
  AudioLevelResolver,
  DutyResolver,
  EventsResolver,
  InternalChatResolver,
  MeetChatResolver,
  LinkResolver,
  MediaResolver,
  MediaSignalsResolver,
  MediaTrackResolver,
  MeetEventResolver,
  MeetMutationResolver,
  MeetResolver,
  ParticipantResolver,
  PermissionGuideResolver,
  PhoneDetailsResolver,
  PhoneResolver,
  PutResolver,
  RingNoticeResolver,
  RingResolver,
  SpeakerChangedResolver,
  SubscriptionResolver,
  TeamRoomResolver,
  UserChatResolver,
  ViewerResolver,
];
