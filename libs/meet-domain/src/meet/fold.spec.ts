import { meetDecider, type MeetEvent, MISSED_REASONS } from '../index.ts';
import { at, givenMeet, inbound, live, missed, timer, waiting } from '../testing/index.ts';

describe('the fold of a meet', () => {
  it.each(MISSED_REASONS)('R41: leaves no ring sounding when it is missed as %s', (reason) => {
    const event: MeetEvent = { type: 'MeetMissed', at: at(9), by: timer, data: { reason } };
    const meet = givenMeet(...inbound(), event).state;
    expect(meet).toMatchObject({ phase: 'MISSED', missedReason: reason, endedAt: at(9), answeredAt: null });
    expect(['DECLINED', 'TIMED_OUT', 'CANCELED']).toContain(meet?.rings[0]?.outcome);
  });

  it('is null where nothing has begun', () => {
    for (const event of [...inbound(), ...live(), ...missed(), ...waiting()]) {
      if (event.type !== 'MeetStarted') expect(meetDecider.evolve(null, event)).toBeNull();
    }
  });

  it('shares no memory with the state before: that one still says what it said', () => {
    const before = givenMeet(...inbound()).state;
    const said = JSON.stringify(before);
    live().slice(2).reduce(meetDecider.evolve, before);
    expect(JSON.stringify(before)).toBe(said);
  });
});
