import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBaresip, tone, wavOf } from '@meets/telephony/testing';

const RATE = 8_000;
const HUMS_HZ = 440;
/** Longer than a test may take: with the end of its file baresip ends the call. */
const HUMS_FOR_S = 180;
/** A voice goes up and down, in so many samples; what never does is nobody who speaks. */
const SYLLABLE = 3_200;
const OUR_NUMBER = '07012345678';

/** A telephone that somebody else wrote, in a call to the playground's number. */
export interface Softphone {
  hangUp(): Promise<void>;
  /** Safe to call twice. */
  close(): Promise<void>;
}

/** Calls as the documentation tells softphones to: without registration, at the port that the service names. `from`: its own number. Resolves once it rings. */
export async function calledBySoftphone(program: string, serviceUrl: string, from: string): Promise<Softphone> {
  const { port } = (await (await fetch(`${serviceUrl}/dev/telephones`)).json()) as { readonly port: number };
  const folder = mkdtempSync(join(tmpdir(), 'meets-softphone-'));
  const says = join(folder, 'says.wav');
  const hum = tone(HUMS_HZ, RATE * HUMS_FOR_S);
  writeFileSync(says, wavOf(hum.map((sample, n) => (n % SYLLABLE < SYLLABLE / 2 ? sample : Math.round(sample / 64)))));
  const baresip = await startBaresip(program, { transport: 'udp', number: from, says });
  await baresip.order('dial', `sip:${OUR_NUMBER}@127.0.0.1:${port}`);
  await baresip.event('CALL_RINGING');
  return {
    hangUp: async () => void (await baresip.order('hangup')),
    async close() {
      await baresip.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
