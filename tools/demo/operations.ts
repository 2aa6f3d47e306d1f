/** What the demo asks of the API, as a frontend would write it. */

const put = (mutation: string, input: string): string => /* GraphQL */ `
  mutation Put($input: ${input}!) {
    result: ${mutation}(input: $input) {
      __typename
      ... on Put { position }
      ... on NotAllowed { message }
      ... on NotFound { message }
      ... on InvalidInput { message }
    }
  }
`;

export const PUT_CHANNEL = put('putChannel', 'ChannelInput');
export const PUT_MANAGER = put('putManager', 'ManagerInput');
export const PUT_CUSTOMER = put('putCustomer', 'CustomerInput');
export const PUT_USER_CHAT = put('putUserChat', 'UserChatInput');
export const SET_PRESENCE = put('setPresence', 'PresenceInput');
export const LET_CUSTOMERS_START = /* GraphQL */ `
  mutation LetCustomersStart($input: ChannelMeetSettingsInput!) {
    result: updateChannelMeetSettings(input: $input) {
      __typename
    }
  }
`;

const onMeet = (mutation: string, input: string): string => /* GraphQL */ `
  mutation Act($input: ${input}!) {
    result: ${mutation}(input: $input) {
      __typename
      ... on MeetAccepted { meet { id kind state } position }
      ... on Problem { message }
    }
  }
`;

export const START_MEET = onMeet('startMeet', 'StartMeetInput');
export const ACCEPT_MEET = onMeet('acceptMeet', 'MeetInput');
export const SET_CAMERA = onMeet('setCamera', 'SetDeviceInput');
export const LEAVE_MEET = onMeet('leaveMeet', 'LeaveMeetInput');
export const END_MEET = onMeet('endMeet', 'MeetInput');

export const MY_RINGS = /* GraphQL */ `
  subscription MyRings($deviceId: ID) {
    myRings(deviceId: $deviceId) {
      ringing
      outcome
      deadline
      meet {
        id
        kind
      }
    }
  }
`;

export const MEET_EVENTS = /* GraphQL */ `
  subscription MeetEvents($after: Position) {
    meetEvents(after: $after) {
      __typename
      ... on MeetEvent {
        position
        version
        type
        occurredAt
        data
        actor {
          __typename
          ... on Manager {
            name
          }
          ... on Customer {
            # A customer's name may be null, a manager's may not, so they are not one field.
            customerName: name
          }
        }
      }
      ... on CaughtUp {
        position
      }
      ... on ResyncRequired {
        reason
        position
      }
    }
  }
`;

export interface MeetResult {
  readonly __typename: string;
  readonly message?: string;
  readonly meet?: { readonly id: string; readonly kind: string; readonly state: string };
  readonly position?: string;
}

export interface RingNotice {
  readonly ringing: boolean;
  readonly outcome: string;
  readonly deadline: string;
  readonly meet: { readonly id: string; readonly kind: string };
}

export interface MeetEvent {
  readonly __typename: 'MeetEvent';
  readonly position: string;
  readonly version: number;
  readonly type: string;
  readonly occurredAt: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly actor: { readonly __typename: string; readonly name?: string; readonly customerName?: string | null } | null;
}
export type MeetEventMessage =
  | MeetEvent
  | { readonly __typename: 'CaughtUp' | 'ResyncRequired'; readonly position: string; readonly reason?: string };
