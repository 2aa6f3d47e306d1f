import { isDigit } from '@meets/meet-domain';
import { DIGIT_ENDS, DIGIT_TICKS, DigitsIn, DigitsOut } from './digits.ts';
import type { RtpPacket } from './packet.ts';

const all = [...'0123456789*#ABCD'].filter(isDigit);

/** Every packet of these digits, as they go out. */
function pressed(digits: typeof all): RtpPacket[] {
  const out = new DigitsOut();
  void out.press(digits);
  const packets: RtpPacket[] = [];
  for (let tick = 0; out.length > 0; tick += 1) {
    for (const { payload, marker, ticksAgo } of out.next() ?? []) {
      packets.push({
        payload,
        marker,
        payloadType: 101,
        sequence: packets.length,
        ssrc: 1,
        timestamp: (tick - ticksAgo) * 160,
      });
    }
  }
  return packets;
}

const heard = (packets: readonly RtpPacket[]) => {
  const ears = new DigitsIn();
  return packets.flatMap((packet) => ears.hear(packet) ?? []);
};

describe('digits', () => {
  it('are heard as they were pressed, each once, also twice the same', () => {
    expect(heard(pressed(all))).toEqual(all);
    expect(heard(pressed(['1', '1', '1']))).toEqual(['1', '1', '1']);
  });

  it('are heard with any of their packets lost but one', () => {
    const packets = pressed(['7']);
    expect(packets).toHaveLength(DIGIT_TICKS + DIGIT_ENDS);
    for (const packet of packets) expect(heard([packet])).toEqual(['7']);
  });

  it('say when they were pressed, how long ago, and three times that they are over (RFC 4733 §2.5.1)', () => {
    const packets = pressed(['5']);
    expect(new Set(packets.map(({ timestamp }) => timestamp)).size).toBe(1);
    expect(packets.map(({ marker }) => marker)).toEqual([true, ...Array.from({ length: 7 }, () => false)]);
    expect(packets.map(({ payload }) => payload.readUInt8(1) >> 7)).toEqual([0, 0, 0, 0, 0, 1, 1, 1]);
    expect(packets.map(({ payload }) => payload.readUInt16BE(2))).toEqual([160, 160, 320, 480, 640, 800, 800, 800]);
  });

  it('are not heard in flashes, other events, or half of a packet', () => {
    const event = (...bytes: number[]) => ({ ...pressed(['1'])[0], payload: Buffer.from(bytes) }) as RtpPacket;
    expect(heard([event(16, 10, 0, 160), event(255, 10, 0, 160), event(1, 10), event()])).toEqual([]);
  });

  it('leave nobody waiting where the call ends before they are pressed', async () => {
    const out = new DigitsOut();
    const waiting = out.press(['1', '2']);
    out.drop();
    await waiting;
    expect(out.next()).toBeNull();
  });
});
