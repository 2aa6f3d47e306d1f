import type { PhoneSound, RoomSound } from '@meets/meet-domain';
import type { Samples } from '../rtp/g711.ts';
import { PortRange } from '../rtp/port-range.ts';
import { openRoomOutlet } from '../rtp/room-outlet.ts';
import { openSoundEndpoint, type SoundEars, type SoundEndpoint } from '../rtp/sound-endpoint.ts';
import { Ticker } from '../rtp/ticker.ts';
import { mixMinusOwn } from './mix-minus-own.ts';
import { openRoomVoices, type RoomVoices } from './room-voices.ts';
import type { DeskLoad, DeskSettings, PacketCounts } from './sound-desk.ts';
import { TickTimes } from './tick-times.ts';

interface Mix {
  readonly voices: RoomVoices;
  readonly sounds: Set<SoundEndpoint>;
}

/**
 * The sounds of all calls, and what they hear of each other and of rooms. Every 20 ms it hears all of them, then lets all of them speak: so whoever
 * is in a mix hears what the others said in the same tick.
 */
export class Desk {
  private readonly settings: DeskSettings;
  private readonly ports: PortRange;
  private readonly sounds = new Map<number, SoundEndpoint>();
  private readonly mixes = new Map<number, Mix>();
  private readonly times = new TickTimes();
  private readonly ticker = new Ticker((lateMs) => this.tick(lateMs));
  /** Of calls that are over. */
  private readonly past = { received: 0, lost: 0, late: 0, forged: 0, replayed: 0 };

  constructor(settings: DeskSettings) {
    this.settings = settings;
    this.ports = new PortRange(settings.ports.from, settings.ports.to);
  }

  sound(id: number): SoundEndpoint | undefined {
    return this.sounds.get(id);
  }

  /** Answers its port at that address; null where none is left. */
  async open(id: number, ears: SoundEars, host: string): Promise<number | null> {
    const now = (): number => performance.now();
    const opened = await openSoundEndpoint(this.ports, { limits: this.settings, host, ears, now });
    if (!opened) return null;
    this.sounds.set(id, opened);
    this.ticker.start();
    return opened.port;
  }

  close(id: number): void {
    const sound = this.sounds.get(id);
    if (!sound) return;
    this.leave(id);
    sound.close();
    this.sounds.delete(id);
    add(this.past, sound.counts);
    if (this.sounds.size === 0) this.ticker.stop();
  }

  /** Answers the port that the room's sound is to be sent to. */
  async openMix(id: number): Promise<number> {
    const voices = await openRoomVoices(() => performance.now());
    this.mixes.set(id, { voices, sounds: new Set() });
    return voices.port;
  }

  tune(mix: number, from: RoomSound): void {
    this.mixes.get(mix)?.voices.tune(from);
  }

  closeMix(id: number): void {
    this.mixes.get(id)?.voices.close();
    this.mixes.delete(id);
  }

  /** Answers the stream that the call's sound is passed on by. Null where the call has no sound yet, or there is no such mix. */
  async join(id: number, mixId: number): Promise<PhoneSound | null> {
    const codec = this.sounds.get(id)?.codec ?? null;
    if (codec === null) return null;
    const outlet = await openRoomOutlet(codec);
    const [sound, mix] = [this.sounds.get(id), this.mixes.get(mixId)];
    if (!sound || !mix) {
      outlet.close();
      return null;
    }
    this.leave(id);
    sound.passOn(outlet);
    mix.sounds.add(sound);
    return { codec, ssrc: outlet.ssrc, fromPort: outlet.port, levelId: outlet.levelId };
  }

  leave(id: number): void {
    const sound = this.sounds.get(id);
    if (!sound) return;
    sound.passOn(null);
    for (const mix of this.mixes.values()) mix.sounds.delete(sound);
  }

  /** Ends all mixes and what rests; sounds are closed by who opened them. */
  end(): void {
    for (const id of [...this.mixes.keys()]) this.closeMix(id);
    this.ports.close();
  }

  load(): DeskLoad {
    const packets = { ...this.past };
    for (const { counts } of this.sounds.values()) add(packets, counts);
    const voices = [...this.mixes.values()].reduce((sum, mix) => sum + mix.voices.count, 0);
    return { ...this.times.take(), calls: this.sounds.size, mixes: this.mixes.size, voices, packets };
  }

  private tick(lateMs: number): void {
    const heard = new Map<SoundEndpoint, Samples | null>();
    for (const sound of this.sounds.values()) heard.set(sound, sound.hear());
    for (const { sounds, voices } of this.mixes.values()) {
      const own = [...sounds];
      const mixed = mixMinusOwn(
        own.map((sound) => heard.get(sound) ?? null),
        voices.pull(),
      );
      own.forEach((sound, n) => {
        sound.speak(mixed[n] ?? null);
        heard.delete(sound);
      });
    }
    for (const sound of heard.keys()) sound.speak(null);
    this.times.note(lateMs);
  }
}

type Sums = { -readonly [What in keyof PacketCounts]: number };

function add(sums: Sums, counts: PacketCounts): void {
  for (const what of ['received', 'lost', 'late', 'forged', 'replayed'] as const) sums[what] += counts[what];
}
