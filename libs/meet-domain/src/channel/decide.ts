import { accept, type Decision, refuse } from '../decider.ts';
import type {
  ChangeChannelMeetSettings,
  ChangeChannelPhoneSettings,
  ChannelCommand,
  ChannelRefusal,
  PutChannel,
} from './commands.ts';
import type { ChannelEvent } from './events.ts';
import type { ChannelState } from './fold.ts';
import { changedPhoneSettings, samePhoneSettings } from './phone-settings.ts';

export type ChannelDecision = Decision<ChannelEvent, ChannelRefusal>;

/** What follows from an order to a channel. Telling it what it already knows adds no event. */
export function decideChannel(command: ChannelCommand, state: ChannelState): ChannelDecision {
  switch (command.type) {
    case 'PutChannel':
      return put(command, state);
    case 'ChangeChannelMeetSettings':
      return changeSettings(command, state);
    case 'ChangeChannelPhoneSettings':
      return changePhoneSettings(command, state);
  }
}

function put({ at, by, name, paidPlan, businessVerified, currency }: PutChannel, state: ChannelState): ChannelDecision {
  const known =
    state !== null &&
    state.name === name &&
    state.paidPlan === paidPlan &&
    state.businessVerified === businessVerified &&
    state.currency === currency;
  if (known) return accept();
  return accept({ type: 'ChannelPut', at, by, data: { name, paidPlan, businessVerified, currency } });
}

function changeSettings(command: ChangeChannelMeetSettings, state: ChannelState): ChannelDecision {
  const { at, by, customersMayStart } = command;
  if (state === null) return refuse({ reason: 'unknown' });
  if (state.customersMayStart === customersMayStart) return accept();
  return accept({ type: 'ChannelMeetSettingsChanged', at, by, data: { customersMayStart } });
}

function changePhoneSettings({ at, by, change }: ChangeChannelPhoneSettings, state: ChannelState): ChannelDecision {
  if (state === null) return refuse({ reason: 'unknown' });
  const settings = changedPhoneSettings(state.phoneSettings, change);
  if (samePhoneSettings(settings, state.phoneSettings)) return accept();
  return accept({ type: 'ChannelPhoneSettingsChanged', at, by, data: settings });
}
