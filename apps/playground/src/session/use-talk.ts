import { createContext, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { CloseMedia, type Meet, SetCamera, SetMicrophone, SetScreenShare } from '@meets/meet-client';
import { openTrack } from '@meets/meet-client/devices';
import type { OwnKind } from '@meets/meet-client/media';
import { liveMeets, stayOf } from '../desk/standing.ts';
import { applyEffect } from '../talk/apply-effect.ts';
import { talkingIn } from '../talk/claims.ts';
import { joinMeetMedia } from '../talk/join-meet-media.ts';
import { openOwnTrack } from '../talk/own-track.ts';
import { createTalk, type Talk } from '../talk/talk.ts';
import { NO_TALK, type TalkState } from '../talk/talk-state.ts';
import { NO_WISHES, type Wishes } from '../talk/wishes.ts';
import type { Session } from './session.ts';
import { useCapabilities } from './use-capabilities.ts';
import type { UsedDesk } from './use-desk.ts';

export interface UsedTalk extends TalkState {
  /** The meet that this window talks in; null for none. */
  readonly meetId: string | null;
  /** Talks in that meet from now on, and in another one no more. */
  readonly take: (meetId: string) => void;
  /** Turns it on or off in that meet. Where no media are, the meet is told so alone. */
  readonly turn: (meetId: string, kind: OwnKind, on: boolean) => Promise<unknown>;
  /** Joins once more, after it was over. */
  readonly again: () => void;
  /** Has a received picture come as that element shows it; answers how to end that. */
  readonly fit: Talk['fit'];
  readonly dismiss: () => void;
}

export const TalkContext = createContext<UsedTalk | null>(null);

export function useTalk(): UsedTalk {
  const talk = useContext(TalkContext);
  if (talk === null) throw new Error('there is no talk around this');
  return talk;
}

const COMMANDS = { AUDIO: SetMicrophone, CAMERA: SetCamera, SCREEN: SetScreenShare } as const;

type Command = (meetId: string, kind: OwnKind, on: boolean) => Promise<unknown>;

/** Sound and picture of the meet that this window talks in, whatever the window shows. */
export function useOpenTalk(desk: UsedDesk): UsedTalk {
  const { act, session, viewer } = desk;
  const { claims, me, api, client } = session;
  const claimed = useSyncExternalStore(claims.subscribe, claims.all);
  const meet = talkingIn(claimed, liveMeets(desk, me.id), me.id);
  const meetId = meet?.id ?? null;
  const [tries, setTries] = useState(0);
  const command = useCallback<Command>(
    (where, kind, on) => act(() => api.run(COMMANDS[kind], { input: { meetId: where, on, client } })),
    [act, api, client],
  );
  const talk = useTalkIn(session, meetId, tries, command);
  const state = useSyncExternalStore(talk?.subscribe ?? toNobody, talk?.state ?? none);
  const can = useCapabilities(session);
  const settings = viewer?.settings;
  const wishes = useMemo(() => (settings && can ? { ...settings, can } : NO_WISHES), [settings, can]);
  useTelling(talk, meet, me.id, wishes);
  // Last, so that it is told first.
  useEffect(() => void talk?.begin(), [talk]);
  const actions = useMemo<Omit<UsedTalk, keyof TalkState | 'meetId'>>(
    () => ({
      take: claims.take,
      turn: (where, kind, on) => (talk && where === meetId ? talk.turn(kind, on) : command(where, kind, on)),
      fit: (trackId, video) => talk?.fit(trackId, video) ?? nothingToEnd,
      again: () => setTries((before) => before + 1),
      dismiss: () => talk?.dismiss(),
    }),
    [talk, meetId, command, claims],
  );
  return useMemo(() => ({ ...state, ...actions, meetId }), [state, actions, meetId]);
}

/** Closed with the part that uses it, with the window, and where the person is in another meet or none. */
function useTalkIn(session: Session, meetId: string | null, tries: number, command: Command): Talk | null {
  const { api, client, parting } = session;
  // Each try is a device of its own, so that what is left of the one before is not in its way.
  const deviceId = `${session.deviceId}.${tries}`;
  const talk = useMemo(
    () =>
      meetId === null
        ? null
        : createTalk({
            join: (onChange) => joinMeetMedia({ api, client, deviceId, meetId, onChange }),
            open: (kind, wishes) => openOwnTrack({ openDevice: openTrack, applyEffect }, kind, wishes),
            command: (kind, on) => command(meetId, kind, on),
          }),
    [api, client, deviceId, meetId, command],
  );
  useEffect(() => {
    if (talk === null || meetId === null) return undefined;
    const part = (): void => {
      talk.part();
      void parting.run(CloseMedia, { input: { meetId, deviceId } });
    };
    // Before any other listener: by then requests have broken off, and after each listener it is heard that they failed.
    addEventListener('pagehide', part, { capture: true });
    return () => {
      removeEventListener('pagehide', part, { capture: true });
      void talk.close();
    };
  }, [talk, meetId, parting, deviceId]);
  return talk;
}

/** What the meet says of this person's devices, and what they chose (R34), reaches the talk. */
function useTelling(talk: Talk | null, meet: Meet | null, personId: string, wishes: Wishes): void {
  const stay = meet && stayOf(meet, personId);
  const { microphone: AUDIO = false, camera: CAMERA = false, screen: SCREEN = false } = stay ?? {};
  useEffect(() => talk?.told({ AUDIO, CAMERA, SCREEN }), [talk, AUDIO, CAMERA, SCREEN]);
  useEffect(() => talk?.prefer(wishes), [talk, wishes]);
}

const nothingToEnd = (): void => undefined;
const toNobody = () => () => undefined;
const none = (): TalkState => NO_TALK;
