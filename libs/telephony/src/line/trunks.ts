import { BlockList, isIP } from 'node:net';
import { isPhoneNumber, type PhoneNumber } from '@meets/meet-domain';
import type { Trunk } from '../settings.ts';
import { TRUNK_ENCRYPTION } from '../settings.ts';
import type { Encryption } from '../sdp/sound-description.ts';
import { checkCustomHeaders } from './custom-headers.ts';

/** Carriers, by where their calls come from and by the numbers that are ours. */
export class Trunks {
  private readonly known: readonly { readonly trunk: Trunk; readonly from: BlockList }[];

  /** Throws where an address or a number is none: that is a mistake in the settings. */
  constructor(trunks: readonly Trunk[]) {
    this.known = trunks.map((trunk) => ({ trunk, from: networks(trunk) }));
    trunks.forEach(checkCustomHeaders);
    for (const { trunkId, numbers, encryption, to } of trunks) {
      if (encryption === 'required' && to && to.transport !== 'tls') {
        throw new Error(
          `trunk ${trunkId}: where encryption is required, calls go by tls, or their keys would not be secret`,
        );
      }
      const wrong = numbers.filter((number) => !isPhoneNumber(number)).join(', ');
      if (wrong !== '') throw new Error(`trunk ${trunkId}: ${wrong} is no telephone number`);
    }
  }

  /** Whose calls come from there, as the settings have them in order: of a carrier with several contracts, several; of strangers, none. */
  calling(address: string): readonly Trunk[] {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    return this.known.filter(({ from }) => from.check(address, family)).map(({ trunk }) => trunk);
  }

  /** Whose number it is, and can be called from; null where it is not ours. */
  owning(number: PhoneNumber): Trunk | null {
    return this.known.find(({ trunk }) => trunk.to !== null && trunk.numbers.includes(number))?.trunk ?? null;
  }
}

function networks({ trunkId, from }: Trunk): BlockList {
  const list = new BlockList();
  for (const network of from) {
    const [address = '', prefix] = network.split('/');
    const version = isIP(address);
    const bits = prefix === undefined ? null : Number(prefix);
    const most = version === 6 ? 128 : 32;
    if (version === 0 || (bits !== null && !(/^\d+$/.test(prefix ?? '') && bits <= most))) {
      throw new Error(`trunk ${trunkId}: ${network} is neither an address nor a network`);
    }
    if (bits === null) list.addAddress(address, version === 6 ? 'ipv6' : 'ipv4');
    else list.addSubnet(address, bits, version === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

export const encryptionOf = ({ encryption = TRUNK_ENCRYPTION }: Trunk): Encryption => encryption;

/** The number of the trunk's that was dialled, however it is written; null where it is none of them and the trunk takes no others. */
export function dialledNumber(trunk: Trunk, user: string): PhoneNumber | null {
  const plain = withoutSeparators(user);
  const own = trunk.numbers.find(
    (number) => number === plain || number.replace(/^\+/, '') === plain.replace(/^\+/, ''),
  );
  return own ?? (trunk.takesAnyNumber && isPhoneNumber(plain) ? plain : null);
}

/** Null where it is withheld, or no number. */
export function callingNumber(user: string): PhoneNumber | null {
  const plain = withoutSeparators(user);
  return isPhoneNumber(plain) ? plain : null;
}

/** RFC 3966 §3: separators are for people. */
const withoutSeparators = (user: string): string => user.replace(/[-.() ]/g, '');
