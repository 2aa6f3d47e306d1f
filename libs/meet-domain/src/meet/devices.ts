import { accept, type Order, refuse } from '../decider.ts';
import { type Person, personOf } from '../person.ts';
import { type Client, clientCapabilities } from './client-capabilities.ts';
import type { SetCamera, SetMicrophone, SetScreenShare } from './commands.ts';
import type { MeetDecision } from './decision.ts';
import type { MeetEvent } from './events.ts';
import type { Meet, Participant } from './state.ts';
import type { MeetRefusal } from './refusals.ts';
import { isOver, isStranger, stayOf } from './standing.ts';

/** Mutes or unmutes oneself. Nobody's microphone is anybody else's to turn. */
export function setMicrophone(command: SetMicrophone, meet: Meet): MeetDecision {
  const { at, by, on } = command;
  const found = ownStay(command, meet);
  if ('reason' in found) return refuse(found);
  if (found.microphone === on) return accept();
  const data = { participant: found.person };
  return accept({ type: on ? 'MicrophoneTurnedOn' : 'MicrophoneTurnedOff', at, by, data });
}

/** R21: a camera makes a voice meet a video meet. R22: turning it off changes nothing of that. */
export function setCamera(command: SetCamera, meet: Meet): MeetDecision {
  const { at, by, on, client } = command;
  const found = ownStay(command, meet);
  if ('reason' in found) return refuse(found);
  if (found.camera === on) return accept();
  const data = { participant: found.person };
  if (!on) return accept({ type: 'CameraTurnedOff', at, by, data });
  if (client !== null && !clientCapabilities(client).meets) {
    return refuse({ reason: 'not-allowed', guards: ['CLIENT_UNSUPPORTED'] });
  }
  return accept(...upgrade(command, found.person, 'camera', meet), { type: 'CameraTurnedOn', at, by, data });
}

/** R21 and R22 as for the camera; R24: not from every client. */
export function setScreenShare(command: SetScreenShare, meet: Meet): MeetDecision {
  const { at, by, on, client } = command;
  const found = ownStay(command, meet);
  if ('reason' in found) return refuse(found);
  if (found.screen === on) return accept();
  const data = { participant: found.person };
  if (!on) return accept({ type: 'ScreenShareStopped', at, by, data });
  const refusal = whyNoScreenShare(client);
  if (refusal) return refuse(refusal);
  return accept(...upgrade(command, found.person, 'screen-share', meet), { type: 'ScreenShareStarted', at, by, data });
}

/** The actor's present stay, or why they have none. */
function ownStay({ by }: Order<string>, meet: Meet): Participant | MeetRefusal {
  const person = personOf(by);
  if (person === null) return { reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] };
  if (isStranger(meet, person)) return { reason: 'unknown' };
  if (isOver(meet)) return { reason: 'over' };
  if (meet.phase !== 'LIVE') return { reason: 'not-answered' };
  // R23: who is on the phone has nothing but the phone.
  if (meet.kind === 'PHONE' && person.role === 'customer') return { reason: 'not-allowed', guards: ['MANAGERS_ONLY'] };
  return stayOf(meet, person) ?? { reason: 'not-in-meet' };
}

function whyNoScreenShare(client: Client | null): MeetRefusal | null {
  if (client === null) return null;
  const { meets, screenShare } = clientCapabilities(client);
  if (!meets) return { reason: 'not-allowed', guards: ['CLIENT_UNSUPPORTED'] };
  return screenShare ? null : { reason: 'not-allowed', guards: ['SCREEN_SHARE_UNSUPPORTED'] };
}

/** VOICE becomes VIDEO, before the picture that made it so. A VIDEO meet needs nothing; a PHONE meet never changes (R23). */
function upgrade(
  { at, by }: Order<string>,
  participant: Person,
  cause: 'camera' | 'screen-share',
  { kind }: Meet,
): readonly MeetEvent[] {
  return kind === 'VOICE' ? [{ type: 'MeetUpgradedToVideo', at, by, data: { participant, cause } }] : [];
}
