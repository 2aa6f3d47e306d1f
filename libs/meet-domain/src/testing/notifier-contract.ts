import type { FollowUp, Notifier, NotifierFailure } from '../index.ts';

/** A notifier with somebody at the other end who can be asked, and told to misbehave. */
export interface NotifierUnderTest {
  readonly notifier: Notifier;
  /** What the receiver has taken in, doubles by idempotency key dropped, oldest first. */
  received(): Promise<readonly Pick<FollowUp, 'idempotencyKey' | 'customerId' | 'link'>[]>;
  /** From now on every try fails so; null: none does. */
  fail(kind: NotifierFailure['kind'] | null): Promise<void>;
  close(): Promise<void>;
}

/** What every notifier must do. Call it at the top level of a spec; `open` is called once for each case. */
export function notifierContract(name: string, open: () => Promise<NotifierUnderTest>): void {
  describe(`${name} as a notifier`, () => {
    let under: NotifierUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    it('R18: tells the customer where the meet waits, and says by which way', async () => {
      const result = await under.notifier.sendFollowUp(followUp());
      expect(result).toEqual({ sent: true, via: expect.stringMatching(/./) });
      expect(await under.received()).toMatchObject([
        { idempotencyKey: 'key-1', customerId: 'juno', link: 'https://example.test/m/1' },
      ]);
    });

    it('lets the receiver see one message where it is asked twice with one key', async () => {
      await under.notifier.sendFollowUp(followUp());
      expect(await under.notifier.sendFollowUp(followUp())).toMatchObject({ sent: true });
      expect(await under.received()).toHaveLength(1);
    });

    it('sends follow-ups with different keys each', async () => {
      await Promise.all(['key-1', 'key-2', 'key-3'].map((key) => under.notifier.sendFollowUp(followUp(key))));
      const keys = (await under.received()).map(({ idempotencyKey }) => idempotencyKey);
      expect(keys.toSorted()).toEqual(['key-1', 'key-2', 'key-3']);
    });

    it.each(['unavailable', 'refused'] as const)('answers %s as a value and does not throw', async (kind) => {
      await under.fail(kind);
      const result = await under.notifier.sendFollowUp(followUp());
      expect(result).toMatchObject({ sent: false, failure: { kind, why: expect.stringMatching(/./) } });
      expect(await under.received()).toEqual([]);
    });

    it('sends at a later try what could not be sent at first', async () => {
      await under.fail('unavailable');
      await under.notifier.sendFollowUp(followUp());
      await under.fail(null);
      expect(await under.notifier.sendFollowUp(followUp())).toMatchObject({ sent: true });
      expect(await under.received()).toHaveLength(1);
    });
  });
}

const followUp = (idempotencyKey = 'key-1'): FollowUp => ({
  channelId: 'ch-1',
  customerId: 'juno',
  userChatId: 'uc-1',
  meetId: 'uc.uc-1.1',
  recipient: { name: 'Juno Park', phoneNumber: '+821055550100' },
  link: 'https://example.test/m/1',
  waitUntil: '2026-02-01T09:00:00.000Z',
  idempotencyKey,
});
