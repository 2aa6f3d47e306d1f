import { clockText } from '../../desk/standing.ts';
import { useNow } from '../../session/use-now.ts';

/** How long still. A screen reader has the state beside it; seconds that go by are for the eye. */
export function Countdown({ until }: { readonly until: string }) {
  const now = useNow();
  return (
    <span className="clock" aria-hidden="true">
      {clockText(Date.parse(until) - now)}
    </span>
  );
}
