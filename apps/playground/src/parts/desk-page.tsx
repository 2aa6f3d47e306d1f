import { useEffect, useState } from 'react';
import { CHAT_IDS } from '../demo/cast.ts';
import { DeskContext, useOpenDesk } from '../session/use-desk.ts';
import { TalkContext, useOpenTalk } from '../session/use-talk.ts';
import type { Session } from '../session/session.ts';
import { useView } from '../session/use-view.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ChatView } from './chat-view.tsx';
import { EventLog } from './event-log.tsx';
import { Icon } from './icon.tsx';
import { MissedView } from './missed-view.tsx';
import { PhoneView } from './phone/phone-view.tsx';
import { PlaceList } from './place-list.tsx';
import { Refusal } from './refusal.tsx';
import { Rings } from './rings.tsx';
import { RoomView } from './room-view.tsx';
import { SettingsView } from './settings-view.tsx';
import { Sounds } from './sounds.tsx';
import { TopBar } from './top-bar.tsx';
import { useShortcuts } from './use-shortcuts.ts';

/** On a phone one of these is seen at a time. */
type Pane = 'list' | 'main' | 'log';
const PANES = [
  ['list', 'home'],
  ['main', 'phone'],
  ['log', 'log'],
] as const;

export function DeskPage({ session }: { readonly session: Session }) {
  const desk = useOpenDesk(session);
  const talk = useOpenTalk(desk);
  const { t } = useTexts();
  const [view, setView] = useView({ type: 'chat', id: CHAT_IDS[0] });
  const [pane, setPane] = useState<Pane>('main');
  const show: typeof setView = (next) => {
    setView(next);
    setPane('main');
  };
  useShortcuts(desk, talk, show);
  useEffect(() => {
    document.title = desk.rings.length > 0 ? t('title.ringing') : t('title');
  }, [desk.rings.length, t]);
  return (
    <DeskContext value={desk}>
      <TalkContext value={talk}>
        <div className="desk" data-pane={pane} data-line={desk.line}>
          <TopBar />
          <PlaceList view={view} show={show} />
          <main className="main" tabIndex={-1}>
            <Refusal />
            {view.type === 'chat' && <ChatView id={view.id} />}
            {view.type === 'room' && <RoomView id={view.id} />}
            {view.type === 'phone' && <PhoneView />}
            {view.type === 'missed' && <MissedView show={show} />}
            {view.type === 'settings' && <SettingsView />}
          </main>
          <EventLog />
          <Rings show={show} />
          <Sounds />
          <nav className="panes" aria-label={t('panes')}>
            {PANES.map(([name, icon]) => (
              <button
                key={name}
                type="button"
                aria-pressed={pane === name}
                data-testid={`pane-${name}`}
                onClick={() => setPane(name)}
              >
                <Icon name={icon} />
                {t(`pane.${name}`)}
              </button>
            ))}
          </nav>
        </div>
      </TalkContext>
    </DeskContext>
  );
}
