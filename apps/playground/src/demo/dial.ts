import { type Api, type Meet, PutCustomer } from '@meets/meet-client';
import { customerAt } from '../desk/phone-calls.ts';
import { KNOWN_TELEPHONES } from './telephones.ts';

/**
 * The id of the customer with that number (E.164). Whose number nobody knows is made a customer of, nameless, as the host product would; null where the service does
 * not take them. `meets`: what is known of calls, newest first.
 */
export async function customerToDial(host: Api, meets: readonly Meet[], number: string): Promise<string | null> {
  const known = KNOWN_TELEPHONES.find((one) => one.number === number)?.id ?? customerAt(meets, number)?.id;
  if (known !== undefined) return known;
  const id = `telephone-${number.replace('+', '')}`;
  const answer = await host.run(PutCustomer, { input: { id, phoneNumber: number } });
  return answer.ok && answer.data.result.__typename === 'Put' ? id : null;
}
