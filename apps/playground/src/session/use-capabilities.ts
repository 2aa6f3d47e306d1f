import { useEffect, useState } from 'react';
import { type ClientCapabilitiesFields, ReadClientCapabilities } from '@meets/meet-client';
import type { Session } from './session.ts';

/** R24: what this browser can do; null until the service has answered. The commands enforce the same. */
export function useCapabilities({ api, client }: Session): ClientCapabilitiesFields | null {
  const [capabilities, setCapabilities] = useState<ClientCapabilitiesFields | null>(null);
  useEffect(() => {
    const over = new AbortController();
    void api.run(ReadClientCapabilities, { client }, { signal: over.signal }).then((answer) => {
      if (answer.ok) setCapabilities(answer.data.clientCapabilities);
    });
    return () => over.abort();
  }, [api, client]);
  return capabilities;
}
