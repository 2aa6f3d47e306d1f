import { appAddress, httpUrl, secrets256 } from '../readers.ts';
import { variable, type Variable } from '../variable.ts';

/** Links. */
export const LINKS_VARIABLES = {
  LINK_URL: variable(
    'URL',
    null,
    httpUrl,
    'Where people reach this service’s link pages: links are `{LINK_URL}/m/{token}`. Not set: PUBLIC_URL, which then has to pass `/m/` on to this service.',
  ),
  LINK_SECRETS: variable(
    '64 hex digits, comma-separated',
    null,
    secrets256,
    'What links are made with: the first makes them, all open them; the same on every node. Not set: a secret of DATA_DIR’s own.',
  ),
  APP_URL: variable(
    'address',
    null,
    appAddress,
    'Opens the app on a phone, with `/{token}` behind it, such as myapp://meets. Not set: the link’s page offers no app.',
  ),
  APP_INSTALL_URL_IOS: variable('URL', null, httpUrl, 'Where an iPhone installs the app.'),
  APP_INSTALL_URL_ANDROID: variable('URL', null, httpUrl, 'Where an Android phone installs the app.'),
} as const satisfies Record<string, Variable<unknown>>;
