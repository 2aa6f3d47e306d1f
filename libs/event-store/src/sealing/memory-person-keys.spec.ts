import { personKeysContract } from '../testing/index.ts';
import { createMemoryPersonKeys } from './memory-person-keys.ts';

personKeysContract('memory', async () => {
  const keys = createMemoryPersonKeys();
  return { keys, close: () => keys.close() };
});
