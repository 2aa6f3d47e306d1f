import type { Result } from '../answers.ts';
import { SET_MICROPHONE } from '../operations.ts';
import { until } from '../playground/perceiving.ts';
import { mediaScene } from './media-scene.ts';
import { AUDIBLE, hears } from './media-stage.ts';
import type { Perceived } from './page.ts';

const PITCH_HZ = 440;
/** How long nothing may have been heard to be called silence. */
const SILENT_FOR_MS = 2_000;

describe('what a browser sends', () => {
  const media = mediaScene('own');

  const microphones = async () => {
    type Read = { meet: { participants: { microphone: boolean; person: { __typename: string } }[] } };
    const read = `query ($id: ID!) { meet(id: $id) { participants { microphone person { __typename } } } }`;
    const { participants } = (await media.scene.manager.run<Read>(read, { id: media.meetId })).meet;
    return Object.fromEntries(participants.map(({ microphone, person }) => [person.__typename, microphone]));
  };
  /** The customer's and the manager's, as the meet has them. */
  const untilMicrophones = (wanted: string) =>
    until('the microphones', microphones, ({ Customer, Manager }) => `${Customer},${Manager}` === wanted);
  const voices = ({ received }: Perceived) => received.filter(({ kind }) => kind === 'AUDIO');

  it('R34: is silent for who comes in muted, and the meet says so, until they unmute', async () => {
    const [customer, manager] = await Promise.all([
      media.comeIn('customer', 'cu-1', { mutedOnJoin: true }),
      media.comeIn('manager', 'ma-1'),
    ]);
    await untilMicrophones('false,true');
    expect(await customer.do('hum', PITCH_HZ)).toBe('started');
    await manager.until('silence', (perceived) =>
      voices(perceived).some(
        ({ paused, loudest, listenedMs }) => paused && listenedMs > SILENT_FOR_MS && loudest < AUDIBLE / 10,
      ),
    );
    await customer.until('that they are muted', ({ muted }) => muted);
    expect(await customer.do('mute', false)).toBe(true);
    await manager.until('the voice', hears('cu-1'));
    await untilMicrophones('true,true');
  });

  it('follows a microphone that another client of the person’s turns off', async () => {
    const customer = await media.comeIn('customer', 'cu-1');
    expect(await customer.do('start', 'AUDIO')).toBe('started');
    await media.scene.customer.run<Result>(SET_MICROPHONE, { input: { meetId: media.meetId, on: false } });
    await customer.until('that it is off', ({ muted }) => muted);
    await media.scene.customer.run<Result>(SET_MICROPHONE, { input: { meetId: media.meetId, on: true } });
    await customer.until('that it is on', ({ muted }) => !muted);
  });

  it('goes on as the same track where another device takes a microphone’s place', async () => {
    const [customer, manager] = await Promise.all([media.comeIn('customer', 'cu-1'), media.comeIn('manager', 'ma-1')]);
    expect(await customer.do('hum', PITCH_HZ)).toBe('started');
    const isPitch = (pitch: number) => (perceived: Perceived) =>
      voices(perceived).some(({ pitchHz }) => Math.abs(pitchHz - pitch) < PITCH_HZ / 4);
    const before = await manager.until('the one device', isPitch(PITCH_HZ));
    expect(await customer.do('hum', 2 * PITCH_HZ)).toBe('started');
    const after = await manager.until('the other device', isPitch(2 * PITCH_HZ));
    expect(voices(after).map(({ id }) => id)).toEqual(voices(before).map(({ id }) => id));
  });

  it('is turned off for everybody where a camera is unplugged, and told', async () => {
    const [customer, manager] = await Promise.all([media.comeIn('customer', 'cu-1'), media.comeIn('manager', 'ma-1')]);
    expect(await customer.do('plugIn')).toBe('started');
    const cameras = ({ received }: Perceived) => received.filter(({ kind }) => kind === 'CAMERA').length;
    await manager.until('the camera', (perceived) => cameras(perceived) === 1);
    await customer.do('unplug');
    await customer.until('that it ended', ({ sent, ended }) => !sent.includes('CAMERA') && ended.includes('CAMERA'));
    await manager.until('no camera', (perceived) => cameras(perceived) === 0);
  });
});
