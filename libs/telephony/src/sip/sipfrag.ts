import { headerOf, type SipRequest } from './message.ts';

/** The status that a NOTIFY tells of; null where it tells of none (RFC 3420). */
export function fragmentIn(request: SipRequest): number | null {
  const sipfrag = /^message\/sipfrag\b/i.test(headerOf(request, 'content-type') ?? '');
  const status = /^SIP\/2\.0 ([1-6]\d\d)\b/i.exec(request.body)?.[1];
  return sipfrag && status !== undefined ? Number(status) : null;
}
