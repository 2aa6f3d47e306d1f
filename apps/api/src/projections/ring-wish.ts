import type { Person, Ring } from '@meets/meet-domain';

/** Who rings a colleague into a call, and what for. Only managers are rung so. */
export const wishOf = ({ colleague }: Ring): { readonly rungBy: Person | null; readonly handOver: boolean } => ({
  rungBy: colleague?.rungBy ?? null,
  handOver: colleague?.handOver ?? false,
});
