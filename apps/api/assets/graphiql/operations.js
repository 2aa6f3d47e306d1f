/** The operations that GraphiQL opens with: one meet, from an empty channel to its end. */
const OPERATIONS = [
  {
    as: 'integrator host',
    query: `# 1. The host product tells what it knows.
# Start here: press the play button.
mutation Prepare {
  putChannel(input: { name: "Demo shop", paidPlan: true }) {
    ...Result
  }
  putManager(
    input: { id: "m-1", name: "Mina", operatorSeat: true }
  ) {
    ...Result
  }
  putCustomer(
    input: {
      id: "c-1"
      name: "Chulsoo"
      phoneNumber: "+821012345678"
    }
  ) {
    ...Result
  }
  putUserChat(
    input: { id: "chat-1", customerId: "c-1", assigneeId: "m-1" }
  ) {
    ...Result
  }
  mina: setPresence(input: { managerId: "m-1", online: true }) {
    ...Result
  }
  chulsoo: setPresence(input: { customerId: "c-1", online: true }) {
    ...Result
  }
  updateChannelMeetSettings(input: { customersMayStart: true }) {
    __typename
  }
}

fragment Result on PutResult {
  __typename
  ... on Put { position }
  ... on Problem { message }
}
`,
  },
  {
    as: 'manager m-1',
    query: `# 2. The assignee's devices listen. A tab that is left
# stops: open this page in a second window, press play
# there, and go on here in the next tab.
subscription Rings {
  myRings(deviceId: "laptop") {
    ringing
    outcome
    deadline
    meet {
      id
      kind
      state
      startedBy {
        ... on Customer { name }
      }
    }
  }
}
`,
  },
  {
    as: 'customer c-1',
    query: `# 3. The customer calls. It rings for 120 seconds.
mutation Start {
  startMeet(
    input: { place: { userChatId: "chat-1" }, kind: VOICE }
  ) {
    __typename
    ... on MeetAccepted {
      position
      meet { id state ringDeadline }
    }
    ... on AlreadyLive { meet { id state } }
    ... on NotAllowed { reasons }
    ... on Problem { message }
  }
}
`,
  },
  {
    as: 'manager m-1',
    variables: { meet: 'uc.chat-1.1' },
    query: `# 4. The assignee answers. The first meet in chat-1 is
# uc.chat-1.1, the next one ends in 2: see Variables.
mutation Accept($meet: ID!) {
  acceptMeet(input: { meetId: $meet, deviceId: "laptop" }) {
    __typename
    ... on MeetAccepted {
      position
      meet {
        kind
        state
        participants {
          camera
          person {
            ... on Manager { name }
            ... on Customer { customerName: name }
          }
        }
      }
    }
    ... on Conflict { winner { type occurredAt } }
    ... on Problem { message }
  }
}
`,
  },
  {
    as: 'customer c-1',
    variables: { meet: 'uc.chat-1.1' },
    query: `# 5. A camera makes it a video meet, for ever.
mutation Camera($meet: ID!) {
  on: setCamera(input: { meetId: $meet, on: true }) {
    ...Result
  }
  off: setCamera(input: { meetId: $meet, on: false }) {
    ...Result
  }
}

fragment Result on MeetResult {
  __typename
  ... on MeetAccepted { meet { kind upgradedToVideoAt } }
  ... on Problem { message }
}
`,
  },
  {
    as: 'manager m-1',
    variables: { meet: 'uc.chat-1.1' },
    query: `# 6. A manager ends it for everyone.
mutation End($meet: ID!) {
  endMeet(input: { meetId: $meet }) {
    __typename
    ... on MeetAccepted { meet { kind state endedAt } }
    ... on Problem { message }
  }
}
`,
  },
  {
    as: 'analyst me',
    query: `# 7. Everything that happened, from the start, then live.
subscription Events {
  meetEvents {
    __typename
    ... on MeetEvent {
      position
      meetId
      version
      type
      occurredAt
      data
    }
    ... on CaughtUp { position }
  }
}
`,
  },
  {
    as: 'manager m-1',
    query: `# 8. What a page of the product would read.
query Chat {
  viewer {
    role
    channel { name paidPlan customersMayStart }
  }
  meetPermission(place: { userChatId: "chat-1" }, kind: VIDEO) {
    allowed
    reasons
  }
  userChat(id: "chat-1") {
    customer { name online }
    assignee { name }
    liveMeet { id state }
    meets(first: 5) {
      edges {
        node {
          id
          kind
          state
          missedReason
          history { edges { node { type occurredAt } } }
        }
      }
    }
  }
}
`,
  },
];

/** The header that makes a tab somebody's. Outside development everybody brings tokens of their own. */
export const headersOf = (as, development) =>
  JSON.stringify({ authorization: development ? `Bearer <${as} of demo>` : 'Bearer YOUR-TOKEN' }, null, 2);

/** As GraphiQL takes tabs. */
export const operationTabs = (development) =>
  OPERATIONS.map(({ as, query, variables }) => ({
    query,
    variables: variables ? JSON.stringify(variables, null, 2) : null,
    headers: headersOf(as, development),
  }));
