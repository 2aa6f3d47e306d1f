import { Latch, PROBATION_PACKETS, RELATCH_MS } from './latch.ts';
import type { RtpPacket } from './packet.ts';

const packet = (sequence: number) => ({ sequence }) as RtpPacket;
const said = { address: '192.0.2.1', port: 4_000 };
const nat = { address: '198.51.100.1', port: 5_000 };
const thief = { address: '203.0.113.1', port: 6_000 };

describe('who the other end is', () => {
  it('is believed at once where the description says so, and sent to before it has said anything', () => {
    const latch = new Latch();
    expect(latch.target()).toBeNull();
    latch.describe(said);
    expect(latch.target()).toEqual(said);
    expect(latch.admit(packet(1), said, 0)).toBe(true);
  });

  it('is where packets come from behind a NAT, after a few in a row', () => {
    const latch = new Latch();
    latch.describe(said);
    const admitted = [10, 11, 12, 13].map((sequence) => latch.admit(packet(sequence), nat, 0));
    expect(admitted.filter((each) => !each)).toHaveLength(PROBATION_PACKETS - 1);
    expect(latch.target()).toEqual(nat);
  });

  it('is nobody who sends packets out of a row', () => {
    const latch = new Latch();
    latch.describe(said);
    for (const sequence of [1, 3, 2, 9, 8, 7, 60_000]) expect(latch.admit(packet(sequence), nat, 0)).toBe(false);
    expect(latch.target()).toEqual(said);
  });

  it('is robbed by nobody while it speaks, and found again once it is silent', () => {
    const latch = new Latch();
    latch.describe(said);
    latch.admit(packet(1), said, 0);
    for (let sequence = 0; sequence < 50; sequence += 1) expect(latch.admit(packet(sequence), thief, 500)).toBe(false);
    expect(latch.target()).toEqual(said);
    const later = [0, 1, 2].map((sequence) => latch.admit(packet(sequence), nat, RELATCH_MS));
    expect(later.at(-1)).toBe(true);
    expect(latch.target()).toEqual(nat);
  });

  it('is another one once a description names another, and the same where it names the same', () => {
    const latch = new Latch();
    latch.describe(said);
    for (const sequence of [1, 2, 3]) latch.admit(packet(sequence), nat, 0);
    latch.describe(said);
    expect(latch.target()).toEqual(nat);
    latch.describe(thief);
    expect(latch.target()).toEqual(thief);
  });
});
