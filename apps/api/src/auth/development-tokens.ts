import { SignJWT } from 'jose';
import { z } from 'zod';
import type { Viewer } from '../viewer.ts';
import { isId } from './is-id.ts';

/** How long a development token holds. */
export const DEVELOPMENT_TOKEN_TTL_S = 12 * 60 * 60;

export interface TokenRequest {
  readonly channel: string;
  readonly role: Viewer['role'];
  readonly sub: string;
}

/** Hands out tokens to whoever asks; exists in development mode only. */
export interface DevelopmentTokens {
  issue(request: TokenRequest): Promise<string>;
}

export const createDevelopmentTokens = (secret: Uint8Array): DevelopmentTokens => ({
  issue: ({ channel, role, sub }) =>
    new SignJWT({ channel, role })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(sub)
      .setIssuedAt()
      .setExpirationTime(`${DEVELOPMENT_TOKEN_TTL_S}s`)
      .sign(secret),
});

const request = z.object({
  channel: z.string().refine(isId),
  role: z.enum(['manager', 'customer', 'integrator', 'analyst']),
  sub: z.string().refine(isId),
});

/** The request as checked, or the names of the fields that are wrong. */
export function parseTokenRequest(body: unknown): TokenRequest | { readonly fields: readonly string[] } {
  const read = request.safeParse(body);
  if (read.success) return read.data;
  const fields = new Set(read.error.issues.map((issue) => String(issue.path[0] ?? 'body')));
  return { fields: [...fields] };
}
