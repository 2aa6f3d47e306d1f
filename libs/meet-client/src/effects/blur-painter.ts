import type { GaussianBlurBackgroundProcessor } from '@twilio/video-processors';

/** How far the background is blurred, in pixels. */
export const BLUR_RADIUS_PX = 15;
/** How far the mask around people is softened, in pixels: without a graphics card this takes longer than all the rest, and is left out. */
export const MASK_BLUR_RADIUS_PX = 8;
/** How long the library and its model may take to come and to start. */
export const BLUR_LOAD_LIMIT_MS = 30_000;
/** What it takes; the library itself would wait for ever for a worker that is not there. */
const FILES = ['twilio-gaussian-blur-background-processor-pipeline-worker.js', 'selfie_segmentation_landscape.tflite'];

/** Draws one camera's frames anew, blurred. */
export class BlurPainter {
  readonly #processor: GaussianBlurBackgroundProcessor;
  readonly #canvas = document.createElement('canvas');
  #hasDrawn = false;

  constructor(processor: GaussianBlurBackgroundProcessor) {
    this.#processor = processor;
    // The library takes the context that a canvas has already; this one takes a whole picture at once.
    this.#canvas.getContext('bitmaprenderer');
  }

  readonly paint = async (frame: VideoFrame, out: TransformStreamDefaultController<VideoFrame>): Promise<void> => {
    const { timestamp, displayWidth, displayHeight } = frame;
    if (this.#canvas.width !== displayWidth) this.#canvas.width = displayWidth;
    if (this.#canvas.height !== displayHeight) this.#canvas.height = displayHeight;
    await this.#processor.processFrame(frame, this.#canvas).finally(() => frame.close());
    // The library draws from its second frame on, and a camera's first would be sent as a black one.
    if (this.#hasDrawn) out.enqueue(new VideoFrame(this.#canvas, { timestamp }));
    this.#hasDrawn = true;
  };
}

/** Painters that have nothing to do, by folder: the library lets go of no worker, so as many are made as paint at one time. */
const idle = new Map<string, BlurPainter[]>();

export async function takePainter(assetsUrl: string): Promise<BlurPainter> {
  return idle.get(assetsUrl)?.pop() ?? new BlurPainter(await loadedProcessor(assetsUrl));
}

export function putBackPainter(assetsUrl: string, painter: BlurPainter): void {
  idle.set(assetsUrl, [...(idle.get(assetsUrl) ?? []), painter]);
}

async function loadedProcessor(assetsPath: string): Promise<GaussianBlurBackgroundProcessor> {
  const limit = AbortSignal.timeout(BLUR_LOAD_LIMIT_MS);
  const isLate = new Promise<never>((_resolve, reject) =>
    limit.addEventListener('abort', () => reject(new Error(`the blur did not start in ${BLUR_LOAD_LIMIT_MS} ms`))),
  );
  await Promise.all(FILES.map((file) => mustBeThere(new URL(file, assetsPath), limit)));
  const { GaussianBlurBackgroundProcessor: Processor } = await import('@twilio/video-processors');
  const maskBlurRadius = hasGraphicsCard() ? MASK_BLUR_RADIUS_PX : 0;
  const processor = new Processor({ assetsPath, blurFilterRadius: BLUR_RADIUS_PX, maskBlurRadius });
  await Promise.race([processor.loadModel(), isLate]);
  return processor;
}

/** A browser without one draws by the processor, which it calls a major performance caveat (WebGL specification, 5.2). */
const hasGraphicsCard = (): boolean =>
  new OffscreenCanvas(1, 1).getContext('webgl2', { failIfMajorPerformanceCaveat: true }) !== null;

async function mustBeThere(url: URL, signal: AbortSignal): Promise<void> {
  const { ok, status } = await fetch(url, { method: 'HEAD', signal });
  if (!ok) throw new Error(`${url.href} is not served (${status}): copy the library's files there`);
}
