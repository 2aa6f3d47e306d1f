import { openReadModel } from '../projections/open-read-model.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { collect, turns } from '../testing/read-model-scene.ts';
import { CHAT, meetIdOf, order, viewer, wish, type WriteScene, writeScene } from '../testing/write-scene.ts';
import type { Viewer } from '../viewer.ts';
import { createMeetChat, MAX_PENDING_CHAT_MESSAGES, type MeetChat } from './meet-chat.ts';

describe('the chat of a team meet', () => {
  let scene: WriteScene;
  let reads: ReadModel;
  let chat: MeetChat;
  let meetId: string;
  const sol = viewer('manager', 'sol');
  const out = viewer('manager', 'out');

  beforeEach(async () => {
    scene = await writeScene();
    const { commands, host, store, keys, clock } = scene;
    for (const id of ['sol', 'out']) await commands.putManager(host, { id, name: id, operatorSeat: false });
    await commands.putTeamRoom(host, {
      id: 'room',
      kind: 'PRIVATE_GROUP',
      name: 'Design',
      memberIds: ['mina', 'max', 'sol'],
    });
    reads = await openReadModel({ store, keys, file: ':memory:', clock });
    chat = createMeetChat({ commands, reads, clock });
    meetId = meetIdOf(await commands.startMeet(scene.mina, wish({ place: { teamRoomId: 'room' } })));
    await commands.joinMeet(sol, order(meetId));
  });
  afterEach(async () => {
    await reads.close();
    await scene.store.close();
  });

  const listening = async (who: Viewer) => {
    const abort = new AbortController();
    const answer = await chat.listen(who, meetId, abort.signal);
    if (answer.outcome !== 'listening') throw new Error(`refused: ${JSON.stringify(answer)}`);
    const { items, ended } = collect(() => answer.messages);
    return {
      texts: () => items.map(({ text }) => text),
      items,
      ended,
      async stop() {
        abort.abort();
        await ended;
      },
    };
  };

  it('R25: brings what is said to everybody who is in and listens, on every device, the sender’s own too', async () => {
    const ears = await Promise.all([scene.mina, sol, sol].map(listening));
    const sent = await chat.send(scene.mina, meetId, 'hello');
    const message = { from: { role: 'manager', id: 'mina' }, text: 'hello', sentAt: '2026-01-31T09:00:00.000Z' };
    expect(sent).toEqual({ outcome: 'sent', message: { ...message, sentAt: expect.any(String) } });
    await turns();
    for (const ear of ears) expect(ear.texts()).toEqual(['hello']);
    await Promise.all(ears.map((ear) => ear.stop()));
  });

  it('R25: keeps nothing: who comes later has missed it', async () => {
    await chat.send(scene.mina, meetId, 'before');
    const ear = await listening(sol);
    await chat.send(scene.mina, meetId, 'after');
    await turns();
    expect(ear.texts()).toEqual(['after']);
    await ear.stop();
  });

  it('R25: is for who is in: others neither write nor read, and to outsiders the meet is not there', async () => {
    const never = new AbortController().signal;
    for (const ask of [
      (who: Viewer, id: string) => chat.send(who, id, 'x'),
      (who: Viewer, id: string) => chat.listen(who, id, never),
    ]) {
      expect(await ask(scene.max, meetId)).toMatchObject({ outcome: 'conflict' });
      for (const who of [out, scene.juno]) {
        expect(await ask(who, meetId)).toEqual(await ask(who, 'tr.none.1'));
      }
      expect(await ask(scene.host, meetId)).toEqual({ outcome: 'not-allowed', reasons: ['ROLE_NOT_ALLOWED'] });
    }
  });

  it('R25, R3: is no feature of meets in user chats and internal chats', async () => {
    const unavailable = { outcome: 'not-allowed', reasons: ['FEATURE_NOT_AVAILABLE'] };
    const live = await scene.live();
    const internal = meetIdOf(await scene.commands.startMeet(scene.mina, wish({ place: { internalChatOf: CHAT } })));
    for (const [who, id] of [
      [scene.mina, live],
      [scene.juno, live],
      [scene.mina, internal],
    ] as const) {
      expect(await chat.send(who, id, 'x')).toEqual(unavailable);
      expect(await chat.listen(who, id, new AbortController().signal)).toEqual(unavailable);
    }
  });

  it('R25: ends for who leaves, who hears nothing of what is said after, and for all with the meet', async () => {
    const [hers, others] = await Promise.all([sol, scene.mina].map(listening));
    await scene.commands.leaveMeet(sol, { meetId, reason: 'LEFT', idempotencyKey: null });
    await chat.send(scene.mina, meetId, 'without her');
    await hers?.ended;
    expect(hers?.texts()).toEqual([]);
    await turns();
    expect(others?.texts()).toEqual(['without her']);
    await scene.commands.endMeet(scene.mina, order(meetId));
    await others?.ended;
    expect(await chat.send(scene.mina, meetId, 'x')).toEqual({ outcome: 'already-over' });
  });

  it('ends a reader who is too far behind, and holds no more for them', async () => {
    const answer = await chat.listen(sol, meetId, new AbortController().signal);
    for (let n = 0; n <= MAX_PENDING_CHAT_MESSAGES; n += 1) await chat.send(scene.mina, meetId, `message ${n}`);
    if (answer.outcome !== 'listening') throw new Error('refused');
    const { items, ended } = collect(() => answer.messages);
    await ended;
    expect(items).toEqual([]);
  });
});
