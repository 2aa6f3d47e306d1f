import { useEffect, useEffectEvent } from 'react';
import {
  AcceptMeet,
  EndMeet,
  LeaveMeet,
  listenForShortcuts,
  type ShortcutAction,
  SetMicrophone,
} from '@meets/meet-client';
import { placeOf, type View, viewOfPlace } from '../desk/place.ts';
import { liveMeets, meetOf, stayOf } from '../desk/standing.ts';
import type { UsedDesk } from '../session/use-desk.ts';

/** R35, for whatever rings, or the meet that this person is in. */
export function useShortcuts(desk: UsedDesk, show: (view: View) => void): void {
  const { session, rings, act } = desk;
  const { api, client, deviceId, me, system } = session;
  const onShortcut = useEffectEvent((action: ShortcutAction): boolean => {
    const ring = rings[0];
    const mine = meetOf(liveMeets(desk), me.id);
    switch (action) {
      case 'accept':
        if (!ring) return false;
        show(viewOfPlace(placeOf(ring.meet)));
        void act(() => api.run(AcceptMeet, { input: { meetId: ring.meet.id, client, deviceId } }));
        return true;
      case 'toggle-microphone':
        if (!mine) return false;
        void act(() => {
          const on = stayOf(mine, me.id)?.microphone !== true;
          return api.run(SetMicrophone, { input: { meetId: mine.id, on, client } });
        });
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
