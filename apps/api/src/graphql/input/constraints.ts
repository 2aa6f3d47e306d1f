import { Exclude, Type } from 'class-transformer';
import { IsOptional, registerDecorator, ValidateNested, type ValidationArguments } from 'class-validator';
import { isId, MAX_ID_LENGTH } from '../../auth/is-id.ts';
import { MAX_LINK_TOKEN_LENGTH } from '../../links/link-tokens.ts';

/** The longest name of a person, channel or room, in UTF-16 code units. */
export const MAX_NAME_LENGTH = 200;
/** The longest message in a meet's chat (R25), in UTF-16 code units. */
export const MAX_CHAT_TEXT_LENGTH = 4_000;
/** The longest idempotency key. */
export const MAX_KEY_LENGTH = 200;
/** The longest version of an operating system that a client tells. */
export const MAX_OS_VERSION_LENGTH = 40;
/** The most managers that a user chat or a team room is put with. */
export const MAX_CHAT_MANAGERS = 500;
/** The most entries in one list of a filter. */
export const MAX_FILTER_ENTRIES = 50;

type Check = (value: unknown, whole: object) => boolean;

/** Null and undefined pass: whether a field must be there is the schema's to say. */
export const constraint =
  (name: string, message: string, check: Check): (() => PropertyDecorator) =>
  () =>
  (target, propertyName) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(propertyName),
      options: { message },
      validator: {
        validate: (value: unknown, { object }: ValidationArguments) => value == null || check(value, object),
      },
    });

/** Another input, or a list of them, whose own constraints hold. Null and undefined pass here as well. */
export function IsNested(type: () => new () => object): PropertyDecorator {
  return (target, propertyName) => {
    for (const decorate of [IsOptional(), ValidateNested(), Type(type)]) decorate(target, String(propertyName));
  };
}

const isText = (value: unknown, most: number): boolean =>
  typeof value === 'string' && value.length <= most && /^[^\p{Cc}\p{Cs}]*$/u.test(value);
const isFilled = (value: unknown, most: number): boolean =>
  isText(value, most) && typeof value === 'string' && value.trim().length > 0;
const isListOf = (value: unknown, most: number, check: (entry: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length <= most && value.every(check);

export const IsHostId = constraint(
  'isHostId',
  `must have 1 to ${MAX_ID_LENGTH} characters, none a control character`,
  isId,
);
export const AreHostIds = constraint(
  'areHostIds',
  `must be at most ${MAX_CHAT_MANAGERS} ids of 1 to ${MAX_ID_LENGTH} characters`,
  (value) => isListOf(value, MAX_CHAT_MANAGERS, isId),
);
export const IsName = constraint(
  'isName',
  `must have 1 to ${MAX_NAME_LENGTH} characters, none a control character`,
  (value) => isFilled(value, MAX_NAME_LENGTH),
);
/** Lines and tabs are welcome; other control characters are not. */
export const IsChatText = constraint(
  'isChatText',
  `must have 1 to ${MAX_CHAT_TEXT_LENGTH} characters, and not only blanks`,
  (value) => typeof value === 'string' && isFilled(value.replace(/[\n\r\t]/g, ' '), MAX_CHAT_TEXT_LENGTH),
);
export const IsIdempotencyKey = constraint(
  'isIdempotencyKey',
  `must have 1 to ${MAX_KEY_LENGTH} characters, none a control character`,
  (value) => isFilled(value, MAX_KEY_LENGTH),
);
export const IsPhoneNumber = constraint('isPhoneNumber', 'must be E.164, such as +821012345678', (value) =>
  /^\+[1-9]\d{6,14}$/.test(String(value)),
);
export const IsCurrency = constraint('isCurrency', 'must be an ISO 4217 code in upper case, such as KRW', (value) =>
  currencies.has(String(value)),
);
export const IsOsVersion = constraint('isOsVersion', `must have at most ${MAX_OS_VERSION_LENGTH} characters`, (value) =>
  isText(value, MAX_OS_VERSION_LENGTH),
);
export const IsLinkToken = constraint('isLinkToken', `must have 1 to ${MAX_LINK_TOKEN_LENGTH} characters`, (value) =>
  isFilled(value, MAX_LINK_TOKEN_LENGTH),
);
/** A list of a filter: short, and of texts that could be names or ids. */
export const IsFilterList = constraint('isFilterList', `must have at most ${MAX_FILTER_ENTRIES} entries`, (value) =>
  isListOf(value, MAX_FILTER_ENTRIES, (entry) => isFilled(entry, MAX_NAME_LENGTH)),
);
/** What a client may say of its own leaving; the other reasons are the server's to find. */
export const IsOwnLeaveReason = constraint(
  'isOwnLeaveReason',
  'must be LEFT, CONNECTION_LOST or PERMISSION_CHANGED',
  (value) => ['LEFT', 'CONNECTION_LOST', 'PERMISSION_CHANGED'].includes(String(value)),
);

/** Whatever the server's WebRTC then makes of it; its size is the request's. */
const IsObject = constraint(
  'isWebRtcTerms',
  'must be an object',
  (value) => typeof value === 'object' && !Array.isArray(value),
);
/**
 * JSON of a client's own. It is kept as it is and not made an instance of anything: it may have a `constructor`, and
 * class-transformer would call that. See `problemOf`.
 */
export const IsWebRtcTerms = (): PropertyDecorator => (target, propertyName) => {
  IsObject()(target, propertyName);
  Exclude({ toClassOnly: true })(target, propertyName);
};
/** The highest layer of a picture that can be asked for. */
export const MAX_LAYER = 7;
export const IsLayer = constraint(
  'isLayer',
  `must be from 0 to ${MAX_LAYER}`,
  (value) => typeof value === 'number' && value >= 0 && value <= MAX_LAYER,
);

/** Stands on one of the fields, and looks at all of them: exactly one must be there. */
export function ExactlyOneOf(...fields: readonly string[]): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name: 'exactlyOneOf',
      target: target.constructor,
      propertyName: String(propertyName),
      options: { message: `exactly one of ${fields.join(', ')} must be given` },
      validator: {
        validate: (_: unknown, { object }: ValidationArguments) =>
          fields.filter((field) => (object as Record<string, unknown>)[field] != null).length === 1,
      },
    });
}

/** ISO 4217, as this runtime knows it. */
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
