import { useEffect, useState } from 'react';
import { type Meet, ReadCallHeaders, type ReadCallHeadersQuery } from '@meets/meet-client';
import { useDesk } from './use-desk.ts';

type Phone = NonNullable<NonNullable<ReadCallHeadersQuery['meet']>['phone']>;
export type CallHeaders = NonNullable<Phone['headers']>;

/**
 * What the carrier said of a call that came in, as managers are told. Null where it was forgotten with the customer; none before the
 * service has answered, for calls out, and for everybody else.
 */
export function useCallHeaders({ id, direction, phone }: Meet): CallHeaders | null {
  const { session } = useDesk();
  const { api, me } = session;
  const [read, setRead] = useState<{ readonly key: string; readonly headers: CallHeaders | null } | null>(null);
  // Who is forgotten loses their number in the same moment, and what was read before must not stay.
  const key = `${id} ${phone?.customerNumber ?? ''}`;
  const told = me.role === 'manager' && direction === 'INBOUND';
  useEffect(() => {
    if (!told) return;
    const over = new AbortController();
    void api.run(ReadCallHeaders, { meetId: id, minPosition: null }, { signal: over.signal }).then((answer) => {
      if (answer.ok && answer.data.meet?.phone) setRead({ key, headers: answer.data.meet.phone.headers });
    });
    return () => over.abort();
  }, [api, id, key, told]);
  return read?.key === key ? read.headers : NONE;
}

const NONE: CallHeaders = [];
