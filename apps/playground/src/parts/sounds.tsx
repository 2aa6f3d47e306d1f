import { useCallback, useEffect, useRef, useState } from 'react';
import { chooseSpeaker } from '@meets/meet-client/devices';
import type { ReceivedTrack } from '@meets/meet-client/media';
import { useDesk } from '../session/use-desk.ts';
import { useTalk } from '../session/use-talk.ts';
import { soundsOf } from '../talk/perceived.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Icon } from './icon.tsx';

/** Everybody who is heard, whatever the window shows; and a way to hear them where the browser waits for a click. */
export function Sounds() {
  const { session, viewer } = useDesk();
  const talk = useTalk();
  const { t } = useTexts();
  const [blocked, setBlocked] = useState(false);
  const [clicks, setClicks] = useState(0);
  const block = useCallback(() => setBlocked(true), []);
  const sounds = soundsOf(talk, session.me.id);
  const listen = (): void => {
    setBlocked(false);
    setClicks((before) => before + 1);
  };
  return (
    <div className="sounds" role="alert">
      {sounds.map((sound) => (
        <Sound key={sound.id} {...{ sound, clicks, block }} speakerId={viewer?.settings?.speakerId ?? null} />
      ))}
      {blocked && sounds.length > 0 && (
        <p className="sound-off">
          {t('sound.blocked')}
          <button type="button" className="accept" data-testid="sound-on" onClick={listen}>
            <Icon name="sound" />
            {t('sound.on')}
          </button>
        </p>
      )}
    </div>
  );
}

interface SoundProps {
  readonly sound: ReceivedTrack;
  readonly speakerId: string | null;
  /** Another one, and it is played once more. */
  readonly clicks: number;
  /** The browser did not let it. */
  readonly block: () => void;
}

function Sound({ sound: { track, from }, speakerId, clicks, block }: SoundProps) {
  const element = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    if (element.current) element.current.srcObject = new MediaStream([track]);
  }, [track]);
  useEffect(() => {
    element.current?.play().catch((error: unknown) => {
      // Any other reason is that the sound ended meanwhile.
      if (error instanceof DOMException && error.name === 'NotAllowedError') block();
    });
  }, [track, clicks, block]);
  useEffect(() => {
    if (element.current) void chooseSpeaker(element.current, speakerId);
  }, [speakerId]);
  return <audio ref={element} data-testid={`sound-${from.id}`} />;
}
