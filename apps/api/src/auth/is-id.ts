/** The longest id of the host product's, in UTF-16 code units. */
export const MAX_ID_LENGTH = 128;

/** Is this an id the host product may use: 1 to {@link MAX_ID_LENGTH} characters, none of them a control character or half a pair? */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= MAX_ID_LENGTH && /^[^\p{Cc}\p{Cs}]+$/u.test(value);
