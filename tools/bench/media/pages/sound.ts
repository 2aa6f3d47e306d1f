/** A steady tone, so that something is sent all the time. */
export function tone(): MediaStreamTrack {
  const context = new AudioContext();
  const source = context.createOscillator();
  const out = context.createMediaStreamDestination();
  source.connect(out);
  source.start();
  const [track] = out.stream.getAudioTracks();
  if (!track) throw new Error('the browser made no sound');
  return track;
}
