import { Counter, Gauge, type Registry } from 'prom-client';

/** What a phone line counts of itself, from when it was opened. */
export interface PhoneFigures {
  counts(): {
    readonly in: number;
    readonly out: number;
    /** By the line's reason (`CallCause`). */
    readonly endings: Readonly<Record<string, number>>;
    /** Messages that came or went more than once, because an answer was lost or late. */
    readonly repetitions: { readonly sent: number; readonly received: number };
  };
  /** How the calls' sound copes, since this was last asked; null where none is made. */
  soundLoad(): Promise<SoundLoad | null>;
}

interface SoundLoad {
  readonly lateMs: { readonly p99: number };
  /** A share of a core. */
  readonly busy: number;
  readonly calls: number;
  /** What became of the packets of telephones, all since the line was opened. */
  readonly packets: {
    readonly received: number;
    readonly lost: number;
    readonly late: number;
    readonly forged: number;
    readonly replayed: number;
  };
}

type Counts = ReturnType<PhoneFigures['counts']>;

/** Has the registry ask the line whenever somebody looks. */
export function registerPhoneFigures(registry: Registry, line: PhoneFigures): void {
  const count = (name: string, help: string, label: string, of: (counts: Counts) => Readonly<Record<string, number>>) =>
    registerTotals(registry, { name, help, label }, async () => of(line.counts()));
  count('meets_phone_calls_total', 'Calls by telephone, by direction.', 'direction', (counts) => ({
    in: counts.in,
    out: counts.out,
  }));
  count(
    'meets_phone_calls_ended_total',
    'Calls by telephone that are over, by why.',
    'reason',
    ({ endings }) => endings,
  );
  count('meets_phone_messages_repeated_total', 'SIP messages that came or went again.', 'way', (counts) => ({
    ...counts.repetitions,
  }));
  registerSound(registry, line);
}

function registerSound(registry: Registry, line: PhoneFigures): void {
  let asked: Promise<SoundLoad | null> | null = null;
  // Once a look, however many figures are of it: what the line says of its ticks begins anew each time it is asked.
  const load = (): Promise<SoundLoad | null> => (asked ??= line.soundLoad().finally(() => (asked = null)));
  const gauge = (name: string, help: string, of: (load: SoundLoad) => number): Gauge =>
    new Gauge({
      ...{ name, help, registers: [registry] },
      async collect() {
        const now = await load();
        this.set(now ? of(now) : 0);
      },
    });
  gauge('meets_phone_sound_calls', 'Telephones whose sound is made here.', ({ calls }) => calls);
  gauge(
    'meets_phone_sound_late_seconds',
    'How late telephones are sent their sound: the 99th percentile since the last look.',
    ({ lateMs }) => lateMs.p99 / 1_000,
  );
  gauge(
    'meets_phone_sound_busy_cores',
    'What share of a core the sound of telephones takes, since the last look.',
    ({ busy }) => busy,
  );
  const help = 'Packets of sound from telephones, by what became of them.';
  const total = { name: 'meets_phone_sound_packets_total', help, label: 'outcome' };
  registerTotals(registry, total, async () => ({ ...(await load())?.packets }));
}

function registerTotals(
  registry: Registry,
  { name, help, label }: { readonly name: string; readonly help: string; readonly label: string },
  totals: () => Promise<Readonly<Record<string, number>>>,
): void {
  new Counter({
    ...{ name, help, labelNames: [label], registers: [registry] },
    async collect() {
      const now = await totals();
      this.reset();
      for (const [value, total] of Object.entries(now)) this.inc({ [label]: value }, total);
    },
  });
}
