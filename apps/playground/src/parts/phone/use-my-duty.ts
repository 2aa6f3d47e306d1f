import type { Duty } from '@meets/meet-client';
import { useDesk } from '../../session/use-desk.ts';

/** This manager's; null for whoever never came on duty. */
export function useMyDuty(): Duty | null {
  const { duties, session } = useDesk();
  return duties.find(({ manager }) => manager.id === session.me.id) ?? null;
}
