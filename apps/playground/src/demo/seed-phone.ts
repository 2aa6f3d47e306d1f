import {
  type Api,
  failureText,
  IssuePhoneNumber,
  PutChannel,
  PutCustomer,
  ReadPhone,
  UpdateMyDuty,
} from '@meets/meet-client';
import { KNOWN_TELEPHONES, type Trial } from './telephones.ts';

const NAMES = { chulsoo: 'Chulsoo', younghee: 'Younghee' } as const;

/**
 * Gives the channel a number of the trunk that is played, its customers theirs, and has the manager come on duty, where the channel has no number yet. Where
 * other channels of this service have them all, it stays without. Rejects where the service does not answer.
 */
export async function seedPhone(host: Api, manager: Api, { numbers }: Trial): Promise<void> {
  const phone = await host.run(ReadPhone, { first: 1 });
  if (!phone.ok) throw new Error(failureText(phone.failure));
  if (phone.data.viewer.channel.phoneNumbers.edges.length > 0) return;
  await host.run(PutChannel, { input: { name: 'Playground', paidPlan: true, businessVerified: true } });
  for (const { id, number: phoneNumber } of KNOWN_TELEPHONES) {
    await host.run(PutCustomer, { input: { id, name: NAMES[id], phoneNumber } });
  }
  for (const number of numbers) {
    const issued = await host.run(IssuePhoneNumber, { input: { number } });
    if (!issued.ok || issued.data.result.__typename !== 'Put') continue;
    await manager.run(UpdateMyDuty, { input: { available: true } });
    return;
  }
}
