import { whyNoChat } from '../index.ts';
import {
  at,
  bora,
  directCall,
  directLive,
  givenMeet,
  inRoom,
  juno,
  live,
  mina,
  opened,
  sol,
} from '../testing/index.ts';

describe('the chat in a meet', () => {
  it('R25: is for who is in a team meet now', () => {
    const meet = givenMeet(...directLive());
    expect([mina, bora].map((person) => whyNoChat(meet.state, person))).toEqual([null, null]);
    expect(whyNoChat(meet.state, sol)).toEqual({ reason: 'not-in-meet' });
    expect(whyNoChat(givenMeet(...opened(inRoom)).state, mina)).toBeNull();
    const left = meet.when({ type: 'LeaveMeet', at: at(9), by: bora, reason: 'LEFT' });
    expect(whyNoChat(left.state, bora)).toEqual({ reason: 'not-in-meet' });
  });

  it('R25: is not there in a user chat or an internal chat, for whoever is in', () => {
    const unavailable = { reason: 'not-allowed', guards: ['FEATURE_NOT_AVAILABLE'] };
    for (const person of [mina, juno]) expect(whyNoChat(givenMeet(...live()).state, person)).toEqual(unavailable);
    expect(whyNoChat(givenMeet(...opened()).state, mina)).toEqual(unavailable);
  });

  it('R25: is not there before the answer, after the end, and for customers', () => {
    const meet = givenMeet(...directLive());
    expect(whyNoChat(givenMeet(...directCall()).state, mina)).toEqual({ reason: 'not-answered' });
    const over = meet.when({ type: 'EndMeet', at: at(9), by: mina });
    expect(whyNoChat(over.state, mina)).toEqual({ reason: 'over' });
    for (const state of [meet.state, givenMeet(...opened()).state, null]) {
      expect(whyNoChat(state, juno)).toEqual({ reason: 'unknown' });
    }
  });
});
