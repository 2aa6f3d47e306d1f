import { useMemo } from 'react';
import { isPersonId, memberOf } from './demo/cast.ts';
import { Chooser } from './parts/chooser.tsx';
import { Window } from './parts/window.tsx';
import { createSession } from './session/session.ts';
import { TextsProvider } from './texts/texts-provider.tsx';

/** Who is played in this window stands in its address, so that two windows can be two people and a reload changes nobody. */
export function App() {
  const as = new URLSearchParams(location.search).get('as');
  const linkToken = /^\/join\/([\w-]+)$/.exec(location.pathname)?.[1] ?? null;
  const session = useMemo(() => (isPersonId(as) ? createSession(memberOf(as)) : null), [as]);
  return (
    <TextsProvider>
      {session ? <Window session={session} linkToken={linkToken} /> : <Chooser linkToken={linkToken} />}
    </TextsProvider>
  );
}
