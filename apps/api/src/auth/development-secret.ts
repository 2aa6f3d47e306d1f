import { keptSecret } from './kept-secret.ts';

/** The secret that development tokens are signed with. See {@link keptSecret}. */
export const developmentSecret = (dataDir: string): Promise<Uint8Array> => keptSecret(dataDir, 'development-secret');
