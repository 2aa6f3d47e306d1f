import { useEffect, useState } from 'react';
import { ReadClientCapabilities, type ReadClientCapabilitiesQuery } from '@meets/meet-client';
import { useDesk } from '../session/use-desk.ts';

type Capabilities = ReadClientCapabilitiesQuery['clientCapabilities'];

/** Until the service has answered everything is offered: the commands enforce the same (R24). */
const ALL: Capabilities = { meets: true, screenShare: true, backgroundBlur: true, noiseSuppression: true, reasons: [] };

/** R24: what this browser can do. */
export function useCapabilities(): Capabilities {
  const { api, client } = useDesk().session;
  const [capabilities, setCapabilities] = useState(ALL);
  useEffect(() => {
    const over = new AbortController();
    void api.run(ReadClientCapabilities, { client }, { signal: over.signal }).then((answer) => {
      if (answer.ok) setCapabilities(answer.data.clientCapabilities);
    });
    return () => over.abort();
  }, [api, client]);
  return capabilities;
}
