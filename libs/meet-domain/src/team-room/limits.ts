/** The fewest managers in a direct message: nobody would be rung in a smaller one. */
export const MIN_DIRECT_MESSAGE_MEMBERS = 2;

/** The most managers in a direct message: a meet there rings all of them at once. */
export const MAX_DIRECT_MESSAGE_MEMBERS = 20;
