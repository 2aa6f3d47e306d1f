import type { IncomingMessage } from 'node:http';

type Head = Pick<IncomingMessage, 'headers' | 'rawHeaders' | 'httpVersion'>;

/**
 * What is wrong with a request's `Host` (RFC 9112 §3.2: missing, more than one, or no host and port), in words for the client;
 * null where nothing is. HTTP/1.0 knows no such header.
 */
export function hostFault({ headers: { host }, rawHeaders, httpVersion }: Head): string | null {
  if (host === undefined) return httpVersion === '1.0' ? null : 'a request names its host in the header Host';
  if (timesNamed(rawHeaders) > 1) return 'a request has one header Host, and no more';
  return isHost(host) ? null : 'the header Host names no host';
}

/** Node keeps the first of several and drops the rest, and proxies may have gone by another of them. */
function timesNamed(rawHeaders: readonly string[]): number {
  let times = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === 'host') times += 1;
  }
  return times;
}

/** A host, and perhaps a port: nothing that would make another part of a URL of it. */
const isHost = (text: string): boolean =>
  /^[!-~]+$/.test(text) && !/[/?#@\\]/.test(text) && URL.canParse(`http://${text}/`);
