import { useCallback, useEffect, useState } from 'react';
import { hashOf, type View, viewOf } from '../desk/place.ts';

/** What the main part shows, kept in the address. */
export function useView(first: View): readonly [View, (view: View) => void] {
  const [view, setView] = useState<View>(() => viewOf(location.hash) ?? first);
  useEffect(() => {
    const read = (): void => setView((before) => viewOf(location.hash) ?? before);
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  const show = useCallback((next: View) => {
    history.replaceState(null, '', hashOf(next));
    setView(next);
  }, []);
  return [view, show];
}
