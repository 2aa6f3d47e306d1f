import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

/** What is wrong with an input, for `InvalidInput` or an error of code BAD_USER_INPUT. */
export interface InputProblem {
  readonly message: string;
  /** Paths below the input, such as `place.userChatId`. */
  readonly fields: readonly string[];
}

/** Checks an input against the constraints of its class. Null: nothing is wrong. */
export function problemOf<Input extends object>(type: new () => Input, input: Input): InputProblem | null {
  const errors = validateSync(instanceOf(type, input), { forbidUnknownValues: false, stopAtFirstError: true });
  if (errors.length === 0) return null;
  const found = errors.flatMap((error) => flatten(error, ''));
  return {
    message: found.map(({ path, message }) => `${path}: ${message}`).join('; '),
    fields: found.map(({ path }) => path),
  };
}

/** GraphQL hands inputs over as bare objects; the constraints are found by the class. What the class keeps from it is as it came. */
function instanceOf<Input extends object>(type: new () => Input, input: Input): Input {
  const instance = plainToInstance(type, input) as Record<string, unknown>;
  for (const [key, value] of Object.entries(input)) instance[key] ??= value;
  return instance as Input;
}

function flatten(error: ValidationError, parent: string): { path: string; message: string }[] {
  const path = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((message) => ({ path, message }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, path))];
}
