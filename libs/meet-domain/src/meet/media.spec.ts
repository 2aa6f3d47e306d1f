import { audienceOf, isDeviceOn, type MeetEvent, whyNoMedia, whyNoTrack } from '../index.ts';
import {
  at,
  bora,
  desktop,
  givenMeet,
  inAppBrowser,
  inbound,
  joined,
  juno,
  live,
  mina,
  mobileWeb,
  opened,
  outbound,
  sol,
  stranger,
} from '../testing/index.ts';

/** Mina dialled Juno's number, Juno answered, and Bora came in too. */
const onThePhone = (): MeetEvent[] => [
  ...outbound('PHONE'),
  { type: 'MeetAccepted', at: at(5), by: juno, data: { acceptedBy: juno, deviceId: null } },
  joined(mina, at(5), juno),
  joined(juno, at(5)),
  joined(bora, at(6)),
];
const stateOf = (events: MeetEvent[]) => {
  const { state } = givenMeet(...events);
  if (state === null) throw new Error('the story began no meet');
  return state;
};

describe('the media of a meet', () => {
  it('are for who is in, by the log', () => {
    expect([mina, juno].map((person) => whyNoMedia(stateOf(live()), person, desktop))).toEqual([null, null]);
    expect(whyNoMedia(stateOf(live()), bora, null)).toEqual({ reason: 'not-in-meet' });
    expect(whyNoMedia(stateOf(inbound()), mina, null)).toEqual({ reason: 'not-answered' });
    expect(whyNoMedia(null, mina, null)).toEqual({ reason: 'unknown' });
  });

  it('R5: are for no eleventh person, who is told that the meet is full', () => {
    const crowd = Array.from({ length: 8 }, (_, n) => joined({ role: 'manager', id: `m${n}` }, at(6)));
    const full = { reason: 'full', limit: 10 };
    const story = givenMeet(...live(), ...crowd);
    expect(story.state && whyNoMedia(story.state, bora, null)).toEqual(full);
    expect(story.state && whyNoTrack(story.state, bora, 'microphone', null)).toEqual(full);
    expect(story.state && whyNoMedia(story.state, juno, null)).toBeNull();
    const left = story.when({ type: 'LeaveMeet', at: at(9), by: juno, reason: 'LEFT' });
    expect(whyNoMedia(left.state, bora, null)).toEqual({ reason: 'not-in-meet' });
    expect(whyNoMedia(stateOf([...live(), ...crowd]), stranger, null)).toEqual({ reason: 'unknown' });
  });

  it('R32: are over for who has left, and for all once the meet is over', () => {
    const meet = givenMeet(...live());
    const left = meet.when({ type: 'LeaveMeet', at: at(9), by: juno, reason: 'LEFT' });
    expect(whyNoMedia(left.state, juno, null)).toEqual({ reason: 'not-in-meet' });
    expect(whyNoMedia(left.state, mina, null)).toBeNull();
    const over = meet.when({ type: 'EndMeet', at: at(9), by: mina });
    expect(whyNoMedia(over.state, mina, null)).toEqual({ reason: 'over' });
  });

  it('R19: are not there for a customer where the meet is among managers, nor for another customer', () => {
    expect(whyNoMedia(stateOf(opened()), juno, null)).toEqual({ reason: 'unknown' });
    expect(whyNoMedia(stateOf(live()), stranger, null)).toEqual({ reason: 'unknown' });
  });

  it('R24: are not for a client that has no meets', () => {
    const refusal = { reason: 'not-allowed', guards: ['CLIENT_UNSUPPORTED'] };
    expect(whyNoMedia(stateOf(live()), juno, inAppBrowser)).toEqual(refusal);
  });

  it('R23: are for the managers of a phone meet only, whose pictures reach managers only', () => {
    const meet = stateOf(onThePhone());
    expect(whyNoMedia(meet, juno, null)).toEqual({ reason: 'not-allowed', guards: ['MANAGERS_ONLY'] });
    expect(whyNoMedia(meet, bora, null)).toBeNull();
    const reached = (['microphone', 'camera', 'screen'] as const).map((source) => audienceOf(meet, source));
    expect(reached).toEqual(['everyone', 'managers', 'managers']);
    expect(audienceOf(stateOf(live()), 'camera')).toBe('everyone');
  });

  it('R21: have a camera or a screen only once the log says that it is on', () => {
    const meet = givenMeet(...live());
    const why = (person: typeof mina | typeof juno, source: 'camera' | 'screen', state = meet.state) =>
      state && whyNoTrack(state, person, source, desktop);
    expect(why(mina, 'camera')).toEqual({ reason: 'device-off', source: 'camera' });
    expect(why(mina, 'screen')).toEqual({ reason: 'device-off', source: 'screen' });
    const camera = meet.when({ type: 'SetCamera', at: at(9), by: mina, on: true, client: desktop });
    expect(why(mina, 'camera', camera.state)).toBeNull();
    expect(why(juno, 'camera', camera.state)).toEqual({ reason: 'device-off', source: 'camera' });
    expect(why(mina, 'screen', camera.state)).toEqual({ reason: 'device-off', source: 'screen' });
  });

  it('R24: have no screen from the mobile web, whatever the log says', () => {
    const meet = givenMeet(...live()).when({ type: 'SetScreenShare', at: at(9), by: juno, on: true, client: null });
    const refusal = { reason: 'not-allowed', guards: ['SCREEN_SHARE_UNSUPPORTED'] };
    expect(meet.state && whyNoTrack(meet.state, juno, 'screen', mobileWeb)).toEqual(refusal);
    expect(meet.state && whyNoTrack(meet.state, juno, 'screen', desktop)).toBeNull();
  });

  it('have a microphone from the start, which may be off', () => {
    const meet = givenMeet(...live());
    const off = meet.when({ type: 'SetMicrophone', at: at(9), by: juno, on: false }).state;
    expect(off && whyNoTrack(off, juno, 'microphone', null)).toBeNull();
    expect([meet.state, off].map((state) => state && isDeviceOn(state, juno, 'microphone'))).toEqual([true, false]);
    expect(isDeviceOn(stateOf(live()), sol, 'microphone')).toBe(false);
    expect(whyNoTrack(stateOf(live()), sol, 'microphone', null)).toEqual({ reason: 'not-in-meet' });
  });
});
