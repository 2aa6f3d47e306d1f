import type { Viewer } from '../viewer.ts';

/**
 * The security boundary of shared executions: only viewers of one scope may ever be sent the same bytes. A customer is
 * always alone in theirs. Staff of one role and channel are in one scope, and within it a result is shared only where
 * {@link unnamedViewer} shows that nobody looked at who is asking; everything else is made for each person.
 */
export function authorisationScope({ channelId, role, id }: Viewer): string {
  switch (role) {
    case 'manager':
    case 'integrator':
    case 'analyst':
      return JSON.stringify([channelId, role]);
    case 'customer':
      return JSON.stringify([channelId, role, id]);
  }
}

/** Nobody has it: ids have at least one character. So whoever looks at it finds nothing that is anybody's own. */
const NOBODY = '';

/** A viewer of a scope who is no particular person. */
export interface UnnamedViewer {
  readonly viewer: Viewer;
  /** Did anybody ask who it is? Then what came of it may differ from person to person, and holds for nobody. */
  readonly wasAsked: () => boolean;
}

export function unnamedViewer({ channelId, role }: Viewer): UnnamedViewer {
  let asked = false;
  const ask = <Answer>(answer: Answer): Answer => {
    asked = true;
    return answer;
  };
  return {
    // Own fields, so that copying the viewer or writing it out asks as well.
    viewer: {
      channelId,
      role,
      get id() {
        return ask(NOBODY);
      },
      get correlationId() {
        return ask(NOBODY);
      },
    },
    wasAsked: () => asked,
  };
}
