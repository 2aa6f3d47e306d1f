import { type DutyFacts, offDuty, whyNotToRing } from '@meets/meet-domain';
import type { WriteSide } from './write-side.ts';

/** Those of the managers who could take a call now or later: with a seat, in a channel that pays (R4). */
export async function seatedAmong(
  side: WriteSide,
  channelId: string,
  managerIds: readonly string[],
): Promise<readonly string[]> {
  const { state: channel } = await side.channels.fold(channelId, channelId);
  if (channel?.paidPlan !== true) return [];
  const managers = await Promise.all(managerIds.map((id) => side.managers.fold(channelId, id)));
  return managerIds.filter((_, index) => {
    const manager = managers[index]?.state;
    return manager?.operatorSeat === true && !manager.forgotten;
  });
}

/** Who there is for a call, as a reader of the log knows it; what of it still holds is asked of the log itself. */
export interface Staff {
  readonly onDuty: readonly string[];
  /** Those of them whom a meet holds or rings. */
  readonly busy: readonly string[];
}

/** R39: how many there are for calls now; see `AdmissionFacts`. */
export async function countStaff(
  side: WriteSide,
  channelId: string,
  { onDuty, busy }: Staff,
): Promise<{ readonly free: number; readonly ringing: number; readonly onDuty: number }> {
  const { state: channel } = await side.channels.fold(channelId, channelId);
  const seated = await seatedAmong(side, channelId, onDuty);
  const duties = await Promise.all(
    seated.map(async (managerId) => {
      const [duty, manager] = await Promise.all([
        side.duties.fold(channelId, managerId),
        side.managers.fold(channelId, managerId),
      ]);
      const facts: DutyFacts = { channel, manager: manager.state };
      return { duty: duty.state ?? offDuty(managerId), facts };
    }),
  );
  const free = duties.filter(({ duty, facts }) => !busy.includes(duty.managerId) && whyNotToRing(duty, facts) === null);
  const ringing = duties.filter(({ duty }) => duty.engagement.type === 'reserved');
  return {
    free: free.length,
    ringing: ringing.length,
    onDuty: duties.filter(({ duty }) => duty.available).length,
  };
}
