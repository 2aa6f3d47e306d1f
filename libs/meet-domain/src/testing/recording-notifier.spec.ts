import { notifierContract } from './notifier-contract.ts';
import { recordingNotifier } from './recording-notifier.ts';

notifierContract('the recording fake', async () => {
  const notifier = recordingNotifier();
  return {
    notifier,
    received: async () => notifier.sent,
    fail: async (kind) => notifier.fail(kind && { kind, why: `told to be ${kind}` }),
    close: async () => undefined,
  };
});
