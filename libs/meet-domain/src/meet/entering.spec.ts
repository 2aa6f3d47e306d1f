import { DEFAULT_MEET_SETTINGS, type MeetEvent, type MeetState, type Person } from '../index.ts';
import {
  aManager,
  at,
  bora,
  givenMeet,
  inbound,
  joined,
  juno,
  live,
  managerFacts,
  mina,
  orderAccept,
  orderJoin,
  outbound,
} from '../testing/index.ts';

const muted = (person: Person) =>
  managerFacts(person.id, {
    manager: aManager(person.id, { settings: { ...DEFAULT_MEET_SETTINGS, muteOnJoin: true } }),
  });
const microphoneOf = (meet: MeetState, person: Person): boolean | undefined =>
  meet?.participants.find((stay) => stay.person.id === person.id)?.microphone;

describe('who chose to come in muted', () => {
  it('R34: joins with the microphone off, in the same decision', () => {
    const off: MeetEvent = { type: 'MicrophoneTurnedOff', at: at(9), by: bora, data: { participant: bora } };
    givenMeet(...live())
      .when(orderJoin(bora, at(9), { facts: muted(bora) }))
      .then(joined(bora, at(9)), off);
  });

  it('R34: answers with the microphone off, and nobody else’s is', () => {
    const answered = givenMeet(...inbound()).when(orderAccept(mina, at(5), { facts: muted(mina) }));
    expect(microphoneOf(answered.state, mina)).toBe(false);
    expect(microphoneOf(answered.state, juno)).toBe(true);
  });

  it('R34: is brought in with the microphone off where the customer answers their call', () => {
    const answered = givenMeet(...outbound()).when(orderAccept(juno, at(5), { starterMuted: true }));
    expect(microphoneOf(answered.state, mina)).toBe(false);
    expect(microphoneOf(answered.state, juno)).toBe(true);
  });

  it('R34: can turn the microphone on', () => {
    givenMeet(...live(), joined(bora, at(9)), {
      type: 'MicrophoneTurnedOff',
      at: at(9),
      by: bora,
      data: { participant: bora },
    })
      .when({ type: 'SetMicrophone', at: at(10), by: bora, on: true })
      .then({ type: 'MicrophoneTurnedOn', at: at(10), by: bora, data: { participant: bora } });
  });
});
