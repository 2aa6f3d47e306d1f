import { meetStream } from '@meets/meet-domain';
import { at, inbound, MEET_ID } from '@meets/meet-domain/testing';
import { foldEventIndex } from './row.ts';

describe('the event index', () => {
  it('says where an event stands and nothing of what it says', () => {
    const [fact] = inbound();
    if (!fact) throw new Error('a story begins with an event');
    const row = foldEventIndex({
      category: 'meet',
      channelId: 'moss',
      rest: MEET_ID,
      stream: meetStream('moss', MEET_ID),
      version: 1,
      position: 42,
      eventId: 'e-1',
      fact,
    });
    expect(row).toEqual({
      position: 42,
      eventId: 'e-1',
      channelId: 'moss',
      meetId: MEET_ID,
      version: 1,
      type: 'MeetStarted',
      occurredAt: at(0),
    });
  });
});
