import type { Viewer } from '../viewer.ts';
import { isMeetId } from './addressable.ts';
import type { WriteSide } from './write-side.ts';

/** Read from the customer's sealed data at the moment of asking: see `Commands.customerNumber`. */
export async function customerNumber(
  side: WriteSide,
  { channelId, role }: Viewer,
  meetId: string,
): Promise<string | null> {
  if ((role !== 'manager' && role !== 'integrator') || !isMeetId(channelId, meetId)) return null;
  const { state: meet } = await side.meets.fold(channelId, meetId);
  // R6: a voice or video meet shows no number, to either side.
  if (meet?.kind !== 'PHONE' || meet.customerId === null) return null;
  return (await side.customers.fold(channelId, meet.customerId)).state?.phoneNumber ?? null;
}
