/** A track's pictures as a stream, and a track made of a stream's pictures. */
export interface FrameStreams {
  readonly readable: ReadableStream<VideoFrame>;
  readonly writable: WritableStream<VideoFrame>;
  readonly track: MediaStreamTrack;
}

/** Chromium's (Insertable Streams for MediaStreamTrack), of which TypeScript knows nothing; others have it in workers only, or not at all. */
interface FrameGlobals {
  readonly MediaStreamTrackProcessor?: new (init: {
    readonly track: MediaStreamTrack;
    /** How many frames wait: the newest is kept, so that a slow page is late by one only. */
    readonly maxBufferSize: number;
  }) => { readonly readable: ReadableStream<VideoFrame> };
  readonly MediaStreamTrackGenerator?: new (init: { readonly kind: 'video' }) => MediaStreamTrack & {
    readonly writable: WritableStream<VideoFrame>;
  };
}

/** Null where this browser has none. They go on while the page is hidden, which a canvas that is filmed does not. */
export function framesHere(): ((source: MediaStreamTrack) => FrameStreams) | null {
  const { MediaStreamTrackProcessor: Processor, MediaStreamTrackGenerator: Generator } =
    globalThis as unknown as FrameGlobals;
  if (!Processor || !Generator) return null;
  return (source) => {
    const { readable } = new Processor({ track: source, maxBufferSize: 1 });
    const track = new Generator({ kind: 'video' });
    return { readable, writable: track.writable, track };
  };
}
