import type { MeetAnswer } from '../commands/answers.ts';
import type { MeetView } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { meetPayload, putPayload, type Reader, startPayload } from './answer-results.ts';

const viewer = { channelId: 'shop', role: 'manager', id: 'm-1' } as const;
/** Answers what it was asked for, so that the test sees what was asked. */
const reads: Pick<ReadModel, 'meetAtAnswer' | 'positionFor' | 'event'> = {
  meetAtAnswer: async (_viewer, id, position) =>
    id === 'hidden' ? null : ({ id, position: `at ${position}` } as unknown as MeetView),
  positionFor: async (_viewer, position) => `token ${position}`,
  event: async (_viewer, id) => ({ id }) as unknown as Awaited<ReturnType<ReadModel['event']>>,
};
const reader: Reader = { viewer, reads: reads as ReadModel };

describe('a command’s answer', () => {
  it.each<[MeetAnswer, object]>([
    [
      { outcome: 'accepted', meetId: 'm', position: 7 },
      { __typename: 'MeetAccepted', meet: { id: 'm', position: 'at 7' }, position: 'token 7' },
    ],
    [
      { outcome: 'not-allowed', reasons: ['SETTING_OFF'] },
      { __typename: 'NotAllowed', reasons: ['SETTING_OFF'] },
    ],
    [
      { outcome: 'not-found', what: 'meet' },
      { __typename: 'NotFound', message: 'there is no such meet' },
    ],
    [
      { outcome: 'conflict', message: 'late', winner: { eventId: 'e', position: 4 } },
      { __typename: 'Conflict', winner: { id: 'e' } },
    ],
    [
      { outcome: 'conflict', message: 'late', winner: null },
      { __typename: 'Conflict', winner: null },
    ],
    [
      { outcome: 'meet-full', limit: 10 },
      { __typename: 'MeetFull', limit: 10 },
    ],
    [{ outcome: 'already-over' }, { __typename: 'AlreadyOver' }],
    [
      { outcome: 'invalid-input', message: 'no', fields: ['meetId'] },
      { __typename: 'InvalidInput', fields: ['meetId'] },
    ],
    [{ outcome: 'idempotency-conflict' }, { __typename: 'IdempotencyConflict' }],
  ])('%j becomes a member of MeetResult', async (answer, payload) => {
    expect(await meetPayload(answer, reader)).toMatchObject(payload);
  });

  it('R7: shows the meet that is live already', async () => {
    expect(await startPayload({ outcome: 'already-live', meetId: 'm', position: 3 }, reader)).toMatchObject({
      __typename: 'AlreadyLive',
      meet: { id: 'm', position: 'at 3' },
    });
  });

  it('carries the position of a put as its viewer counts', async () => {
    expect(await putPayload({ outcome: 'put', position: 9 }, reader)).toEqual({
      __typename: 'Put',
      position: 'token 9',
    });
  });

  it('is a bug where the union has no member for it, or where its meet cannot be read', async () => {
    await expect(startPayload({ outcome: 'meet-full', limit: 10 }, reader)).rejects.toThrow(/meet-full/);
    await expect(meetPayload({ outcome: 'accepted', meetId: 'hidden', position: 1 }, reader)).rejects.toThrow(/hidden/);
  });
});
