import { styleText } from 'node:util';
import type { Config } from '../config/config.ts';

/** Where `npm run demo` looks unless told, in a terminal that need not know of our PORT. */
const DEMO_PORT = 3000;
/** Where `npm run call` calls unless told, likewise. */
const CALL_PORT = 5060;

export interface ReadyService {
  readonly url: string;
  /** The UDP port at which telephones that are played are taken; null where there are none. */
  readonly telephonesAt: number | null;
}

/**
 * What a person who has just started the service would want to do next. The playground, its telephones and the demo are somebody
 * by a development token, so where there are none they are not spoken of.
 */
export function readyBanner(
  { url, telephonesAt }: ReadyService,
  config: Pick<Config, 'auth' | 'PLAYGROUND' | 'PORT'>,
): string {
  const handsOutTokens = config.auth.mode === 'development';
  const playground = config.PLAYGROUND && handsOutTokens;
  const lines = [
    '',
    styleText('bold', `Meets is ready: open ${playground ? url : `${url}/graphql`}`),
    ...(playground
      ? ['  The playground: be a customer in one window and a manager in another.', '', `  ${url}/graphql`]
      : []),
    '  GraphiQL holds ready operations, from an empty channel to the end of a meet.',
  ];
  if (!handsOutTokens) {
    lines.push(
      '',
      '  Tokens are those that AUTH_JWKS_URL or AUTH_JWT_SECRET vouches for. Without either the server hands them out,',
      '  and there are a playground and npm run demo.',
      '',
    );
    return lines.join('\n');
  }
  lines.push(
    '',
    '  A token for anybody (development only):',
    `    curl -s ${url}/dev/token -H 'content-type: application/json' \\`,
    `      -d '{"channel":"demo","role":"manager","sub":"m-1"}'`,
  );
  if (telephonesAt !== null && playground) {
    const call = telephonesAt === CALL_PORT ? 'npm run call' : `npm run call -- --port ${telephonesAt}`;
    lines.push(
      '',
      `  A manager’s telephone, which customers call without a carrier: ${url}/?as=mina#phone`,
      `    ${call}    calls it from another terminal`,
    );
  }
  const where = config.PORT === DEMO_PORT ? '' : ` -- --url ${url}`;
  lines.push('', '  One meet from ring to end, event by event, in another terminal:', `    npm run demo${where}`, '');
  return lines.join('\n');
}
