import type { Page } from './views.ts';

/** The most edges a page has, however many are asked for, unless the service is set otherwise. */
export const MAX_PAGE = 100;

export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
}

/** How many edges a page gets: what was asked for, within reason. */
export const pageSize = (first: number, max: number): number => Math.min(Math.max(Math.trunc(first), 0), max);

export function connection<Node>(
  edges: Page<Node>['edges'],
  more: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean },
): Page<Node> {
  return {
    edges,
    pageInfo: { ...more, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
  };
}
