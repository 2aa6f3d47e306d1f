/** The operations the specs use, as a frontend would write them. */

const MEET = /* GraphQL */ `
  fragment MeetParts on Meet {
    id
    kind
    state
    direction
    startedAt
    ringDeadline
    answeredAt
    upgradedToVideoAt
    endedAt
    missedReason
    handledAt
    callbackOf {
      id
    }
    rings {
      outcome
      person {
        ... on Manager {
          id
        }
        ... on Customer {
          id
        }
      }
    }
    participants {
      leftAt
      leaveReason
      camera
      person {
        __typename
        ... on Manager {
          id
        }
        ... on Customer {
          id
        }
      }
    }
    position
  }
`;

const MEET_RESULT = /* GraphQL */ `
  ${MEET}
  fragment ResultParts on MeetResult {
    __typename
    ... on MeetAccepted {
      position
      meet {
        ...MeetParts
      }
    }
    ... on NotAllowed {
      message
      reasons
    }
    ... on NotFound {
      message
    }
    ... on Conflict {
      message
      winner {
        id
        type
        data
      }
    }
    ... on MeetFull {
      message
      limit
    }
    ... on AlreadyOver {
      message
    }
    ... on InvalidInput {
      message
      fields
    }
    ... on IdempotencyConflict {
      message
    }
  }
`;

const START_RESULT = /* GraphQL */ `
  ${MEET}
  fragment StartParts on StartMeetResult {
    __typename
    ... on MeetAccepted {
      position
      meet {
        ...MeetParts
      }
    }
    ... on AlreadyLive {
      message
      meet {
        id
      }
    }
    ... on NotAllowed {
      message
      reasons
    }
    ... on NotFound {
      message
    }
    ... on InvalidInput {
      message
      fields
    }
    ... on IdempotencyConflict {
      message
    }
  }
`;

export const onMeet = (mutation: string, input = 'MeetInput'): string => /* GraphQL */ `
  ${MEET_RESULT}
  mutation Act($input: ${input}!) { result: ${mutation}(input: $input) { ...ResultParts } }
`;

const put = (mutation: string, input: string): string => /* GraphQL */ `
  mutation Put($input: ${input}!) {
    result: ${mutation}(input: $input) {
      __typename
      ... on Put { position }
      ... on NotAllowed { message reasons }
      ... on NotFound { message }
      ... on InvalidInput { message fields }
    }
  }
`;

export const PUT_CHANNEL = put('putChannel', 'ChannelInput');
export const PUT_MANAGER = put('putManager', 'ManagerInput');
export const PUT_CUSTOMER = put('putCustomer', 'CustomerInput');
export const PUT_USER_CHAT = put('putUserChat', 'UserChatInput');
export const PUT_TEAM_ROOM = put('putTeamRoom', 'TeamRoomInput');
export const SET_PRESENCE = put('setPresence', 'PresenceInput');
export const FORGET_PERSON = put('forgetPerson', 'ForgetPersonInput');
export const REVOKE_TOKENS = put('revokeTokens', 'RevokeTokensInput');
export const SETTINGS = /* GraphQL */ `
  mutation Settings($input: ChannelMeetSettingsInput!) {
    result: updateChannelMeetSettings(input: $input) {
      __typename
    }
  }
`;

export const START = /* GraphQL */ `
  ${START_RESULT}
  mutation Start($input: StartMeetInput!) {
    result: startMeet(input: $input) {
      ...StartParts
    }
  }
`;
export const REOPEN = /* GraphQL */ `
  ${START_RESULT}
  mutation Reopen($input: MeetInput!) {
    result: reopenMeet(input: $input) {
      ...StartParts
    }
  }
`;
export const ACCEPT = onMeet('acceptMeet');
export const DECLINE = onMeet('declineMeet');
export const CANCEL = onMeet('cancelMeet');
export const JOIN = onMeet('joinMeet');
export const LEAVE = onMeet('leaveMeet', 'LeaveMeetInput');
export const END = onMeet('endMeet');
export const SET_MICROPHONE = onMeet('setMicrophone', 'SetDeviceInput');
export const SET_CAMERA = onMeet('setCamera', 'SetDeviceInput');
export const SET_SCREEN_SHARE = onMeet('setScreenShare', 'SetDeviceInput');

export const READ_MEET = /* GraphQL */ `
  ${MEET}
  query ReadMeet($id: ID!, $asOf: AsOf, $minPosition: Position) {
    meet(id: $id, asOf: $asOf, minPosition: $minPosition) {
      ...MeetParts
      history(first: 100) {
        edges {
          node {
            id
            type
            version
            position
            causationId
            data
          }
        }
      }
    }
  }
`;
export const READ_CHAT = /* GraphQL */ `
  query ReadChat($id: ID!, $minPosition: Position) {
    userChat(id: $id, minPosition: $minPosition) {
      id
      customer {
        id
        name
      }
      assignee {
        id
        name
      }
      liveMeet {
        id
      }
      meets(first: 50) {
        edges {
          node {
            id
            state
            missedReason
          }
        }
      }
    }
  }
`;
export const PERMISSION = /* GraphQL */ `
  query MayI($place: MeetPlaceInput!, $kind: MeetKind!) {
    meetPermission(place: $place, kind: $kind) {
      allowed
      reasons
    }
  }
`;
export const EVENTS = /* GraphQL */ `
  query Events($after: Position, $first: Int!) {
    events(after: $after, first: $first) {
      edges {
        cursor
        node {
          id
          type
          meetId
          version
          position
          causationId
          correlationId
          occurredAt
          recordedAt
          data
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;
export const EXPLAIN = /* GraphQL */ `
  query Explain($eventId: ID!) {
    explain(eventId: $eventId) {
      id
      type
      causationId
    }
  }
`;
export const MY_RINGS = /* GraphQL */ `
  subscription MyRings($deviceId: ID) {
    myRings(deviceId: $deviceId) {
      ringing
      outcome
      deadline
      meet {
        id
        state
        missedReason
      }
    }
  }
`;
export const MEET_UPDATED = /* GraphQL */ `
  ${MEET}
  subscription MeetUpdated($id: ID!) {
    meetUpdated(id: $id) {
      ...MeetParts
    }
  }
`;
export const MEET_EVENTS = /* GraphQL */ `
  subscription MeetEvents($after: Position) {
    meetEvents(after: $after) {
      __typename
      ... on MeetEvent {
        id
        position
        meetId
        version
        type
        data
        actor {
          __typename
        }
        correlationId
        causationId
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
