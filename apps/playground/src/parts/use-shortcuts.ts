import { useEffect, useEffectEvent } from 'react';
import { AcceptMeet, EndMeet, LeaveMeet, listenForShortcuts, type ShortcutAction } from '@meets/meet-client';
import { type View, viewOfMeet } from '../desk/place.ts';
import { liveMeets, meetOf, stayOf } from '../desk/standing.ts';
import type { UsedDesk } from '../session/use-desk.ts';
import type { UsedTalk } from '../session/use-talk.ts';

/** R35, for whatever rings, or the meet that this person is in: where this window talks in one, that one. */
export function useShortcuts(desk: UsedDesk, talk: UsedTalk, show: (view: View) => void): void {
  const { session, rings, act, comeIn } = desk;
  const { api, client, deviceId, me, system } = session;
  const onShortcut = useEffectEvent((action: ShortcutAction): boolean => {
    const ring = rings[0];
    const live = liveMeets(desk, me.id);
    const mine = live.find(({ id }) => id === talk.meetId) ?? meetOf(live, me.id);
    switch (action) {
      case 'accept':
        if (!ring) return false;
        show(viewOfMeet(ring.meet));
        void comeIn(() => api.run(AcceptMeet, { input: { meetId: ring.meet.id, client, deviceId } }));
        return true;
      case 'toggle-microphone':
        if (!mine) return false;
        void talk.turn(mine.id, 'AUDIO', stayOf(mine, me.id)?.microphone !== true);
        return true;
      case 'end':
        if (!mine || me.role !== 'manager') return false;
        void act(() => api.run(EndMeet, { input: { meetId: mine.id } }));
        return true;
      case 'leave':
        if (!mine) return false;
        void act(() => api.run(LeaveMeet, { input: { meetId: mine.id } }));
        return true;
    }
  });
  useEffect(() => listenForShortcuts({ target: window, system, act: (action) => onShortcut(action) }), [system]);
}
