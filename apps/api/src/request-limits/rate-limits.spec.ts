import { createRateLimits, MAX_RATE_BUCKETS } from './rate-limits.ts';
import { fakeClock } from '../testing/fake-clock.ts';

/** Twenty at once for a person, fifty for a channel. */
const settings = { RATE_PER_PERSON_PER_SECOND: 2, RATE_PER_CHANNEL_PER_SECOND: 5 };
const mina = { channelId: 'shop', role: 'manager', id: 'mina' } as const;
const max = { channelId: 'shop', role: 'manager', id: 'max' } as const;
const host = { channelId: 'shop', role: 'integrator', id: 'host' } as const;
const elsewhere = { channelId: 'other', role: 'manager', id: 'mina' } as const;

describe('rate limits', () => {
  it('let a burst through, then say when there is room again', () => {
    const clock = fakeClock();
    const rates = createRateLimits(settings, clock);
    for (let time = 0; time < 20; time += 1) expect(rates.admit(mina)).toEqual({ ok: true });
    expect(rates.admit(mina)).toEqual({ ok: false, retryAfterMs: 500 });
    clock.advance(499);
    expect(rates.admit(mina)).toEqual({ ok: false, retryAfterMs: 1 });
    clock.advance(1);
    expect(rates.admit(mina)).toEqual({ ok: true });
    expect(rates.admit(mina).ok).toBe(false);
  });

  it('count each person for themselves, in each channel and role', () => {
    const rates = createRateLimits(settings, fakeClock());
    for (let time = 0; time < 20; time += 1) rates.admit(mina);
    expect(rates.admit(mina).ok).toBe(false);
    expect(rates.admit(max).ok).toBe(true);
    expect(rates.admit(elsewhere).ok).toBe(true);
    expect(rates.admit({ ...mina, role: 'customer' }).ok).toBe(true);
  });

  it('hold a channel together, and leave the next one alone', () => {
    const rates = createRateLimits(settings, fakeClock());
    for (let time = 0; time < 50; time += 1) expect(rates.admit(host).ok).toBe(true);
    expect(rates.admit(host)).toEqual({ ok: false, retryAfterMs: 200 });
    expect(rates.admit(max).ok).toBe(false);
    expect(rates.admit(elsewhere).ok).toBe(true);
  });

  it('are none where they are zero', () => {
    const rates = createRateLimits({ RATE_PER_PERSON_PER_SECOND: 0, RATE_PER_CHANNEL_PER_SECOND: 0 }, fakeClock());
    for (let time = 0; time < 10_000; time += 1) expect(rates.admit(mina).ok).toBe(true);
  });

  it('do not count what they refused', () => {
    const clock = fakeClock();
    const rates = createRateLimits(settings, clock);
    for (let time = 0; time < 100; time += 1) rates.admit(mina);
    clock.advance(500);
    expect(rates.admit(mina).ok).toBe(true);
    expect(rates.admit(max).ok).toBe(true);
  });

  it('give nobody more for a wall clock that jumps', () => {
    const clock = fakeClock();
    const rates = createRateLimits(settings, clock);
    for (let time = 0; time < 20; time += 1) rates.admit(mina);
    clock.jump(3_600_000);
    expect(rates.admit(mina).ok).toBe(false);
    clock.jump(-7_200_000);
    clock.advance(500);
    expect(rates.admit(mina).ok).toBe(true);
  });

  it('remember so many and no more, who asked last', () => {
    const wide = { ...settings, RATE_PER_CHANNEL_PER_SECOND: 0 };
    const rates = createRateLimits(wide, fakeClock());
    for (let time = 0; time < 20; time += 1) rates.admit(mina);
    for (let index = 0; index < MAX_RATE_BUCKETS - 1; index += 1) rates.admit({ ...max, id: `m-${index}` });
    expect(rates.admit(mina).ok).toBe(false);
    for (let index = 0; index < MAX_RATE_BUCKETS; index += 1) rates.admit({ ...max, id: `n-${index}` });
    expect(rates.admit(mina).ok).toBe(true);
  });
});
