import type { Clock } from '../time/clock.ts';
import type { Config } from '../config/config.ts';
import { type Authenticator, createAuthenticator } from './authenticator.ts';
import { developmentSecret } from './development-secret.ts';
import { createDevelopmentTokens, type DevelopmentTokens } from './development-tokens.ts';

/** Who tells whether a token is good, as the configuration says, and in development mode who makes them. */
export async function openAuth(
  config: Config,
  clock: Clock,
): Promise<{ authenticator: Authenticator; developmentTokens: DevelopmentTokens | null }> {
  const { auth, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience, AUTH_MAX_TOKEN_AGE_S: maxTokenAgeS } = config;
  const common = { issuer, audience, maxTokenAgeS, now: () => clock.now() };
  switch (auth.mode) {
    case 'jwks':
      return {
        authenticator: createAuthenticator({ verification: { by: 'jwks', url: auth.url }, ...common }),
        developmentTokens: null,
      };
    case 'secret': {
      const verification = { by: 'secret', secret: Buffer.from(auth.secret) } as const;
      return { authenticator: createAuthenticator({ verification, ...common }), developmentTokens: null };
    }
    case 'development': {
      const secret = await developmentSecret(config.DATA_DIR);
      return {
        authenticator: createAuthenticator({
          ...common,
          verification: { by: 'secret', secret },
          issuer: null,
          audience: null,
        }),
        developmentTokens: createDevelopmentTokens(secret),
      };
    }
  }
}
