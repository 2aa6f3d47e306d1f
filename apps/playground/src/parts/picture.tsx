import { useEffect, useRef } from 'react';

interface PictureProps {
  readonly track: MediaStreamTrack;
  readonly label: string;
  /** As one knows oneself. */
  readonly mirrored?: boolean;
}

/** A camera or a screen, silent: sounds are played by themselves. */
export function Picture({ track, label, mirrored = false }: PictureProps) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (!video) return undefined;
    video.srcObject = new MediaStream([track]);
    return () => {
      video.srcObject = null;
    };
  }, [track]);
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
