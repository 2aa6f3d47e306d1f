import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Commands } from '../../commands/commands.ts';
import type { ChatMessage } from '../../meet-chat/meet-chat.ts';
import { host } from './cast.ts';
import type { FoundPlant } from './plant.ts';

/** Mistakes about what is said in meets. */
export const CHAT_PLANTS: Readonly<Record<string, FoundPlant>> = {
  'a chat that is everybody’s': {
    breaks: ['what is said stays among them'],
    commands: (commands) => ({
      async chatStanding(viewer, input) {
        const standing = await commands.chatStanding(viewer, input);
        return standing.outcome === 'conflict' ? { outcome: 'in', position: 0 } : standing;
      },
    }),
  },
  'a chat that goes on for who has left': {
    breaks: ['what is said stays among them'],
    commands: (commands) => ({ chatStanding: standingForEver(commands) }),
  },
  'a chat that is written down': {
    breaks: ['7 events are complete'],
    chat: (chat, { commands }) => ({
      ...chat,
      async send(viewer, meetId, text) {
        const room = { id: 'notes', kind: 'PUBLIC_GROUP', name: text, memberIds: [] } as const;
        const answer = await chat.send(viewer, meetId, text);
        if (answer.outcome === 'sent') await commands.putTeamRoom(host(viewer.channelId), room);
        return answer;
      },
    }),
  },
  'a chat that is kept in a file': {
    breaks: ['what is said stays among them'],
    chat: (chat, { folder }) => ({
      ...chat,
      async send(viewer, meetId, text) {
        if (folder !== null) appendFileSync(join(folder, 'notes'), text);
        return chat.send(viewer, meetId, text);
      },
    }),
  },
  'a chat that loses some of it': {
    breaks: ['what is said stays among them'],
    chat: (chat) => ({
      ...chat,
      async listen(viewer, meetId, signal) {
        const answer = await chat.listen(viewer, meetId, signal);
        return answer.outcome === 'listening' ? { ...answer, messages: withoutSome(answer.messages) } : answer;
      },
    }),
  },
};

function standingForEver(commands: Commands): Commands['chatStanding'] {
  const were = new Set<string>();
  return async (viewer, input) => {
    const standing = await commands.chatStanding(viewer, input);
    const key = `${viewer.channelId} ${viewer.id} ${input.meetId}`;
    if (standing.outcome === 'in') were.add(key);
    return standing.outcome === 'conflict' && were.has(key) ? { outcome: 'in', position: 0 } : standing;
  };
}

async function* withoutSome(messages: AsyncIterable<ChatMessage>): AsyncGenerator<ChatMessage, void> {
  for await (const message of messages) if (!message.text.endsWith('3')) yield message;
}
