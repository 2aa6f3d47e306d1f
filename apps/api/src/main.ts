import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * The compiled code that the build leaves beside the release. V8 takes from it what belongs to exactly this code and this
 * V8; where it is missing, out of date or cannot be read, the service compiles as it goes and starts the same, only later.
 */
const CODE_CACHE = fileURLToPath(new URL('./code-cache', import.meta.url));

// Before anything that is worth keeping is loaded, hence no import at the top.
enableCompileCache(CODE_CACHE);
await import('./start.ts');
