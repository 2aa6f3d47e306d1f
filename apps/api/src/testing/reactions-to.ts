import { recordingNotifier } from '@meets/meet-domain/testing';
import { silentLog } from '../logging/log.ts';
import { type Reactions, type ReactionsParts, startReactions } from '../reactions/start-reactions.ts';
import type { WriteScene } from './write-scene.ts';

/**
 * Reactions to what happens in a scene. What a test does not name is what it is not about: nothing kept on disk, follow-ups
 * recorded, no log, no chance. Begun: see `Reactions.ready`.
 */
export const reactionsTo = (scene: WriteScene, parts: Partial<ReactionsParts> = {}): Reactions =>
  startReactions({
    ...{ store: scene.store, keys: scene.keys, clock: scene.time, commands: scene.commands },
    ...{ notifier: recordingNotifier(), log: silentLog, file: ':memory:', callersSecret: new Uint8Array(32) },
    linkOf: ({ meetId }) => `https://meets.test/m/token-of-${meetId}`,
    random: () => 0.5,
    ...parts,
  });
