import { isHiddenFrom, type Meet, type MeetEvent, type Person } from '../index.ts';
import {
  aTeamRoom,
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

const folded = (...history: readonly MeetEvent[]): Meet => {
  const { state } = givenMeet(...history);
  if (state === null) throw new Error('no meet began in this story');
  return state;
};
const other: Person = { role: 'manager', id: 'other' };

describe('whom a meet is hidden from', () => {
  it('R14, R19, R20: is a customer, unless it is their own', () => {
    expect(isHiddenFrom(folded(...live()), juno, null)).toBe(false);
    for (const meet of [folded(...opened()), folded(...opened(inRoom)), folded(...directLive())]) {
      expect(isHiddenFrom(meet, juno, aTeamRoom())).toBe(true);
    }
  });

  it('R19: is no manager where it belongs to a user chat, inside or not', () => {
    for (const meet of [folded(...live()), folded(...opened())]) expect(isHiddenFrom(meet, other, null)).toBe(false);
  });

  it('R20: is who is no member of a private room; a public one’s is hidden from no manager', () => {
    const meet = folded(...opened(inRoom));
    expect(isHiddenFrom(meet, other, aTeamRoom())).toBe(false);
    for (const kind of ['PRIVATE_GROUP', 'DIRECT_MESSAGE'] as const) {
      expect(isHiddenFrom(meet, other, aTeamRoom({ kind }))).toBe(true);
      expect(isHiddenFrom(meet, bora, aTeamRoom({ kind }))).toBe(false);
    }
    expect(isHiddenFrom(meet, other, null)).toBe(true);
  });

  it('R20: is nobody who had a part in it, member any more or not', () => {
    const meet = folded(...directCall());
    for (const person of [mina, bora, sol]) {
      expect(isHiddenFrom(meet, person, aTeamRoom({ kind: 'DIRECT_MESSAGE', memberIds: [] }))).toBe(false);
    }
  });
});
