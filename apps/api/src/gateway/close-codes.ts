/*
 * Why a socket is closed, as numbers, beside graphql-ws' own. Clients' libraries reconnect after each of these.
 */

/** RFC 6455: the server is going away. */
export const GOING_AWAY = 1001;
/** Try again later (RFC 6455's registry). */
export const TRY_AGAIN_LATER = 1013;
/** graphql-ws' Forbidden: reconnect with a new token. */
export const FORBIDDEN = 4403;
/** Ours: the person, or everybody of the channel together, has as many sockets as they may. */
export const TOO_MANY_SOCKETS = 4430;
