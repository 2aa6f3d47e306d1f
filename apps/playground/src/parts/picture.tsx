import { useEffect, useRef } from 'react';
import { useTalk } from '../session/use-talk.ts';
import type { ShownPicture } from '../talk/perceived.ts';

interface PictureProps extends ShownPicture {
  readonly label: string;
  /** As one knows oneself. */
  readonly mirrored?: boolean;
}

/** A camera or a screen, silent: sounds are played by themselves. What is received comes as large as it is shown here. */
export function Picture({ track, receivedId, label, mirrored = false }: PictureProps) {
  const { fit } = useTalk();
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (!video) return undefined;
    video.srcObject = new MediaStream([track]);
    return () => {
      video.srcObject = null;
    };
  }, [track]);
  useEffect(() => {
    const video = element.current;
    return video && receivedId !== null ? fit(receivedId, video) : undefined;
    // Of another track under this id nothing is known any more.
  }, [fit, receivedId, track]);
  return (
    <video
      ref={element}
      className={mirrored ? 'picture mirrored' : 'picture'}
      aria-label={label}
      autoPlay
      muted
      playsInline
    />
  );
}
