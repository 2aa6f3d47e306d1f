import type { Decider } from '../decider.ts';
import type { ChannelCommand, ChannelRefusal } from './commands.ts';
import { decideChannel } from './decide.ts';
import type { ChannelEvent } from './events.ts';
import { type ChannelState, evolveChannel } from './fold.ts';

/** A tenant and its meet settings. */
export const channelDecider: Decider<ChannelState, ChannelCommand, ChannelEvent, ChannelRefusal> = {
  initial: null,
  decide: decideChannel,
  evolve: evolveChannel,
};
