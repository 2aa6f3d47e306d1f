import type { ExceptionFilter } from '@nestjs/common';

/**
 * Lets a resolver's errors pass as they are. Nest's own filter would log each of them as a failure of the service, the
 * client's mistakes included; what is worth a line is decided where errors are masked.
 */
export const errorsToTheClient: ExceptionFilter = { catch: (error: unknown) => error };
