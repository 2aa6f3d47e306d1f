/** Exists for the compiler alone. */
declare const signature: unique symbol;

/**
 * The text of a GraphQL operation that knows what it takes and what it answers. Those of the API are generated; an own one
 * is a text with its types: `'query { viewer { id } }' as Operation<{ viewer: { id: string } }, object>`.
 */
export type Operation<Data, Variables> = string & { readonly [signature]?: (variables: Variables) => Data };
