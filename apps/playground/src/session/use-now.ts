import { useEffect, useState } from 'react';

/** How often what counts seconds looks at the time. */
export const TICK_MS = 500;

/** The time, which goes on. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
