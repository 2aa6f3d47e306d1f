import { type Meet, meetDecider, meetStream } from '@meets/meet-domain';
import { type FakePhoneLines, fakePhoneLines } from '@meets/meet-domain/testing';
import { aggregate } from '../commands/write-side.ts';
import { silentLog } from '../logging/log.ts';
import type { CallSounds } from '../phone/call-sounds.ts';
import { type LineKeeper, openLineKeeper } from '../phone/line-keeper.ts';
import { numberPlan } from '../phone/number-plan.ts';
import type { Reactions } from '../reactions/start-reactions.ts';
import type { Viewer } from '../viewer.ts';
import { eventually } from './eventually.ts';
import { reactionsTo } from './reactions-to.ts';
import { CHANNEL, LINE, writeScene, type WriteScene } from './write-scene.ts';

/** The channel's number, as the log writes it. */
export const NUMBER = '+827012345678';

/** A {@link WriteScene} whose channel has a number, and a line between that and telephones. Whoever sets it closes it. */
export interface PhoneScene {
  readonly scene: WriteScene;
  /** `near` is the service's, `far` the telephones'. */
  lines(): FakePhoneLines;
  readonly reactions: Reactions;
  /** The one that keeps `near` to the log now. */
  keeper(): LineKeeper;
  /** As another process would: the lines are new, the log is the same. */
  restartLine(): Promise<void>;
  /** Comes on duty, and it is known. */
  onDuty(...managers: readonly Viewer[]): Promise<void>;
  /** The meet as the log has it now. */
  meet(meetId: string): Promise<Meet | null>;
  close(): Promise<void>;
}

/** `sounds`: see `LineKeeperParts`; none unless told. */
export async function setPhoneScene(
  sounds: (scene: WriteScene, lines: FakePhoneLines) => CallSounds | null = () => null,
): Promise<PhoneScene> {
  const scene = await writeScene();
  const { commands, host, store, keys } = scene;
  await commands.putChannel(host, { name: 'Shop', paidPlan: true, businessVerified: true, currency: 'KRW' });
  await commands.issuePhoneNumber(host, { number: NUMBER });
  let lines = fakePhoneLines();
  const heard = sounds(scene, lines);
  const reactions = reactionsTo(scene);
  await reactions.ready;
  const openLines = () => Promise.all([lines.near.start(), lines.far.start()]);
  const openKeeper = () =>
    openLineKeeper({
      ...{ store, keys, commands, clock: scene.time, log: silentLog, callsOnLine: scene.callsOnLine },
      ...{ line: lines.near, lineId: LINE, sounds: heard },
      ...{ plan: numberPlan('82', ['07012345678']), calls: reactions.calls },
    });
  await openLines();
  let keeper = await openKeeper();
  return {
    ...{ scene, reactions },
    lines: () => lines,
    keeper: () => keeper,
    async restartLine() {
      await keeper.close();
      await lines.far.close();
      lines = fakePhoneLines();
      await openLines();
      keeper = await openKeeper();
    },
    async onDuty(...managers) {
      for (const manager of managers) await commands.updateMyDuty(manager, { available: true });
      await eventually('the books', () => reactions.calls.onDuty(CHANNEL).length >= managers.length);
    },
    meet: async (meetId) => (await aggregate({ store, keys }, meetDecider, meetStream).fold(CHANNEL, meetId)).state,
    async close() {
      await keeper.close();
      heard?.close();
      await lines.far.close();
      await reactions.close();
    },
  };
}
