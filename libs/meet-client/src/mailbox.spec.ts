import { Mailbox } from './mailbox.ts';

describe('a mailbox', () => {
  it('hands out in order what came, to a reader who waits and to one who comes later', async () => {
    const mailbox = new Mailbox<number>();
    const early = mailbox.take();
    for (const message of [1, 2, 3]) mailbox.put(message);
    expect([await early, await mailbox.take(), await mailbox.take()].map(({ value }) => value)).toEqual([1, 2, 3]);
  });

  it('tells its end after what still waits, the error once, and then that nothing comes', async () => {
    const mailbox = new Mailbox<number>();
    mailbox.put(1);
    mailbox.end(new Error('over'));
    mailbox.put(2);
    expect(await mailbox.take()).toEqual({ done: false, value: 1 });
    await expect(mailbox.take()).rejects.toThrow('over');
    expect(await mailbox.take()).toEqual({ done: true, value: undefined });
  });

  it('ends the reader who waits', async () => {
    const mailbox = new Mailbox<number>();
    const waiting = mailbox.take();
    mailbox.end(null);
    mailbox.end(new Error('too late'));
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('refuses a second reader instead of losing a message to the first', async () => {
    const mailbox = new Mailbox<number>();
    const first = mailbox.take();
    await expect(mailbox.take()).rejects.toThrow('there is a reader already');
    mailbox.put(1);
    expect((await first).value).toBe(1);
  });
});
