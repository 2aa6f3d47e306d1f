import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { isPhoneNumber } from '@meets/meet-domain';
import { z } from 'zod';

/*
 * How the variables of calls by phone are read: see `readers.ts`.
 */

const MAX_PORT = 65_535;

/** Where a phone line listens. */
export interface SipAddress {
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

export const sipAddresses = z.string().transform((value, context): readonly SipAddress[] => {
  const addresses = value
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean)
    .map(sipAddressIn);
  if (addresses.length > 0 && addresses.every((address) => address !== null)) return addresses;
  context.addIssue({
    code: 'custom',
    message:
      'must be addresses such as udp://192.0.2.10:5060, tcp://[2001:db8::1]:5060 or tls://…:5061, comma-separated',
  });
  return z.NEVER;
});

function sipAddressIn(written: string): SipAddress | null {
  const [, transport, bracketed, plain, port] =
    /^(udp|tcp|tls):\/\/(?:\[([^\]]+)\]|([^:/]+)):(\d{1,5})$/.exec(written) ?? [];
  const address = bracketed ?? plain ?? '';
  if (isIP(address) !== (bracketed === undefined ? 4 : 6) || Number(port) > MAX_PORT) return null;
  return { transport: transport as SipAddress['transport'], host: address, port: Number(port) };
}

/** By which addresses something is reached from elsewhere, by their family; null: by its own. */
export interface AdvertisedAddresses {
  readonly 4: string | null;
  readonly 6: string | null;
}

export const advertisedAddresses = z.string().transform((value, context): AdvertisedAddresses => {
  const addresses = value.split(',').map((address) => address.trim());
  const of = (family: 4 | 6): string[] => addresses.filter((address) => isIP(address) === family);
  const [four = null, ...moreOfFour] = of(4);
  const [six = null, ...moreOfSix] = of(6);
  const one = addresses.every((address) => isIP(address) !== 0) && moreOfFour.length + moreOfSix.length === 0;
  if (one) return { 4: four, 6: six };
  context.addIssue({
    code: 'custom',
    message: 'must be an IP address, or one of IPv4 and one of IPv6, comma-separated',
  });
  return z.NEVER;
});

/** The longest file of PEM that is read, in bytes: a system's whole list of authorities has a quarter of it. */
export const MAX_PEM_BYTES = 1_048_576;

/** A file of PEM, to its text. `read`: throws where it is not what it has to be, called `what`. */
const pemFile = (what: string, read: (pem: string) => unknown): z.ZodType<string, string> =>
  z.string().transform((path, context): string => {
    try {
      if (statSync(path).size > MAX_PEM_BYTES) throw new Error(`it is longer than ${MAX_PEM_BYTES} bytes`);
      const pem = readFileSync(path, 'utf8');
      read(pem);
      return pem;
    } catch (error) {
      // What Node throws is not always an Error of this realm.
      const { message = String(error) } = error as Partial<Error>;
      context.addIssue({ code: 'custom', message: `must name a PEM file with ${what} (${message})` });
      return z.NEVER;
    }
  });

/** One certificate, and the chain to whoever is trusted. */
export const certificateFile = pemFile('a certificate', (pem) => new X509Certificate(pem));
export const keyFile = pemFile('a private key without a passphrase', (pem) => createPrivateKey(pem));

export const countryCode: z.ZodType<string, string> = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'must be a calling code without its plus, such as 82');

/** Where telephones are played; null: nowhere. */
export const developmentPort = z
  .string()
  .regex(/^(off|\d{1,5})$/, 'must be a port such as 5060, 0 for any, or off')
  .transform((value) => ({ port: value === 'off' ? null : Number(value) }))
  .refine(({ port }) => port === null || port <= MAX_PORT, 'must not be above 65535');

/** The first and the last. */
export const soundPorts = z
  .string()
  .regex(/^\d{1,5}-\d{1,5}$/, 'must be two ports such as 30000-30999')
  .transform((value) => {
    const [from = 0, to = 0] = value.split('-').map(Number);
    return { from, to };
  })
  .refine(({ from, to }) => from <= to && to <= MAX_PORT, 'must not end before it begins, nor above 65535');

const credentials = { user: z.string().min(1).max(128), password: z.string().min(1).max(256) };

/** What `Trunk` of the telephony library is, checked. */
const trunkShape = z.strictObject({
  trunkId: z.string().min(1).max(64),
  numbers: z.array(z.string().refine(isPhoneNumber, 'must be telephone numbers')).min(1).max(10_000),
  from: z.array(z.string().refine(isNetwork, 'must be addresses or networks such as 203.0.113.0/24')).min(1),
  to: z
    .strictObject({
      transport: z.enum(['udp', 'tcp', 'tls']),
      host: z.string().min(1).max(253),
      port: z.number().int().min(1).max(MAX_PORT),
    })
    .nullable()
    .default(null),
  demands: z
    .strictObject({
      ...{ ...credentials, realm: z.string().min(1).max(128) },
      algorithms: z
        .array(z.enum(['SHA-256', 'SHA-512-256', 'MD5']))
        .min(1)
        .optional(),
    })
    .optional(),
  credentials: z.strictObject(credentials).optional(),
  // Which may be read or set, and how many, is the line's to know: it says so at the start.
  headersIn: z.array(z.string()).optional(),
  headersOut: z.record(z.string(), z.string()).optional(),
  register: z.strictObject({ user: z.string().min(1).max(128) }).optional(),
  encryption: z.enum(['never', 'offered', 'required']).optional(),
});
/** A key that is told in the clear keeps nothing secret: whoever requires one calls by TLS. */
const trunk = trunkShape.refine(({ encryption, to }) => encryption !== 'required' || !to || to.transport === 'tls', {
  message: 'must be tls where encryption is required',
  path: ['to', 'transport'],
});
export type TrunkSetting = z.output<typeof trunk>;

export const trunks = z.string().transform((value, context): readonly TrunkSetting[] => {
  const read = z.array(trunk).min(1).safeParse(parsed(value));
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues) {
    // Where it is, and never what stands there: it may be a password.
    context.addIssue({ code: 'custom', message: `${path.length > 0 ? `at ${path.join('.')}: ` : ''}${message}` });
  }
  return z.NEVER;
});

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isNetwork(written: string): boolean {
  const [address = '', bits, ...rest] = written.split('/');
  const version = isIP(address);
  const right = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
  return version !== 0 && right && rest.length === 0;
}
