import { type LinkTarget, linkTokens } from '../../links/link-tokens.ts';
import type { Chance } from './chance.ts';

/** The tokens of links in every simulated world. */
export const LINKS = linkTokens([Buffer.alloc(32, 7)]);
/** Those of another installation. */
const FOREIGN_LINKS = linkTokens([Buffer.alloc(32, 8)]);

/** A link as somebody holds it; `target` null: whoever made it up, it leads nowhere. */
export interface HeldLink {
  readonly token: string;
  readonly target: LinkTarget | null;
}

export const linkTo = (target: LinkTarget): HeldLink => ({ token: LINKS.tokenFor(target), target });

/** What a link to there becomes by a slip, by being cut off, or by somebody who tries: no link at all. */
export function brokenLink(target: LinkTarget, chance: Chance): HeldLink {
  const token = LINKS.tokenFor(target);
  const at = chance.below(token.length);
  const other = token[at] === 'A' ? 'B' : 'A';
  const made = chance.pick([
    `${token.slice(0, at)}${other}${token.slice(at + 1)}`,
    token.slice(0, at),
    `${token}A`,
    `${token}=`,
    ` ${token}`,
    FOREIGN_LINKS.tokenFor(target),
    JSON.stringify(target),
    'A'.repeat(3_000),
    Buffer.from(chance.bytes(60)).toString('base64url'),
  ]);
  return { token: made, target: null };
}

/** Where the address that a customer was sent leads to. */
export const tokenIn = (link: string): string => link.slice(link.lastIndexOf('/') + 1);
