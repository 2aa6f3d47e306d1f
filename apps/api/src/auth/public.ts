import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** Set on what {@link Public} marks. */
export const IS_PUBLIC = 'meets:public';

/** Whoever asks is answered, without a token. What is not marked so is refused: see `viewer.guard.ts`. */
export const Public = (): CustomDecorator => SetMetadata(IS_PUBLIC, true);
