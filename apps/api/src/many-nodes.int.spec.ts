import { SignJWT } from 'jose';
import { type KurrentServer, startKurrentServer } from '@meets/event-store/testing/kurrent-server';
import { openAdapters } from './open-adapters.ts';
import { type RunningService, runningService } from './testing/running-service.ts';

const PERSON_KEYS_SECRET = '5a'.repeat(32);

describe('two nodes on one EventStoreDB', () => {
  let server: KurrentServer;
  let one: RunningService;
  let other: RunningService;

  beforeAll(async () => {
    server = await startKurrentServer();
    const environment = {
      EVENT_STORE: `esdb://127.0.0.1:${server.port}?tls=false`,
      PERSON_KEYS_SECRET,
      AUTH_JWT_SECRET,
    };
    [one, other] = await Promise.all([
      runningService(environment, openAdapters),
      runningService(environment, openAdapters),
    ]);
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
    server.close();
  });

  it('know the same people, let one of two starts win, and answer what was asked of the other', async () => {
    const host = await tokenFor('integrator', 'host');
    const manager = await tokenFor('manager', 'ma-1');
    const customer = await tokenFor('customer', 'cu-1');
    const put = await one.ask(host, SCENE);
    expect(put.body.errors).toBeUndefined();

    const starts = await Promise.all([one, other].map((node) => node.ask(customer, START)));
    const outcomes = starts.map((start) => start.body.data?.['startMeet']) as unknown as {
      __typename: string;
      meet: { id: string };
    }[];
    expect(outcomes.map((outcome) => outcome.__typename).sort()).toEqual(['AlreadyLive', 'MeetAccepted']);
    expect(outcomes[0]?.meet.id).toBe(outcomes[1]?.meet.id);

    const id = outcomes[0]?.meet.id;
    const accepted = await other.ask(manager, ACCEPT, { id });
    const { position } = accepted.body.data?.['acceptMeet'] as unknown as { position: string };
    const read = await one.ask(manager, READ, { id, position });
    expect(read.body.data).toMatchObject({ meet: { state: 'LIVE', startedBy: { name: 'Chulsoo' } } });
    const readThere = await other.ask(manager, READ, { id, position });
    expect(readThere.body).toEqual(read.body);
  });
});

const AUTH_JWT_SECRET = 'a secret that both nodes share, long enough';

async function tokenFor(role: string, sub: string): Promise<string> {
  return new SignJWT({ role, channel: 'shop' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(AUTH_JWT_SECRET));
}

const SCENE = /* GraphQL */ `
  mutation {
    putChannel(input: { name: "Shop", paidPlan: true }) {
      __typename
    }
    putManager(input: { id: "ma-1", name: "Mina", operatorSeat: true }) {
      __typename
    }
    putCustomer(input: { id: "cu-1", name: "Chulsoo" }) {
      __typename
    }
    putUserChat(input: { id: "chat-1", customerId: "cu-1", assigneeId: "ma-1" }) {
      __typename
    }
    updateChannelMeetSettings(input: { customersMayStart: true }) {
      __typename
    }
  }
`;
const START = /* GraphQL */ `
  mutation {
    startMeet(input: { place: { userChatId: "chat-1" }, kind: VOICE }) {
      __typename
      ... on MeetAccepted {
        meet {
          id
        }
      }
      ... on AlreadyLive {
        meet {
          id
        }
      }
    }
  }
`;
const ACCEPT = /* GraphQL */ `
  mutation ($id: ID!) {
    acceptMeet(input: { meetId: $id }) {
      ... on MeetAccepted {
        position
      }
    }
  }
`;
const READ = /* GraphQL */ `
  query ($id: ID!, $position: Position) {
    meet(id: $id, minPosition: $position) {
      state
      startedBy {
        ... on Customer {
          name
        }
      }
    }
  }
`;
