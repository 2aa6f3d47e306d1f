import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

/*
 * How the environment's variables are read: each from its text to its value, or to what is wrong with it.
 */

export const whole = (least: number, most: number): z.ZodType<number, string> =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`));
export const text = (most = 1_024): z.ZodType<string, string> =>
  z.string().min(1, 'must not be empty').max(most, `must have at most ${most} characters`);
export const httpUrl: z.ZodType<string, string> = z
  .string()
  .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), 'must be an http:// or https:// address');
export const host: z.ZodType<string, string> = z
  .string()
  .refine((value) => isIP(value) !== 0 || /^[a-zA-Z0-9.-]{1,253}$/.test(value), 'must be an IP address or a host name');
export const ipAddress: z.ZodType<string, string> = z
  .string()
  .refine((value) => isIP(value) !== 0, 'must be an IP address');
export const secret256: z.ZodType<Uint8Array, string> = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hex digits (256 bits)')
  .transform((value) => Buffer.from(value, 'hex'));
export const signingSecrets = z.string().transform((value, context): readonly string[] => {
  const secrets = value
    .split(',')
    .map((secret) => secret.trim())
    .filter(Boolean);
  const good = secrets.every((secret) => /^(whsec_)?[A-Za-z0-9+/]{32,}={0,2}$/.test(secret));
  if (good && secrets.length > 0) return secrets;
  context.addIssue({ code: 'custom', message: 'must be base64 of at least 24 bytes, comma-separated' });
  return z.NEVER;
});
export const secrets256: z.ZodType<readonly Uint8Array[], string> = z
  .string()
  .regex(
    /^[0-9a-fA-F]{64}(\s*,\s*[0-9a-fA-F]{64})*$/,
    'must be 64 hex digits (256 bits), or several of them, comma-separated',
  )
  .transform((value) => value.split(',').map((secret) => Buffer.from(secret.trim(), 'hex')));
export const appAddress: z.ZodType<string, string> = z
  .string()
  .refine(
    (value) => /^[a-z][a-z0-9+.-]*:\/\//.test(value) && !/^(javascript|data|file):/.test(value),
    'must be an address such as myapp:// or https://…',
  );
export const origins = z.string().transform((value) =>
  value
    .split(',')
    .map((origin) => origin.trim())
    .filter(Boolean),
);

export const onOff: z.ZodType<boolean, string> = z
  .enum(['on', 'off'], 'must be on or off')
  .transform((value) => value === 'on');

export const iceUrls: z.ZodType<readonly string[], string> = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((url) => url.trim())
      .filter(Boolean),
  )
  .refine(
    (urls) => urls.every((url) => /^(stuns?|turns?):[^\s/:]+(:\d{1,5})?(\?transport=(udp|tcp))?$/.test(url)),
    'must be addresses such as stun:stun.example.com:3478 or turn:turn.example.com?transport=udp, comma-separated',
  );

/** Addresses and ranges of them, as `10.0.0.0/8` or `::1`. */
export const addresses = z.string().transform((value, context): BlockList => {
  const list = new BlockList();
  const named = value
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean);
  if (named.every((address) => add(list, address))) return list;
  context.addIssue({ code: 'custom', message: 'must be IP addresses or ranges such as 10.0.0.0/8, comma-separated' });
  return z.NEVER;
});

/** False where it is neither an address nor a range. */
function add(list: BlockList, written: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(written) ?? [];
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  if (version === 0 || Number(bits ?? most) > most) return false;
  list.addSubnet(address, Number(bits ?? most), version === 4 ? 'ipv4' : 'ipv6');
  return true;
}

/** Where the log is kept. */
export type EngineChoice = { readonly engine: 'sqlite' } | { readonly engine: 'kurrent'; readonly address: string };

export const engine: z.ZodType<EngineChoice, string> = z.string().transform((value, context): EngineChoice => {
  if (value === 'sqlite') return { engine: 'sqlite' };
  if (/^(esdb|kurrentdb)(\+discover)?:\/\/./.test(value)) return { engine: 'kurrent', address: value };
  const message = /^postgres(ql)?:\/\//.test(value)
    ? 'PostgreSQL is not supported yet: take sqlite, or an esdb:// address'
    : 'must be sqlite or an esdb:// address';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});
